package org.recurve.kernel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject.Kind;

/**
 * A jar of the class path. Its list of files is read once; the compiler's own way opens a file
 * system and walks its tree, which takes five times as long.
 */
final class ClassJar implements ClassPathEntry {
    private final URI place;
    private final JarFile jar;
    private final Map<String, List<String>> fileNames = new HashMap<>();

    /**
     * Reads the list of files.
     *
     * @throws IOException if it is no jar
     */
    ClassJar(Path path) throws IOException {
        File file = path.toFile();
        place = path.toUri();
        // With the version, so that a jar for several versions of Java gives this one's classes.
        jar = new JarFile(file, false, ZipFile.OPEN_READ, Runtime.version());
        Enumeration<JarEntry> entries = jar.entries();
        while (entries.hasMoreElements()) {
            String name = entries.nextElement().getName();
            if (name.endsWith(Kind.CLASS.extension) && !name.startsWith("META-INF/")) {
                int slash = name.lastIndexOf('/');
                fileNames
                        .computeIfAbsent(
                                slash < 0 ? "" : name.substring(0, slash).replace('/', '.'),
                                none -> new ArrayList<>())
                        .add(name.substring(slash + 1));
            }
        }
    }

    @Override
    public List<ClassFile> classes(String packageName) {
        return fileNames.getOrDefault(packageName, List.of()).stream()
                .<ClassFile>map(name -> new Packed(packageName, name))
                .toList();
    }

    @Override
    public Set<String> packagesIn(String qualifier) {
        Set<String> found = new TreeSet<>();
        for (String name : fileNames.keySet()) {
            if (name.startsWith(qualifier) && name.length() > qualifier.length()) {
                int dot = name.indexOf('.', qualifier.length());
                found.add(name.substring(qualifier.length(), dot < 0 ? name.length() : dot));
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }

    private final class Packed extends ClassFile {
        Packed(String packageName, String fileName) {
            super(packageName, fileName);
        }

        private String entry() {
            return binaryName().replace('.', '/') + Kind.CLASS.extension;
        }

        @Override
        public URI toUri() {
            return URI.create("jar:" + place + "!/" + entry());
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return jar.getInputStream(jar.getEntry(entry()));
        }

        @Override
        public long getLastModified() {
            return jar.getEntry(entry()).getTime();
        }
    }
}
