package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code recurve run} from end to end, in Jupyter. */
class RunCommandTest {
    /** What makes a browser fetch something; a link to click on does not. */
    private static final Pattern FETCH =
            Pattern.compile(
                    "<link\\b|<(script|img|iframe|video|audio|source|embed|object|use|image)\\b[^>]*"
                            + "\\b(src|href|data|srcset)\\s*=\\s*[\"']?(?!data:)"
                            + "|@import|url\\(\\s*[\"']?(?!data:)");

    @TempDir Path folder;

    @BeforeAll
    static void jupyter() {
        RecurveProcess.needsJupyter();
    }

    @Test
    void writesTheReportsOfANotebook() throws Exception {
        Files.createDirectory(folder.resolve("my notebooks"));
        Notebooks.tiny(folder.resolve("my notebooks"));
        RecurveProcess.Ended ended = run("my notebooks/tiny.ipynb", "-p", "seed=3", "-o", "a b");
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).contains(Path.of("a b", "tiny.html").toString());
        assertThat(ended.err()).contains("cell 1 of 5").contains("cell 5 of 5").contains(": done");

        Path report = folder.resolve("a b/tiny.ipynb");
        assertThat(Notebooks.outputs(report, 2))
                .contains("sample 3 20.0 true\\n")
                .contains("100\\n");
        assertThat(Notebooks.outputs(report, 3)).contains("\"text/plain\":[\"6\"]");
        assertThat(Notebooks.outputs(report, 4)).contains("my notebooks");
        String page = Files.readString(folder.resolve("a b/tiny.html"));
        assertThat(page).contains("A small notebook", "sample 3 20.0 true", "renderMathInElement");
        assertThat(page).contains("Content-Security-Policy\" content=\"default-src 'none'");
        String markup = page.replaceAll("(?s)(<script\\b[^>]*>).*?</script>", "$1</script>");
        assertThat(FETCH.matcher(markup).results().map(m -> m.group())).isEmpty();

        JsonObject metrics = Notebooks.read(folder.resolve("a b/tiny.metrics.json"));
        assertThat(metrics.get("notebook").getAsString()).isEqualTo("tiny.ipynb");
        assertThat(metrics.getAsJsonObject("parameters").get("seed").getAsInt()).isEqualTo(3);
        assertThat(metrics.get("seconds").getAsDouble()).isPositive();
        assertThat(metrics.getAsJsonArray("evaluations")).hasSize(2);
        JsonObject model = metrics.getAsJsonArray("evaluations").get(0).getAsJsonObject();
        assertThat(model.get("task").getAsString()).isEqualTo("language-model");
        assertThat(model.get("model").getAsString()).isEqualTo("LSTM 2x8");
        assertThat(model.get("dataset").getAsString()).isEqualTo("sample");
        assertThat(model.get("split").getAsString()).isEqualTo("validation");
        assertThat(model.get("role").getAsString()).isEqualTo("model");
        assertThat(model.get("seed").getAsInt()).isEqualTo(3);
        assertThat(model.get("primary").getAsBoolean()).isTrue();
        assertThat(model.getAsJsonObject("metrics").get("perplexity").getAsDouble())
                .isEqualTo(12.5);
        assertThat(model.getAsJsonObject("provenance").get("note").getAsString())
                .isEqualTo("made by hand");
        JsonObject baseline = metrics.getAsJsonArray("evaluations").get(1).getAsJsonObject();
        assertThat(baseline.get("role").getAsString()).isEqualTo("baseline");
        assertThat(baseline.get("primary").getAsBoolean()).isFalse();

