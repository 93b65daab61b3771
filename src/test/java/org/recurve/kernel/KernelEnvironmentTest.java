package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the environment sets, what is read from and written to files, and how the process ends. */
class KernelEnvironmentTest {
    @TempDir Path folder;

    /** A jar with one class {@code lib.NAME} whose {@code toString()} is its name. */
    private Path jar(String name, Path jar) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src")).resolve(name + ".java");
        Files.writeString(
                source,
                "package lib; public class %1$s { public String toString() { return \"%1$s\"; } }"
                        .formatted(name));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("lib/" + name + ".class"));
            Files.copy(classes.resolve("lib/" + name + ".class"), entries);
        }
        return jar;
    }

    /** A library in a Maven repository of files. */
    private void deploy(Path repository, String artifact, String className, String dependencies)
            throws IOException {
        Path home = repository.resolve("org/test/" + artifact + "/1.0");
        jar(className, home.resolve(artifact + "-1.0.jar"));
        Files.writeString(
                home.resolve(artifact + "-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.test</groupId><artifactId>"
                        + artifact
                        + "</artifactId><version>1.0</version><dependencies>"
                        + dependencies
                        + "</dependencies></project>");
    }

    private static String dependency(String artifact) {
        return "<dependency><groupId>org.test</groupId><artifactId>"
                + artifact
                + "</artifactId><version>1.0</version></dependency>";
    }

    @Test
    void environmentMagicsFilesAndTheEnd() throws Exception {
        jar("FromClasspath", folder.resolve("env/some.jar"));
        jar("FromMagic", folder.resolve("magic/other.jar"));
        Path repository = folder.resolve("repository");
        deploy(repository, "inner", "Inner", "");
        deploy(repository, "outer", "Outer", dependency("inner"));
        deploy(repository, "third", "Third", "");
        Path script = Files.writeString(folder.resolve("start.jshell"), "int fromScript = 11;\n");
        Files.writeString(folder.resolve("loaded.jshell"), "int fromFile = 13;\nfromFile + 1;\n");
        Files.writeString(
                folder.resolve("other.ipynb"),
                """
                {"cells": [
                  {"cell_type": "markdown", "source": ["not Java"]},
                  {"cell_type": "code", "source": ["int fromNotebook =\\n", "  17;"]},
                  {"cell_type": "code", "source": "fromNotebook++;"}]}
                """);
        Path metrics = folder.resolve("metrics.jsonl");
        Map<String, String> environment =
                Map.of(
                        "IJAVA_CLASSPATH",
                        folder + "/env/*.jar",
                        "IJAVA_STARTUP_SCRIPTS_PATH",
                        script.toString(),
                        "IJAVA_STARTUP_SCRIPT",
                        "int fromText = fromScript + 1; int wrong = \"\";",
                        "IJAVA_COMPILER_OPTS",
                        "-Xlint:all -Werror",
                        "RECURVE_METRICS_FILE",
                        metrics.toString());
        try (KernelProcess kernel =
                new KernelProcess(
                        folder, environment, "-Dmaven.repo.local=" + folder.resolve("local"))) {
            KernelProcess.Run first = kernel.execute("fromText");
            assertThat(first.text()).isEqualTo("12");
            assertThat(first.printed("stderr"))
                    .contains("IJAVA_STARTUP_SCRIPT", "incompatible types");
            assertThat(kernel.execute("fromText").printed("stderr")).isEmpty();
            assertThat(kernel.execute("new lib.FromClasspath()").text()).isEqualTo("FromClasspath");
            assertThat(kernel.execute("List raw = new ArrayList();").status()).isEqualTo("error");

            assertThat(kernel.execute("%jars magic/*.jar\nnew lib.FromMagic()").text())
                    .isEqualTo("FromMagic");
            assertThat(
                            kernel.execute("%jars magic/*.zip")
                                    .only("error")
                                    .get("evalue")
                                    .getAsString())
                    .contains("no file matches magic/*.zip");
            assertThat(kernel.execute("%load loaded\nfromFile").text()).isEqualTo("13");
            assertThat(kernel.execute("%load other.ipynb\nfromNotebook").text()).isEqualTo("18");

            kernel.execute("%mavenRepo test " + repository.toUri());
            assertThat(kernel.execute("%maven org.test:outer:1.0\nnew lib.Outer()").text())
                    .isEqualTo("Outer");
            assertThat(kernel.execute("new lib.Inner()").text()).isEqualTo("Inner");
            assertThat(
                            kernel.execute(
                                            "%%loadFromPOM\n<dependencies>\n"
                                                    + dependency("third")
                                                    + "\n</dependencies>")
                                    .status())
                    .isEqualTo("ok");
            assertThat(kernel.execute("new lib.Third()").text()).isEqualTo("Third");
            assertThat(kernel.execute("%maven nonsense").only("error").get("evalue").getAsString())
                    .contains("expected group:artifact:version, found nonsense");

            kernel.execute(
                    """
                    Events.publish(new EvaluationEvent("language-model", "LSTM", "sample",
                            "validation", Map.of("perplexity", 12.5), EvaluationEvent.Role.MODEL,
                            7, true, Map.of("seed", 7)));
                    """);
            List<String> lines = Files.readAllLines(metrics);
            assertThat(lines).hasSize(1);
            JsonObject entry = JsonParser.parseString(lines.get(0)).getAsJsonObject();
            assertThat(entry.keySet())
                    .containsExactly(
                            "task",
                            "model",
                            "dataset",
                            "split",
                            "metrics",
                            "role",
                            "seed",
                            "primary",
                            "provenance");
            assertThat(entry.get("role").getAsString()).isEqualTo("model");
            assertThat(entry.getAsJsonObject("metrics").get("perplexity").getAsDouble())
                    .isEqualTo(12.5);

            // A cell that goes on must not hold up the end.
            kernel.awaitPublished(
                    "stream", kernel.submit("System.out.print(\"busy\"); while (true) { }"));
            assertThat(
                            kernel.ask("control", "shutdown_request", Map.of("restart", false))
                                    .get("restart")
                                    .getAsBoolean())
                    .isFalse();
            assertThat(kernel.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertCannotListen(Path connection) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KernelMain.class.getName(),
                                connection.toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("the kernel cannot listen at 127.0.0.1, on one of the ports");
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void portsThatAreTakenAreNamed() throws Exception {
        try (KernelProcess kernel = new KernelProcess(folder, Map.of())) {
            assertCannotListen(folder.resolve("connection.json"));
            assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
        }
    }

    @Test
    void onePortThatIsTakenIsEnough() throws Exception {
        // The channels before the last can be opened, and would keep the process alive.
        try (ServerSocket taken = new ServerSocket(0)) {
            String connection =
                    """
                    {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256",
                     "key": "key", "iopub_port": %d, "stdin_port": %d, "hb_port": %d,
                     "shell_port": %d, "control_port": %d}
                    """
                            .formatted(
                                    KernelProcess.freePort(),
                                    KernelProcess.freePort(),
                                    KernelProcess.freePort(),
                                    KernelProcess.freePort(),
                                    taken.getLocalPort());
            assertCannotListen(Files.writeString(folder.resolve("connection.json"), connection));
        }
    }

    @Test
    void endsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "3600").start();
        try (KernelProcess kernel =
                new KernelProcess(folder, Map.of("JPY_PARENT_PID", Long.toString(parent.pid())))) {
            kernel.submit("while (true) { }");
            parent.destroyForcibly();
            assertThat(kernel.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
