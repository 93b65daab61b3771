package org.recurve.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a classifier is right as often as it says: its predictions by how sure it was of them
 * (Guo, Pleiss, Sun and Weinberger 2017, "On Calibration of Modern Neural Networks"; the bins and
 * their errors are Naeini, Cooper and Hauskrecht's of 2015). The confidence of a prediction is the
 * probability of the predicted class; bins have the same width, and a bin has its upper end but not
 * its lower one. Immutable.
 */
public final class Calibration {
    /**
     * Predictions of about the same confidence.
     *
     * @param from lowest confidence, exclusive (but 0 is in the first bin)
     * @param to highest confidence, inclusive
     * @param count predictions in the bin, at least 0
     * @param confidence mean of theirs, 0 to 1; NaN in an empty bin
     * @param accuracy part of them that are right, 0 to 1; NaN in an empty bin
     */
    public record Bin(double from, double to, int count, double confidence, double accuracy) {
        /** {@return how much surer than right they are; NaN in an empty bin} */
        public double gap() {
            return confidence - accuracy;
        }
    }

    private final List<Bin> bins;
    private final int count;

    private Calibration(List<Bin> bins, int count) {
        this.bins = List.copyOf(bins);
        this.count = count;
    }

    /**
     * Sorts predictions into bins.
     *
     * @param confidences of each prediction, 0 to 1; at least 1
     * @param right whether each is right
     * @param bins how many, at least 1; 10 and 15 are usual
     * @return the bins and their errors
     */
    public static Calibration of(double[] confidences, boolean[] right, int bins) {
        if (confidences.length != right.length || right.length == 0 || bins < 1) {
            throw new IllegalArgumentException(
                    "a calibration needs at least 1 prediction, whether each is right, and at least 1 bin, not %d, %d and %d"
                            .formatted(confidences.length, right.length, bins));
        }
        int[] counts = new int[bins];
        int[] hits = new int[bins];
        double[] sums = new double[bins];
        for (int i = 0; i < right.length; i++) {
            int bin = bin(confidences[i], bins, i);
            counts[bin]++;
            hits[bin] += right[i] ? 1 : 0;
            sums[bin] += confidences[i];
        }
        List<Bin> all = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            all.add(
                    new Bin(
                            (double) b / bins,
                            (b + 1.0) / bins,
                            counts[b],
                            // 0 / 0 is the NaN of an empty bin.
                            sums[b] / counts[b],
                            (double) hits[b] / counts[b]));
        }
        return new Calibration(all, right.length);
    }

    private static int bin(double confidence, int bins, int index) {
        // What is summed in floating point may be beyond 1 by its rounding.
        if (!(confidence >= 0 && confidence <= 1 + 1e-4)) {
            throw new IllegalArgumentException(
                    "the confidence of prediction %d is %s, expected a probability, 0 to 1"
                            .formatted(index, confidence));
        }
        int bin = Math.min(bins, (int) Math.ceil(confidence * bins));
        // The product may be rounded across an end.
        if (bin > 0 && confidence <= (bin - 1.0) / bins) {
            bin--;
        } else if (bin < bins && confidence > (double) bin / bins) {
            bin++;
        }
        return Math.max(0, bin - 1);
    }

    /** {@return the bins from the least to the most confident, also empty ones} */
    public List<Bin> bins() {
        return bins;
    }

    /** {@return how many predictions there are, at least 1} */
    public int count() {
        return count;
    }

    /**
     * {@return the expected calibration error (ECE): how far confidence and accuracy are apart in a
     * bin, on average over predictions, 0 to 1} It depends on the number of bins and is above 0 by
     * chance alone where they hold few predictions.
     */
    public double expectedError() {
        double sum = 0;
        for (Bin bin : bins) {
            sum += bin.count == 0 ? 0 : Math.abs(bin.gap()) * bin.count;
        }
        return sum / count;
    }

    /**
     * {@return the maximum calibration error (MCE): how far confidence and accuracy are apart in
     * the worst bin, 0 to 1}
     */
    public double maximumError() {
        return bins.stream()
                .filter(bin -> bin.count > 0)
                .mapToDouble(bin -> Math.abs(bin.gap()))
                .max()
                .orElseThrow();
    }

    /**
     * The Brier score (Brier 1950, "Verification of Forecasts Expressed in Terms of Probability"):
     * the squared distance of the probabilities from those of an oracle, summed over classes, on
     * average over items. It rewards being right and knowing how sure to be. For two classes it is
     * twice the figure that is made of one of them alone.
     *
     * @param probabilities a row for each item, a column for each class
     * @param truths class of each item, a column's index
     * @return 0, perfect, to 2
     */
    public static double brierScore(double[][] probabilities, int[] truths) {
        if (probabilities.length != truths.length || truths.length == 0) {
            throw new IllegalArgumentException(
                    "a Brier score needs probabilities for each of at least 1 item, not %d for %d"
                            .formatted(probabilities.length, truths.length));
        }
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            for (int k = 0; k < probabilities[i].length; k++) {
                double distance = probabilities[i][k] - (k == truths[i] ? 1 : 0);
                sum += distance * distance;
            }
        }
        return sum / truths.length;
    }

    /** {@return the errors in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "expected calibration error %.4f, maximum %.4f (%,d predictions in %d bins)",
                expectedError(),
                maximumError(),
                count,
                bins.size());
    }
}
