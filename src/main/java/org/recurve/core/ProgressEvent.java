package org.recurve.core;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How far a piece of long work has come.
 *
 * @param id the same for all events of one piece of work, unique in the process
 * @param task what is being done, for a reader ({@code "training"}, {@code "wikitext-2:
 *     wiki.train.tokens"})
 * @param done units finished
 * @param total units in all, or -1 where that is not known
 * @param unit of {@code done} and {@code total} ({@code "steps"}, {@code "bytes"})
 * @param elapsed since the work began
 * @param figures named values of interest in the order to show them ({@code loss}, {@code
 *     perplexity}, {@code tokens/s})
 * @param finished whether this is the last event of this id
 */
public record ProgressEvent(
        String id,
        String task,
        long done,
        long total,
        String unit,
        Duration elapsed,
        Map<String, Double> figures,
        boolean finished)
        implements Event {

    public ProgressEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(figures, "figures");
    }

    /**
     * {@return the time still needed at the pace so far; zero once finished, {@code null} where it
     * cannot be told}
     */
    public Duration remaining() {
        if (finished) {
            return Duration.ZERO;
        }
        if (total < 0 || done <= 0) {
            return null;
        }
        return Duration.ofNanos((long) (elapsed.toNanos() * ((double) (total - done) / done)));
    }
}
