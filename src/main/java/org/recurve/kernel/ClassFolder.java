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
import java.util.stream.Stream;

/** A folder of the class path; looked at anew each time, since its classes may change. */
final class ClassFolder implements ClassPathEntry {
    private static final String SUFFIX = ".class";

    private final Path root;

    ClassFolder(Path root) {
        this.root = root;
    }

    @Override
    public List<ClassFile> classes(String packageName) throws IOException {
        Path folder = root.resolve(packageName.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<ClassFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                found.add(new Loose(packageName, file));
            }
        }
        return found;
    }

    @Override
    public Set<String> packages() throws IOException {
        Set<String> found = new TreeSet<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(SUFFIX))
                        .map(file -> root.relativize(file.getParent()).toString())
                        .forEach(folder -> found.add(folder.replace(separator(), ".")));
            }
        }
        return found;
    }

    private String separator() {
        return root.getFileSystem().getSeparator();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private static final class Loose extends ClassFile {
        private final Path file;

        Loose(String packageName, Path file) {
            super(packageName, simpleName(file));
            this.file = file;
        }

        private static String simpleName(Path file) {
            String name = file.getFileName().toString();
            return name.substring(0, name.length() - SUFFIX.length());
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
