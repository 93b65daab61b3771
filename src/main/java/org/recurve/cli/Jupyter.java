package org.recurve.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.core.RecurveException;

/** The Python that Jupyter is installed in, and the programs of this package that it runs. */
final class Jupyter {
    private static final String HAS_MODULES =
            "import sys, importlib.util as i; sys.exit(not all(map(i.find_spec, sys.argv[1:])))";

    private final String python;

    private Jupyter(String python) {
        this.python = python;
    }

    /**
     * Finds a Python that has the modules: the one of {@code RECURVE_PYTHON}, which the recurve
     * script sets, else the system's, else the first on the path.
     *
     * @param modules to import
     * @throws RecurveException if there is none
     */
    static Jupyter with(String... modules) {
        String chosen = System.getenv().getOrDefault("RECURVE_PYTHON", "/usr/bin/python3");
        for (String python : List.of(chosen, "python3")) {
            List<String> command = new ArrayList<>(List.of(python, "-c", HAS_MODULES));
            command.addAll(List.of(modules));
            if (succeeds(command)) {
                return new Jupyter(python);
            }
        }
        throw new RecurveException(
                "no Python with "
                        + String.join(" and ", modules)
                        + " was found; start through the recurve script, which installs it, or set"
                        + " RECURVE_PYTHON to a Python that has Jupyter");
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * {@return a Python process that is ready to be started}
     *
     * @param arguments of Python
     */
    ProcessBuilder python(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(python));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        return builder;
    }

    /**
     * {@return a process of one of this package's Python programs that is ready to be started}
     *
     * @param program name of the resource
     * @param scratch folder to put the program in
     * @param arguments of the program
     * @throws IOException if the program cannot be written there
     */
    ProcessBuilder program(String program, Path scratch, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(unpack(program, scratch).toString()));
        command.addAll(arguments);
        return python(command);
    }

    /** Lets a process of Jupyter find the kernel that is installed in a folder. */
    static void findsKernel(Map<String, String> environment, Scratch folder) {
        String spec = folder.path("share/jupyter").toString();
        environment.merge("JUPYTER_PATH", spec, (old, ours) -> ours + File.pathSeparator + old);
    }

    /**
     * Copies a resource of this package to a file.
     *
     * @param resource its name, with folders
     * @param scratch the folder that gets it
     * @return the file
     * @throws IOException if it cannot be written
     */
    static Path unpack(String resource, Path scratch) throws IOException {
        Path file = scratch.resolve(resource);
        Files.createDirectories(file.getParent());
        try (InputStream in = Jupyter.class.getResourceAsStream(resource)) {
            Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