        byte[] first = Files.readAllBytes(report);
        assertThat(run("my notebooks/tiny.ipynb", "-p", "seed=3", "-o", "a b").exit()).isZero();
        assertThat(Files.readAllBytes(report)).isEqualTo(first);
    }

    @Test
    void aBrokenCellEndsTheRunAndWhatRanIsKept() throws Exception {
        Path notebook = Notebooks.tiny(folder);
        String source = Files.readString(notebook);
        Files.writeString(notebook, source.replace("seed * 2", "seed * later"));
        Path old = folder.resolve("reports/tiny.metrics.json");
        Files.createDirectories(old.getParent());
        Files.writeString(old, "{}");

        RecurveProcess.Ended ended = run("tiny.ipynb");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .contains("cell 3 of 5 failed")
                .contains("    | if (seed < 0) {")
                .contains("later");
        Path report = folder.resolve("reports/tiny.ipynb");
        assertThat(ended.err()).contains("what ran is kept in " + Path.of("reports", "tiny.ipynb"));
        assertThat(Notebooks.outputs(report, 2)).contains("sample 1 20.0 true");
        assertThat(Notebooks.outputs(report, 3)).contains("\"output_type\":\"error\"");
        assertThat(Notebooks.outputs(report, 4)).isEqualTo("[]");
        assertThat(folder.resolve("reports/tiny.html")).content().contains("later");
        assertThat(old).doesNotExist();
    }

    @Test
    void anExceptionIsShownWithItsCause() throws Exception {
        Notebooks.tiny(folder);
        RecurveProcess.Ended ended = run("tiny.ipynb", "-p", "seed=-5");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("IllegalStateException").contains("seed is -5");
        assertThat(Notebooks.outputs(folder.resolve("reports/tiny.ipynb"), 3))
                .contains("the cause");
    }

    @Test
    void solutionsAreLeftOutOnRequest() throws Exception {
        Path file = Notebooks.of(folder, "exercise.ipynb", "\"asked\"", "int a = \"text\";");
        JsonObject notebook = Notebooks.read(file);
        JsonArray tags = new JsonArray();
        tags.add("solution");
        JsonObject metadata = new JsonObject();
        metadata.add("tags", tags);
        notebook.getAsJsonArray("cells").get(1).getAsJsonObject().add("metadata", metadata);
        Files.writeString(file, notebook.toString());
        RecurveProcess.Ended ended = run("exercise.ipynb", "--without-solutions");
        assertThat(ended.exit()).as(ended.err()).isZero();
        Path report = folder.resolve("reports/exercise.ipynb");
        assertThat(Notebooks.read(report).getAsJsonArray("cells")).hasSize(1);
        assertThat(Notebooks.outputs(report, 0)).contains("asked");
    }

    @Test
    void controlCInterruptsTheCellAndKeepsWhatRan() throws Exception {
        Notebooks.of(folder, "endless.ipynb", "\"before\"", "while (true) {}", "\"after\"");
        RecurveProcess.Started started =
                RecurveProcess.start(folder, Map.of(), "run", "endless.ipynb");
        while (!Files.readString(started.err()).contains("cell 2 of 3")) {
            assertThat(started.process().isAlive()).as(Files.readString(started.err())).isTrue();
            Thread.onSpinWait();
        }
        signal(started.process().pid());
        RecurveProcess.Ended ended = started.end();
        assertThat(ended.exit()).as(ended.err()).isEqualTo(130);
        assertThat(ended.err()).contains("interrupted at cell 2 of 3");
        Path report = folder.resolve("reports/endless.ipynb");
        assertThat(Notebooks.outputs(report, 0)).contains("before");
        assertThat(Notebooks.outputs(report, 2)).isEqualTo("[]");
    }

    @Test
    void aNotebookThatFailsDoesNotKeepTheNextFromRunning() throws Exception {
        Notebooks.of(folder, "bad.ipynb", "int a = \"text\";");
        Notebooks.of(folder, "good.ipynb", "1 + 1");
        RecurveProcess.Ended ended = run("bad.ipynb", "good.ipynb");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(Notebooks.outputs(folder.resolve("reports/good.ipynb"), 0)).contains("2");
    }

    private static void signal(long pid) throws IOException, InterruptedException {
        // The shell's own: a slim system has no kill program.
        int exit = new ProcessBuilder("bash", "-c", "kill -INT " + pid).start().waitFor();
        assertThat(exit).isZero();
    }

    private RecurveProcess.Ended run(String... args) throws IOException, InterruptedException {
        String[] all = new String[args.length + 1];
        all[0] = "run";
        System.arraycopy(args, 0, all, 1, args.length);
        return RecurveProcess.run(folder, Map.of(), all);
    }
}
