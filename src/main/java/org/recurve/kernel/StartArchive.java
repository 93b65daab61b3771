package org.recurve.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A class-data archive of what a kernel loads, by which it starts in a fraction of the time. It
 * fits one Java and one class path of jars; for any other a new one is made.
 */
final class StartArchive {
    private static final Logger LOG = Logger.getLogger(StartArchive.class.getName());
    private static final String PREFIX = "kernel-";
    private static final String SUFFIX = ".jsa";
    private static final long LIMIT_MINUTES = 3;

    private StartArchive() {}

    /**
     * Finds the archive for a class path beside its first jar; makes it, in some seconds, where
     * there is none.
     *
     * @param java the program that will start the kernel
     * @param arguments of Java that the kernel will be started with, the class path among them
     * @param classPath the same class path
     * @param environment that the kernel will have beside this process's own
     * @return the archive; empty where the class path has folders, which no archive can hold, or
     *     the archive cannot be written
     */
    static Optional<Path> of(
            String java,
            List<String> arguments,
            String classPath,
            Map<String, String> environment) {
        List<Path> entries = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
        try {
            Path folder = entries.get(0).toAbsolutePath().getParent();
            for (Path entry : entries) {
                if (!Files.isRegularFile(entry)) {
                    return Optional.empty();
                }
            }
            Path archive = folder.resolve(PREFIX + fingerprint(java, entries) + SUFFIX);
            if (!Files.isRegularFile(archive)) {
                make(archive, java, arguments, environment);
            }
            return Optional.of(archive);
        } catch (IOException e) {
            LOG.log(Level.FINE, "the kernel will start without an archive", e);
            return Optional.empty();
        }
    }

    // Java itself refuses an archive that does not fit; the name says so before.
    private static String fingerprint(String java, List<Path> entries) throws IOException {
        StringBuilder text = new StringBuilder(java).append(Runtime.version());
        for (Path entry : entries) {
            BasicFileAttributes file = Files.readAttributes(entry, BasicFileAttributes.class);
            text.append(entry).append(file.size()).append(file.lastModifiedTime().toMillis());
        }
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void make(
            Path archive, String java, List<String> arguments, Map<String, String> environment)
            throws IOException {
        Path folder = archive.getParent();
        Path written = Files.createTempFile(folder, PREFIX, ".new");
        Path log = Files.createTempFile(folder, PREFIX, ".log");
        try {
            List<String> command = new ArrayList<>(List.of(java));
            command.addAll(arguments);
            command.add("-XX:ArchiveClassesAtExit=" + written);
            command.add(Rehearsal.class.getName());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.redirectOutput(log.toFile()).start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("the rehearsal failed: " + Files.readString(log));
            }
            removeOthers(folder);
            Files.move(written, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the archive was made", e);
        } finally {
            Files.deleteIfExists(written);
            Files.deleteIfExists(log);
        }
    }

    private static void removeOthers(Path folder) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old =
                    files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                            .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                            .toList();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }
}
