package org.recurve.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Event;

/** Writes every evaluation of a run as one line of JSON. */
final class MetricsFile implements Consumer<Event> {
    // A perplexity may be infinite; Gson then writes Infinity, which Gson and Python read.
    private static final Gson GSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping().create();

    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof EvaluationEvent evaluation) {
            try {
                Files.writeString(
                        file,
                        GSON.toJson(entry(evaluation)) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the metrics to " + file, e);
            }
        }
    }

    private static Map<String, Object> entry(EvaluationEvent evaluation) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("task", evaluation.task());
        entry.put("model", evaluation.model());
        entry.put("dataset", evaluation.dataset());
        entry.put("split", evaluation.split());
        entry.put("metrics", evaluation.metrics());
        entry.put("role", evaluation.role().name().toLowerCase(Locale.ROOT));
        entry.put("seed", evaluation.seed());
        entry.put("primary", evaluation.primary());
        entry.put("provenance", evaluation.provenance());
        return entry;
    }
}
