package org.recurve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.recurve.core.RecurveException;
import picocli.CommandLine.Command;

/** {@code recurve test}: the notebooks; the recurve script runs the build's tests before it. */
@Command(
        name = "test",
        description = {
            "Runs all tests: the build's own (mvn verify), then every notebook of notebooks/ in"
                    + " Jupyter. The notebooks check their results themselves.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        footerHeading = "%nExample:%n",
        footer = {"  recurve test"})
final class TestCommand implements Callable<Integer> {
    // Small networks gain next to nothing from a second thread.
    private static final int SIDE_BY_SIDE = 2;

    @Override
    public Integer call() throws IOException {
        List<NotebookPlan> plans =
                notebooks().stream().map(path -> NotebookPlan.of(path, List.of())).toList();
        ReportFolder reports = ReportFolder.at(Project.home().resolve("target/notebooks"));
        reports.check(plans);
        NotebookRuns.Result result =
                new NotebookRuns(Jupyter.with("nbclient", "nbconvert"), reports, SIDE_BY_SIDE)
                        .run(plans);
        if (result.interrupted()) {
            return Recurve.INTERRUPTED;
        }
        System.out.println();
        System.out.println(result.passed() + " passed, " + result.failed() + " failed");
        return result.failed() > 0 ? Recurve.FAILED : Recurve.OK;
    }

    private static List<Path> notebooks() throws IOException {
        Path folder = Project.home().resolve("notebooks");
        if (!Files.isDirectory(folder)) {
            throw new RecurveException("there is no folder " + folder + " with notebooks to test");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".ipynb")).sorted().toList();
        }
    }
}
