package org.recurve.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve run}: notebooks to reports. */
@Command(
        name = "run",
        description = {
            "Runs notebooks from the first cell to the last in Jupyter, without a browser.",
            "",
            "Writes for each DIR/NAME.ipynb (executed), DIR/NAME.html (one page that fetches nothing)"
                    + " and DIR/NAME.metrics.json (its evaluations). A failing cell ends a notebook; what"
                    + " ran is kept.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  recurve run notebooks/quickstart.ipynb",
            "  recurve run notebooks/language-model.ipynb -p dataset=wikitext-2 -p budget=full",
            "  recurve run notebooks/tagging.ipynb -p budget=full --without-solutions",
            "  recurve run notebooks/*.ipynb -o /tmp/reports"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NOTEBOOK", arity = "1..*", description = "Notebooks (.ipynb).")
    private List<Path> notebooks;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description =
                    "Replaces the value of a variable that the cell tagged \"parameters\" declares."
                            + " May be given several times.")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "reports",
            description = "Folder for the reports (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--without-solutions",
            description =
                    "Leaves out the cells tagged \"solution\": the answers to a notebook's exercises, which"
                            + " train models of their own.")
    private boolean withoutSolutions;

    @Override
    public Integer call() throws IOException {
        List<NotebookPlan> plans = new ArrayList<>();
        for (Path notebook : notebooks) {
            NotebookPlan plan = NotebookPlan.of(notebook, parameters);
            if (withoutSolutions) {
                plan.notebook().withoutSolutions();
            }
            plans.add(plan);
        }
        ReportFolder reports = ReportFolder.at(output);
        reports.check(plans);
        NotebookRuns.Result result =
                new NotebookRuns(Jupyter.with("nbclient", "nbconvert"), reports, 1).run(plans);
        if (result.interrupted()) {
            return Recurve.INTERRUPTED;
        }
        return result.failed() > 0 ? Recurve.FAILED : Recurve.OK;
    }
}
