package org.recurve.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.data.LabeledText;
import org.recurve.task.TextClassifier;

/** What the notebook on shipping a model writes to a file and runs is what works. */
class VerdictTest {
    @Test
    void theNotebookShowsTheProgramThatTheTestsRun() throws IOException {
        String program =
                Files.readString(Path.of("src/test/java/org/recurve/example/Verdict.java"));
        String shown = program.substring(program.indexOf("import java.nio")).strip();
        StringBuilder notebook = new StringBuilder();
        JsonParser.parseString(Files.readString(Path.of("notebooks/ship-it.ipynb")))
                .getAsJsonObject()
                .getAsJsonArray("cells")
                .forEach(
                        cell ->
                                cell.getAsJsonObject()
                                        .getAsJsonArray("source")
                                        .forEach(line -> notebook.append(line.getAsString())));
        assertThat(notebook.toString()).contains(shown);
    }

    @Test
    void theProgramTellsTheClassOfEachText(@TempDir Path folder) {
        LabeledText train = LabeledText.load("opinions").train().sample(64, 1);
        Path file = folder.resolve("opinions.recurve");
        String expected;
        try (TextClassifier model = TextClassifier.recipe("opinions").fit(train, 1)) {
            model.save(file);
            expected = model.predict("the film was dull .") + ": the film was dull .";
        }
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Verdict.main(new String[] {file.toString(), "the film was dull .", "lovely"});
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .isEqualTo(expected);
    }
}
