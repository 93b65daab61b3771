package org.recurve.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.recurve.core.RecurveException;

/** The command as a process of its own, as its users see it. */
final class RecurveProcess {
    private RecurveProcess() {}

    /** How it ended. */
    record Ended(int exit, String out, String err) {}

    /** A process and the files that get what it says. */
    record Started(Process process, Path out, Path err) {
        Ended end() throws IOException, InterruptedException {
            int exit = process.waitFor();
            return new Ended(exit, Files.readString(out), Files.readString(err));
        }
    }

    /**
     * Starts the command.
     *
     * @param folder current folder of the process; also gets what it says
     * @param environment added to this process's
     * @param args of the command line
     */
    static Started start(Path folder, Map<String, String> environment, String... args)
            throws IOException {
        return start(folder, Path.of(""), environment, args);
    }

    /**
     * Starts the command for a project.
     *
     * @param folder current folder of the process; also gets what it says
     * @param project the checkout that it works for
     * @param environment added to this process's
     * @param args of the command line
     */
    static Started start(Path folder, Path project, Map<String, String> environment, String... args)
            throws IOException {
        // The script does this too; where tests start is where the build's output is.
        Path target = Path.of("target").toAbsolutePath();
        String classPath =
                target.resolve("classes")
                        + File.pathSeparator
                        + Files.readString(target.resolve("class-path.txt"));
        List<String> command = new ArrayList<>(interruptible());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.add("-Drecurve.home=" + project.toAbsolutePath());
        command.add(Recurve.class.getName());
        command.addAll(List.of(args));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    // A build in the background ignores Ctrl-C, and its children with it unless they are told not
    // to.
    private static List<String> interruptible() {
        return List.of(
                "python3",
                "-c",
                "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
                        + " os.execv(sys.argv[1], sys.argv[1:])");
    }

    /** Runs the command to its end. */
    static Ended run(Path folder, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        return start(folder, environment, args).end();
    }

    /**
     * Tests that need Jupyter are left out where there is none, but never in continuous
     * integration.
     */
    static void needsJupyter() {
        try {
            Jupyter.with("nbclient", "nbconvert");
        } catch (RecurveException e) {
            Assumptions.assumeTrue("true".equals(System.getenv("CI")), e.getMessage());
            throw e;
        }
    }
}
