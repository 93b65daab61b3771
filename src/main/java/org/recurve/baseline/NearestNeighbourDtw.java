package org.recurve.baseline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledSeries;
import org.recurve.metric.DynamicTimeWarping;

/**
 * Answers a sequence with the class of the training sequence that is nearest by {@linkplain
 * DynamicTimeWarping dynamic time warping}, the first of several that are equally near: the
 * reference of the UCR archive. Its probabilities are 0 and 1.
 *
 * <p>Features are compared as they are: bring them to the same scale first. The work is the product
 * of both numbers of sequences and both lengths.
 */
public final class NearestNeighbourDtw implements LabelPredictor<LabeledSeries> {
    private final LabeledSeries train;
    private final double window;

    private NearestNeighbourDtw(LabeledSeries train, double window) {
        this.train = train;
        this.window = window;
    }

    /**
     * Keeps the training sequences; time may be warped at will.
     *
     * @param train the sequences to compare with
     * @return the baseline
     */
    public static NearestNeighbourDtw fit(LabeledSeries train) {
        return fit(train, 1);
    }

    /**
     * Keeps the training sequences.
     *
     * @param train the sequences to compare with
     * @param window of Sakoe and Chiba: how far apart in time steps may be that are compared, as a
     *     part of the longer length, 0 (Euclidean distance, where lengths are equal) to 1 (any)
     * @return the baseline
     */
    public static NearestNeighbourDtw fit(LabeledSeries train, double window) {
        if (!(window >= 0 && window <= 1)) {
            throw new IllegalArgumentException(
                    "the window must be a part of the length, 0 to 1, not " + window);
        }
        return new NearestNeighbourDtw(train, window);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException if the sequences have another number of features
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    @Override
    public double[][] probabilities(LabeledSeries data) {
        if (data.features() != train.features()) {
            throw new RecurveException(
                    "%s %s has %d features, but %s was fitted to sequences of %d"
                            .formatted(
                                    data.provenance().dataset(),
                                    data.split(),
                                    data.features(),
                                    name(),
                                    train.features()));
        }
        double[][] rows = new double[data.size()][train.labels().size()];
        try (Progress progress = new Progress(name(), rows.length, "sequences")) {
            for (int i = 0; i < rows.length; i++) {
                rows[i][train.targets()[nearest(data.sequence(i))]] = 1;
                progress.add(1);
            }
        }
        return rows;
    }

    private int nearest(float[][] sequence) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < train.size(); j++) {
            Cancellation.check(name());
            double distance =
                    DynamicTimeWarping.distance(sequence, train.sequence(j), window, least);
            if (distance < least) {
                least = distance;
                nearest = j;
            }
        }
        return nearest;
    }

    @Override
    public List<String> labels() {
        return train.labels();
    }

    @Override
    public String name() {
        return window == 1
                ? "1-NN DTW"
                : String.format(Locale.ROOT, "1-NN DTW, window %.3g %%", 100 * window);
    }

    /** {@return -1: nothing is random} */
    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, window, and the origin of the training data} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "1 nearest neighbour, dynamic time warping");
        map.put("settings", Map.of("window", window));
        map.put("data", List.of(ProvenanceMap.of(train.provenance())));
        return map;
    }

    @Override
    public boolean baseline() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
