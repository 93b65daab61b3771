package org.recurve.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One epoch of a training is over.
 *
 * @param id the same as the {@link ProgressEvent#id()} of the training
 * @param task what is being trained, for a reader ({@code "training LSTM 2x200"})
 * @param epoch counted from 1
 * @param epochs planned
 * @param row the epoch's line of the history, in the order of its columns: {@code epoch}, {@code
 *     train loss}, {@code validation loss}, the metric, {@code learning rate} and so on; NaN where
 *     a value is missing
 * @param best whether the monitored value is the best so far
 */
public record EpochEvent(
        String id, String task, int epoch, int epochs, Map<String, Double> row, boolean best)
        implements Event {

    public EpochEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(task, "task");
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}
