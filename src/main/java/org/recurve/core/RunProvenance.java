package org.recurve.core;

import java.util.List;
import java.util.Map;

/**
 * How a model was fitted; it travels with the model and with every evaluation of it.
 *
 * @param data the training and validation data
 * @param settings every setting of the network and of the training, by name
 * @param seed of all randomness of the run
 * @param versions of Recurve, Java, DJL, the engine
 * @param device {@code "cpu"} or {@code "gpu0"}
 * @param started ISO-8601 instant
 * @param seconds the training took
 * @param epochs completed
 * @param bestEpoch counted from 1, whose weights were kept; 0 if no epoch was completed
 * @param monitored name of the watched value ({@code "validation loss"})
 * @param best the watched value at the best epoch
 * @param outcome why the training ended ({@code "completed"}, {@code "stopped early"}, {@code
 *     "interrupted"})
 */
public record RunProvenance(
        List<DataProvenance> data,
        Map<String, String> settings,
        long seed,
        Map<String, String> versions,
        String device,
        String started,
        double seconds,
        int epochs,
        int bestEpoch,
        String monitored,
        double best,
        String outcome) {

    public RunProvenance {
        data = List.copyOf(data);
        settings = Map.copyOf(settings);
        versions = Map.copyOf(versions);
    }
}
