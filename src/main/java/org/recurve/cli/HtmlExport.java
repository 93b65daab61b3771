package org.recurve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.recurve.core.RecurveException;

/** Writes an executed notebook as one HTML page that makes no network request. */
final class HtmlExport {
    private HtmlExport() {}

    /**
     * Writes the page.
     *
     * @param jupyter with nbconvert
     * @param scratch folder for the program and its template
     * @param notebook executed
     * @param page to write
     * @param plan whose notebook it is
     * @throws IOException if a file cannot be read or written
     */
    static void write(Jupyter jupyter, Path scratch, Path notebook, Path page, NotebookPlan plan)
            throws IOException {
        for (String file : List.of("conf.json", "index.html.j2", "page.css")) {
            Jupyter.unpack("templates/recurve/" + file, scratch);
        }
        Path errors = scratch.resolve("export-errors.txt");
        Process process =
                jupyter.program(
                                "export.py",
                                scratch,
                                List.of(
                                        notebook.toString(),
                                        page.toString(),
                                        scratch.resolve("templates").toString(),
                                        plan.folder().toString(),
                                        plan.name()))
                        .redirectErrorStream(true)
                        .redirectOutput(errors.toFile())
                        .start();
        if (waitFor(process) != 0) {
            throw new RecurveException(
                    "nbconvert could not write the page of "
                            + plan.file()
                            + "; it says:\n"
                            + Files.readString(errors).strip());
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while writing a page");
        }
    }
}
