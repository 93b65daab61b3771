package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartArchiveTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir Path folder;

    private Path jarOfThisBuild() throws IOException {
        Path jar = folder.resolve("recurve.jar");
        Path classes = Path.of("target", "classes");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.sorted().toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file) && !name.isEmpty()) {
                    entries.putNextEntry(new JarEntry(name + "/"));
                } else if (Files.isRegularFile(file)) {
                    entries.putNextEntry(new JarEntry(name));
                    Files.copy(file, entries);
                }
            }
        }
        return jar;
    }

    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<Path> archive(String classPath) {
        List<String> arguments = List.of("-XX:+UseSerialGC", "-cp", classPath);
        return StartArchive.of(JAVA, arguments, classPath, Map.of());
    }

    @Test
    void kernelOfJarsLoadsFromItsArchive() throws Exception {
        Path jar = jarOfThisBuild();
        String classPath = jar + File.pathSeparator + libraries();
        Path archive = archive(classPath).orElseThrow();
        assertThat(archive).isRegularFile().hasParent(folder);
        long made = Files.getLastModifiedTime(archive).toMillis();
        assertThat(archive(classPath)).contains(archive);
        assertThat(Files.getLastModifiedTime(archive).toMillis()).isEqualTo(made);

        Process process =
                new ProcessBuilder(
                                JAVA,
                                "-XX:+UseSerialGC",
                                "-XX:SharedArchiveFile=" + archive,
                                "-Xlog:class+load",
                                "-cp",
                                classPath,
                                KernelMain.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(log)
                .containsPattern("org.recurve.kernel.KernelMain source: shared objects file");

        Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.fromMillis(made - 5000));
        Path other = archive(classPath).orElseThrow();
        assertThat(other).isNotEqualTo(archive);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(jar, other);
        }
    }

    @Test
    void foldersOfClassesHaveNone() {
        assertThat(archive(Path.of("target", "classes") + File.pathSeparator + libraries()))
                .isEmpty();
    }
}
