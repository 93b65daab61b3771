package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.data.DataCatalog;
import picocli.CommandLine;

/** What the command says to wrong usage and wrong input, before anything is run. */
class UsageTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void suggestsACommandForAnUnknownOne() {
        assertThat(execute("rnu", "a.ipynb")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown command \"rnu\"; did you mean \"run\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data",
                "kernel",
                "bench",
                "run",
                "data fetch",
                "--nonsense",
                "test twice"
            })
    void wrongUsageIsTwo(String line) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "lab",
                "test",
                "data",
                "data list",
                "data fetch",
                "data check",
                "kernel",
                "kernel install",
                "kernel class-path",
                "kernel imports",
                "bench",
                "bench kernel"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        assertThat(execute((command + " --help").strip().split(" ", -1))).isZero();
        assertThat(out.toString()).contains("Example").contains("  recurve " + command);
    }

    @Test
    void tellsItsVersion() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("recurve ").contains("Java " + Runtime.version());
    }

    @Test
    void rejectsABrokenNotebookBeforeAnyIsRun() throws IOException {
        Path good = Notebooks.tiny(folder);
        Path broken = Files.writeString(folder.resolve("broken.ipynb"), "{\"cells\": [");
        assertThat(execute("run", good.toString(), broken.toString(), "-o", report())).isEqualTo(2);
        assertThat(err.toString()).contains("broken.ipynb is not a notebook: its JSON is broken");
        assertThat(folder.resolve("reports")).doesNotExist();
    }

    @Test
    void rejectsAMissingNotebook() {
        Path none = folder.resolve("none.ipynb");
        assertThat(execute("run", none.toString(), "-o", report())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no notebook " + none);
    }

    @Test
    void rejectsWrongParameters() throws IOException {
        String tiny = Notebooks.tiny(folder).toString();
        assertThat(execute("run", tiny, "-p", "sede=2", "-o", report())).isEqualTo(2);
        assertThat(err.toString())
                .contains("sede")
                .contains("it declares dataset, seed, rate, decay, quick, steps");
        assertThat(execute("run", tiny, "-p", "seed=two", "-o", report())).isEqualTo(2);
        assertThat(err.toString()).contains("-p seed=two: expected a whole number (int)");
        assertThat(execute("run", tiny, "-p", "seed", "-o", report())).isEqualTo(2);
        assertThat(err.toString()).contains("-p seed: expected name=value");
    }

    @Test
    void rejectsAFolderThatCannotBeWritten() throws IOException {
        String tiny = Notebooks.tiny(folder).toString();
        // A folder under a file can be written by nobody, not even by root.
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(execute("run", tiny, "-o", file.resolve("reports").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot write reports to " + file.resolve("reports"));
    }

    @Test
    void neverWritesOverANotebookOrAnotherReport() throws IOException {
        Path tiny = Notebooks.tiny(folder);
        assertThat(execute("run", tiny.toString(), "-o", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("would take the place of the notebook " + tiny);
        assertThat(execute("run", tiny.toString(), tiny.toString(), "-o", report())).isEqualTo(2);
        assertThat(err.toString()).contains("would both be reported as");
    }

    @Test
    void rejectsAnUnknownDataSet() {
        assertThat(execute("data", "fetch", "wikitext-3")).isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown data set \"wikitext-3\"")
                .contains("did you mean wikitext-2?");
    }

    @Test
    void listsEveryDataSetWithItsState() {
        assertThat(execute("data", "list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(DataCatalog.standard().sets().size())
                .anyMatch(l -> l.matches("sample +language-model +comes with Recurve .*"))
                .anyMatch(l -> l.matches("sst-2-phrases +classification +not here .*"))
                .anyMatch(l -> l.matches("ud-english-ewt +tagging +not here .*"));
    }

    @Test
    void installsTheKernelUnderAPrefix() {
        assertThat(execute("kernel", "install", "--prefix", folder.toString())).isZero();
        assertThat(folder.resolve("share/jupyter/kernels/java/kernel.json"))
                .content()
                .contains("\"display_name\": \"Java (Recurve)\"");
        assertThat(execute("kernel", "install", "--user", "--prefix", "x")).isEqualTo(2);
    }

    private String report() {
        return folder.resolve("reports").toString();
    }

    private int execute(String... args) {
        CommandLine command =
                Recurve.commandLine(
                        () ->
                                new DataCatalog(
                                        DataCatalog.standard().sets(),
                                        null,
                                        folder.resolve("cache")));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
