package org.recurve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.RecurveException;

/** The folder that gets the reports; every file in it is there as a whole or not at all. */
final class ReportFolder {
    private final Path folder;

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder and sees that it can be written to.
     *
     * @param folder as its user named it
     * @throws RecurveException if not
     */
    static ReportFolder at(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".recurve-", ".tmp"));
        } catch (IOException e) {
            throw new RecurveException(
                    "cannot write reports to "
                            + folder.toAbsolutePath()
                            + " ("
                            + e.getClass().getSimpleName()
                            + "); name another folder with -o",
                    e);
        }
        return new ReportFolder(folder);
    }

    /**
     * Sees that no report takes the place of a notebook or of another report.
     *
     * @param plans what is going to be run
     * @throws RecurveException if one would
     */
    void check(List<NotebookPlan> plans) {
        Map<String, NotebookPlan> names = new HashMap<>();
        for (NotebookPlan plan : plans) {
            NotebookPlan other = names.put(plan.name(), plan);
            if (other != null) {
                throw new RecurveException(
                        other.file()
                                + " and "
                                + plan.file()
                                + " would both be reported as "
                                + file(plan, ".ipynb")
                                + "; run them one by one, each with a folder of its own (-o)");
            }
            try {
                if (Files.exists(file(plan, ".ipynb"))
                        && Files.isSameFile(file(plan, ".ipynb"), plan.file())) {
                    throw new RecurveException(
                            "the report would take the place of the notebook "
                                    + plan.file()
                                    + "; name another folder with -o");
                }
            } catch (IOException e) {
                throw new RecurveException("cannot look at " + file(plan, ".ipynb") + ": " + e, e);
            }
        }
    }

    /** {@return where a report of a notebook goes} */
    Path file(NotebookPlan plan, String ending) {
        return folder.resolve(plan.name() + ending);
    }

    /**
     * Puts a finished file in its place.
     *
     * @param content the file to copy
     * @param plan whose report it is
     * @param ending of the report's name
     * @return the report
     * @throws IOException if it cannot be written
     */
    Path put(Path content, NotebookPlan plan, String ending) throws IOException {
        Path target = file(plan, ending);
        // Files.createTempFile would make it unreadable for others.
        Path part =
                folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(part, Files.readAllBytes(content));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return target;
    }

    /**
     * Takes away what an earlier run left, so that nothing in the folder is of another run than the
     * rest.
     *
     * @throws IOException if a file cannot be deleted
     */
    void clear(NotebookPlan plan) throws IOException {
        for (String ending : List.of(".ipynb", ".html", ".metrics.json")) {
            Files.deleteIfExists(file(plan, ending));
        }
    }
}
