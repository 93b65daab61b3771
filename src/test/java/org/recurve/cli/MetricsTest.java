package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir Path folder;

    @Test
    void theFirstModelIsPrimaryWhereNoneIsMarked() throws IOException {
        assertThat(primary("baseline false", "model false", "model false"))
                .containsExactly(false, true, false);
    }

    @Test
    void aMarkedModelIsPrimaryAndTheLastOfSeveral() throws IOException {
        assertThat(primary("model false", "model true", "baseline true", "model false"))
                .containsExactly(false, true, false, false);
        assertThat(primary("model true", "model true", "model false"))
                .containsExactly(false, true, false);
    }

    @Test
    void aBaselineIsNeverPrimary() throws IOException {
        assertThat(primary("baseline true")).containsExactly(false);
    }

    @Test
    void aNotebookNeedNotEvaluate() throws IOException {
        assertThat(Metrics.evaluations(folder.resolve("none"))).isEmpty();
    }

    private List<Boolean> primary(String... evaluations) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String evaluation : evaluations) {
            boolean marked = evaluation.endsWith(" true");
            String role = evaluation.substring(0, evaluation.indexOf(' '));
            lines.append(String.format("{\"role\":\"%s\",\"primary\":%s}%n", role, marked));
        }
        Path file = Files.writeString(folder.resolve("metrics.jsonl"), lines);
        return StreamSupport.stream(Metrics.evaluations(file).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(json -> json.get("primary").getAsBoolean())
                .toList();
    }
}
