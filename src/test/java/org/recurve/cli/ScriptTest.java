package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recurve script, in a project of its own with a Maven that only notes that it was called. */
class ScriptTest {
    private static final String MAVEN =
            """
            #!/usr/bin/env bash
            if [[ $1 == --version ]]; then echo "Apache Maven 3.9.9 (x)"; exit; fi
            echo "$*" >>"$BUILDS"
            if [[ -e $BUILDS.fail ]]; then echo "the compiler says no"; exit 1; fi
            cp "$JAR" target/recurve.jar
            printf '%s' "$CLASS_PATH" >target/class-path.txt
            """;

    /** What the script calls. */
    private static final String TOOLS =
            "bash cat chmod cp dirname env find grep mkdir mktemp mv rm sed touch uname";

    private static final String APT =
            """
            #!/usr/bin/env bash
            if [[ $1 == install ]]; then
                echo "$*" >>"$BUILDS.apt"
                for program in chromium chromedriver; do
                    touch "${0%/*}/$program"
                    chmod +x "${0%/*}/$program"
                done
            fi
            """;

    /** Has nbclient and nbconvert; the classic notebook only once it is installed. */
    private static final String PYTHON =
            """
            #!/usr/bin/env bash
            [[ $* != *notebook.notebookapp* || -e $BUILDS.apt ]]
            """;

    private final Map<String, String> environment = new HashMap<>();

    @TempDir Path folder;
    private Path project;
    private Path builds;

    @BeforeEach
    void project() throws IOException {
        project = Files.createDirectories(folder.resolve("my project"));
        builds = folder.resolve("builds");
        Files.copy(Path.of("recurve"), project.resolve("recurve"));
        executable(project.resolve("recurve"));
        for (String source : List.of("src/main/java", "data", "target")) {
            Files.createDirectories(project.resolve(source));
        }
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("bin"));
        executable(Files.writeString(folder.resolve("bin/mvn"), MAVEN));
        new JarOutputStream(Files.newOutputStream(folder.resolve("empty.jar"))).close();
    }

    @Test
    void buildsOnceAndThenOnlyWhatIsStale() throws Exception {
        assertThat(recurve("--version").end().out()).startsWith("recurve ");
        assertThat(recurve("--version").end().exit()).isZero();
        assertThat(builds).content().hasLineCount(1).contains("package");

        Path source = Files.writeString(project.resolve("src/main/A.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        RecurveProcess.Ended ended = recurve("--version").end();
        assertThat(ended.err()).contains("building");
        assertThat(builds).content().hasLineCount(2);
    }

    @Test
    void aLibraryThatIsGoneIsStaleToo() throws Exception {
        recurve("--version").end();
        Files.delete(project.resolve("target/app/recurve.jar"));
        assertThat(recurve("--version").end().exit()).isZero();
        assertThat(builds).content().hasLineCount(2);
    }

    @Test
    void sourcesLieBesideTheProgram() throws Exception {
        Files.writeString(project.resolve("src/main/java/A.java"), "/** Doc. */ class A {}");
        assertThat(recurve("--version").end().exit()).isZero();
        Path sources = project.resolve("target/app/recurve-sources.jar");
        try (JarFile jar = new JarFile(sources.toFile())) {
            assertThat(jar.getEntry("A.java")).isNotNull();
        }
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        RecurveProcess.Started first = recurve("--version");
        RecurveProcess.Started second = recurve("--version");
        assertThat(first.end().exit()).isZero();
        assertThat(second.end().exit()).isZero();
        assertThat(builds).content().hasLineCount(1);
    }

    @Test
    void showsWhatABuildSaysOnlyIfItFails() throws Exception {
        Files.createFile(folder.resolve("builds.fail"));
        RecurveProcess.Ended ended = recurve("--version").end();
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("the compiler says no").contains("the build failed");
        Files.delete(folder.resolve("builds.fail"));
        ended = recurve("--version").end();
        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).doesNotContain("compiler");
    }

    @Test
    void worksThroughALinkAndFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("bin/rc"), project.resolve("recurve"));
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        RecurveProcess.Ended ended = start(link, elsewhere, "data", "fetch", "no-such-set").end();
        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains("unknown data set \"no-such-set\"");
    }

    @Test
    void passesExitCodesAndArgumentsOn() throws Exception {
        RecurveProcess.Ended ended = recurve("rnu", "a b").end();
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("did you mean \"run\"?");
    }

    @Test
    void testsGetTheirBrowserWhereItMayBeInstalled() throws Exception {
        assumeThat(Path.of("/usr/bin/apt-get")).isExecutable();
        bareMachine(0);
        RecurveProcess.Ended ended = recurve("test").end();
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).doesNotContain("browser test");
        assertThat(installed()).content().contains("chromium chromium-driver jupyter-notebook");
        assertThat(builds).content().contains("verify");
    }

    @Test
    void testsRunWithoutABrowserAndSayWhatIsMissing() throws Exception {
        bareMachine(1000);
        RecurveProcess.Ended ended = recurve("test").end();
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("the browser test cannot run: it needs Chromium");
        assertThat(installed()).doesNotExist();
        assertThat(builds).content().contains("verify");
    }

    @Test
    void testsRunWhereTheBrowserCannotBeInstalled() throws Exception {
        assumeThat(Path.of("/usr/bin/apt-get")).isExecutable();
        bareMachine(0);
        executable(Files.writeString(folder.resolve("bin/apt-get"), "#!/bin/sh\nexit 100\n"));
        RecurveProcess.Ended ended = recurve("test").end();
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("the browser test cannot run: it needs Chromium");
        assertThat(builds).content().contains("verify");
    }

    private Path installed() {
        return folder.resolve("builds.apt");
    }

    /** A machine that has what the script itself needs, and Jupyter, but no browser. */
    private void bareMachine(int user) throws IOException {
        Path bin = folder.resolve("bin");
        for (String tool : TOOLS.split(" ", -1)) {
            // JUnit would warn of links that lead out of its folder.
            String call = "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n";
            executable(Files.writeString(bin.resolve(tool), call));
        }
        executable(Files.writeString(bin.resolve("id"), "#!/bin/sh\necho " + user + "\n"));
        executable(Files.writeString(bin.resolve("apt-cache"), "#!/bin/sh\n"));
        executable(Files.writeString(bin.resolve("apt-get"), APT));
        executable(Files.writeString(bin.resolve("python3"), PYTHON));
        Files.createDirectory(project.resolve("notebooks"));
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("RECURVE_PYTHON", bin.resolve("python3").toString());
    }

    private static Path tool(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private RecurveProcess.Started recurve(String... args) throws IOException {
        return start(project.resolve("recurve"), folder, args);
    }

    private RecurveProcess.Started start(Path script, Path current, String... args)
            throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(current.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        Path target = Path.of("target").toAbsolutePath();
        builder.environment()
                .put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("BUILDS", builds.toString());
        builder.environment().putAll(environment);
        builder.environment().put("JAR", folder.resolve("empty.jar").toString());
        builder.environment()
                .put(
                        "CLASS_PATH",
                        target.resolve("classes")
                                + File.pathSeparator
                                + Files.readString(
                                        target.resolve("class-path.txt"), StandardCharsets.UTF_8));
        return new RecurveProcess.Started(builder.start(), out, err);
    }

    private static void executable(Path file) throws IOException {
        assertThat(file.toFile().setExecutable(true)).isTrue();
        assertThat(Files.isExecutable(file)).isTrue();
    }
}
