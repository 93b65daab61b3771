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
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * A jar of the class path. Its list of files is read once; the compiler's own way opens a file
 * system and walks its tree, which takes five times as long.
 */
final class ClassJar implements ClassPathEntry {
    private static final String SUFFIX = ".class";

    private final URI place;
    private final JarFile jar;
    private final Map<String, List<String>> simpleNames = new HashMap<>();

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
            if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
                int slash = name.lastIndexOf('/');
                simpleNames
                        .computeIfAbsent(
                                slash < 0 ? "" : name.substring(0, slash).replace('/', '.'),
                                none -> new ArrayList<>())
                        .add(name.substring(slash + 1, name.length() - SUFFIX.length()));
            }
        }
    }

    @Override
    public List<ClassFile> classes(String packageName) {
        List<String> here = simpleNames.get(packageName);
        return here == null
                ? List.of()
                : here.stream().<ClassFile>map(name -> new Packed(packageName, name)).toList();
    }

    @Override
    public Set<String> packages() {
        return simpleNames.keySet();
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }

    private final class Packed extends ClassFile {
        Packed(String packageName, String simpleName) {
            super(packageName, simpleName);
        }

        private String entry() {
            return binaryName().replace('.', '/') + SUFFIX;
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
