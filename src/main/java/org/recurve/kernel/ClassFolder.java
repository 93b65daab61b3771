package org.recurve.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;
import javax.tools.JavaFileObject.Kind;

/** A folder of the class path; looked at anew each time, since its classes may change. */
final class ClassFolder implements ClassPathEntry {
    private final Path root;

    ClassFolder(Path root) {
        this.root = root;
    }

    @Override
    public List<ClassFile> classes(String packageName) throws IOException {
        List<ClassFile> found = new ArrayList<>();
        for (Path file : inside(packageName, "*" + Kind.CLASS.extension)) {
            found.add(new Loose(packageName, file));
        }
        return found;
    }

    // Only one level: this is asked with each key, and a folder may be anything.
    @Override
    public Set<String> packagesIn(String qualifier) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : inside(qualifier, "*")) {
            String name = file.getFileName().toString();
            if (SourceVersion.isIdentifier(name) && Files.isDirectory(file)) {
                found.add(name);
            }
        }
        return found;
    }

    private List<Path> inside(String packageName, String glob) throws IOException {
        Path folder = root.resolve(packageName.replace('.', '/'));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private static final class Loose extends ClassFile {
        private final Path file;

        Loose(String packageName, Path file) {
            super(packageName, file.getFileName().toString());
            this.file = file;
        }

        @Override
        public URI toUri() {
            return file.toUri();
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public long getLastModified() {
            return file.toFile().lastModified();
        }
    }
}
