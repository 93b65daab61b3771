package org.recurve.core;

import java.util.Map;
import java.util.Objects;

/**
 * A model or a baseline was judged. This is one entry of a run's metrics file.
 *
 * @param task the kind of task ({@code "language-model"})
 * @param model what was judged, in a few words ({@code "LSTM 2x200"})
 * @param dataset name of the data set
 * @param split the part it was judged on ({@code "validation"})
 * @param metrics values by their standard names ({@code "perplexity"}); fractions are 0 to 1, but
 *     bleu, chrf, smape and mape 0 to 100
 * @param role whether a model or a baseline was judged
 * @param seed of the run that made the model, or -1 where none was needed
 * @param primary whether the caller called this the result that its notebook is about
 * @param provenance how the figure came about, as nested maps, lists, strings, numbers and booleans
 */
public record EvaluationEvent(
        String task,
        String model,
        String dataset,
        String split,
        Map<String, Double> metrics,
        Role role,
        long seed,
        boolean primary,
        Map<String, Object> provenance)
        implements Event {

    /** What was judged. */
    public enum Role {
        MODEL,
        BASELINE
    }

    public EvaluationEvent {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(provenance, "provenance");
    }
}
