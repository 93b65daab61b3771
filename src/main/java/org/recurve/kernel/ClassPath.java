package org.recurve.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.core.RecurveException;

/**
 * The classes that a notebook's code may name, in the order in which they are looked for. All that
 * compile its code share it. Jars stay open as long as the kernel runs.
 */
final class ClassPath implements AutoCloseable {
    // Replaced as a whole: one thread may add while another compiles.
    private volatile Map<Path, ClassPathEntry> entries = Map.of();

    /**
     * Replaces the class path; what stays in it is not read again.
     *
     * @param paths jars and folders; others are left out, as by the compiler
     * @throws RecurveException if a file is no jar; then the class path stays as it was
     */
    synchronized void set(Iterable<? extends Path> paths) {
        Map<Path, ClassPathEntry> next = new LinkedHashMap<>();
        for (Path path : paths) {
            ClassPathEntry known = entries.get(path);
            if (known != null) {
                next.put(path, known);
            } else if (Files.isDirectory(path)) {
                next.put(path, new ClassFolder(path));
            } else if (Files.isRegularFile(path)) {
                next.put(path, jar(path));
            }
        }
        entries = next;
    }

    /** Adds one to the end; see {@link #set}. */
    synchronized void add(Path path) {
        List<Path> paths = new ArrayList<>(entries.keySet());
        paths.add(path);
        set(paths);
    }

    private static ClassJar jar(Path path) {
        try {
            return new ClassJar(path);
        } catch (IOException e) {
            throw new RecurveException(
                    "%s: expected a jar or a folder of classes (%s)"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    /** {@return the classes of a package; of two with one name the first counts} */
    List<ClassFile> classes(String packageName) throws IOException {
        List<ClassFile> found = new ArrayList<>();
        for (ClassPathEntry entry : entries.values()) {
            found.addAll(entry.classes(packageName));
        }
        return found;
    }

    /** {@return a class by its binary name, or {@code null}} */
    ClassFile find(String binaryName) throws IOException {
        String packageName = binaryName.substring(0, Math.max(0, binaryName.lastIndexOf('.')));
        for (ClassFile file : classes(packageName)) {
            if (file.binaryName().equals(binaryName)) {
                return file;
            }
        }
        return null;
    }

    /**
     * {@return what may follow a package's name to name one inside of it}
     *
     * @param qualifier the package's name with a dot behind it; empty: the first parts of all names
     */
    Set<String> packagesIn(String qualifier) throws IOException {
        Set<String> found = new TreeSet<>();
        for (ClassPathEntry entry : entries.values()) {
            found.addAll(entry.packagesIn(qualifier));
        }
        return found;
    }

    /** Closes the jars. */
    @Override
    public synchronized void close() {
        try {
            for (ClassPathEntry entry : entries.values()) {
                entry.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a jar of the class path cannot be closed", e);
        }
        entries = Map.of();
    }
}
