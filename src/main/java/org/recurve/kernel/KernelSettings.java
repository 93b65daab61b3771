package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the environment sets of the kernel, with IJava's names and meanings where it has them.
 *
 * @param classPath jars and folders of {@code IJAVA_CLASSPATH}, globs resolved
 * @param compilerOptions of {@code IJAVA_COMPILER_OPTS}, as for javac
 * @param timeoutMillis of {@code IJAVA_TIMEOUT}: time that a cell may take, negative for ever
 * @param startupScripts files of {@code IJAVA_STARTUP_SCRIPTS_PATH}, globs resolved
 * @param startupScript Java of {@code IJAVA_STARTUP_SCRIPT}
 * @param metricsFile of {@code RECURVE_METRICS_FILE}: gets a line for every evaluation; {@code
 *     null} for none
 * @param problems what could not be read, for the notebook's reader
 */
record KernelSettings(
        List<Path> classPath,
        List<String> compilerOptions,
        long timeoutMillis,
        List<Path> startupScripts,
        String startupScript,
        Path metricsFile,
        List<String> problems) {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Reads the environment. */
    static KernelSettings of(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        String options = environment.getOrDefault("IJAVA_COMPILER_OPTS", "").strip();
        String metrics = environment.get("RECURVE_METRICS_FILE");
        return new KernelSettings(
                paths(environment, "IJAVA_CLASSPATH", problems),
                options.isEmpty() ? List.of() : List.of(options.split("\\s+")),
                timeout(environment.get("IJAVA_TIMEOUT"), problems),
                paths(environment, "IJAVA_STARTUP_SCRIPTS_PATH", problems),
                environment.getOrDefault("IJAVA_STARTUP_SCRIPT", ""),
                metrics == null || metrics.isBlank() ? null : Path.of(metrics).toAbsolutePath(),
                problems);
    }

    private static List<Path> paths(
            Map<String, String> environment, String name, List<String> problems) {
        List<Path> found = new ArrayList<>();
        for (String glob : SEPARATOR.splitAsStream(environment.getOrDefault(name, "")).toList()) {
            if (glob.isBlank()) {
                continue;
            }
            try {
                List<Path> matches = glob(glob);
                if (matches.isEmpty()) {
                    problems.add(name + ": no file matches " + glob);
                }
                found.addAll(matches);
            } catch (IOException e) {
                problems.add(name + ": " + glob + " cannot be listed: " + e);
            }
        }
        return found;
    }

    /**
     * Resolves {@code *} and {@code ?} between slashes.
     *
     * @param glob with forward slashes on every system
     * @throws IOException if a folder cannot be listed
     */
    static List<Path> glob(String glob) throws IOException {
        List<Path> matches = new ArrayList<>();
        new GlobFinder(glob).computeMatchingPaths().forEach(matches::add);
        matches.sort(null);
        return matches;
    }

    private static long timeout(String text, List<String> problems) {
        if (text == null || text.isBlank()) {
            return -1;
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            problems.add("IJAVA_TIMEOUT: expected milliseconds, found " + text);
            return -1;
        }
    }
}
