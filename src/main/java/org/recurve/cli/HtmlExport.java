package org.recurve.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.recurve.core.RecurveException;

/** Writes an executed notebook as one HTML page that makes no network request. */
final class HtmlExport {
    private static final Pattern FORMULA = Pattern.compile("\\$[^$]+\\$|\\\\begin\\{");

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
        if (plan.notebook().cells().stream().anyMatch(HtmlExport::hasFormula)) {
            formulas(scratch);
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

    private static boolean hasFormula(Notebook.Cell cell) {
        return cell.isMarkdown() && FORMULA.matcher(cell.source()).find();
    }

    // The page gets KaTeX itself, which turns formulas into MathML; nbconvert's page fetches
    // MathJax.
    private static void formulas(Path scratch) throws IOException {
        StringBuilder script = new StringBuilder();
        for (String file : List.of("katex.min.js", "contrib/auto-render.min.js")) {
            try (InputStream in =
                    katex("/META-INF/resources/webjars/katex/" + version() + "/dist/" + file)) {
                script.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append("\n");
            }
        }
        Files.writeString(scratch.resolve("templates/recurve/katex.js"), script);
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = katex("/META-INF/maven/org.webjars.npm/katex/pom.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static InputStream katex(String resource) throws IOException {
        InputStream in = HtmlExport.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException(
                    resource + " of org.webjars.npm:katex is not on the class path");
        }
        return in;
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
