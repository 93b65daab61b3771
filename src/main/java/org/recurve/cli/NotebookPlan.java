package org.recurve.cli;

import java.nio.file.Path;
import java.util.List;
import org.recurve.core.RecurveException;

/**
 * A notebook that is to be run: read, checked, and with the user's parameters in it, before
 * anything starts.
 *
 * @param file as its user named it
 * @param notebook ready to run
 * @param parameters in effect
 */
record NotebookPlan(Path file, Notebook notebook, Parameters parameters) {

    /**
     * Reads a notebook and sets its parameters.
     *
     * @param file to read
     * @param assignments each {@code name=value}
     * @throws RecurveException if the notebook is broken, or a parameter is not declared or does
     *     not fit
     */
    static NotebookPlan of(Path file, List<String> assignments) {
        Notebook notebook = NotebookReader.read(file);
        Parameters parameters =
                notebook.parametersCell()
                        .map(cell -> Parameters.parse(cell.source()))
                        .orElseGet(Parameters::none);
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw new RecurveException(
                        "-p " + assignment + ": expected name=value, for example -p seed=2");
            }
            parameters.set(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        notebook.parametersCell().ifPresent(cell -> cell.setSource(parameters.source()));
        notebook.prepare();
        return new NotebookPlan(file, notebook, parameters);
    }

    /** {@return the file's name without {@code .ipynb}: what its reports are called} */
    String name() {
        return file.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }

    /** {@return the folder that the kernel works in: the notebook's own} */
    Path folder() {
        return file.toAbsolutePath().getParent();
    }
}
