package org.recurve.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.core.RecurveException;

/** Takes runs of words or steps away; see {@link Attribution#occlusion(int)}. */
final class Occlusion extends Attribution {
    private final int width;

    Occlusion(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width must be at least 1, not " + width);
        }
        this.width = width;
    }

    @Override
    public String toString() {
        return width == 1 ? "occlusion" : "occlusion of " + width;
    }

    @Override
    Evidence ofText(TextClassifier model, List<String> tokens, int target) {
        int length = tokens.size();
        int run = Math.min(width, length);
        if (run == length && model.vocabulary().unknownId().isEmpty()) {
            throw new RecurveException(
                    "nothing is left of a text of %d tokens without %d of them, and this %s knows no unknown word to read in their place; explain a longer text, or use Attribution.integratedGradients(50)"
                            .formatted(length, run, model.name()));
        }
        List<List<String>> texts = new ArrayList<>();
        texts.add(tokens);
        for (int start = 0; start + run <= length; start++) {
            List<String> rest = new ArrayList<>(tokens.subList(0, start));
            rest.addAll(tokens.subList(start + run, length));
            texts.add(rest);
        }
        double[] means = means(falls(model.tokenProbabilities(texts), target), length, run);
        return new Evidence(
                Arrays.stream(means).mapToObj(m -> new double[] {m}).toArray(double[][]::new),
                Double.NaN);
    }

    @Override
    Evidence ofSignal(SequenceClassifier model, float[][] signal, int target) {
        int length = signal.length;
        int run = Math.min(width, length);
        double[][] values = new double[length][signal[0].length];
        for (int feature = 0; feature < signal[0].length; feature++) {
            List<float[][]> signals = new ArrayList<>();
            signals.add(signal);
            for (int start = 0; start + run <= length; start++) {
                signals.add(flattened(signal, feature, start, start + run));
            }
            double[] means = means(falls(model.probabilities(signals), target), length, run);
            for (int t = 0; t < length; t++) {
                values[t][feature] = means[t];
            }
        }
        return new Evidence(values, Double.NaN);
    }

    /** How far the probability of the first row is above that of each other. */
    private static double[] falls(double[][] probabilities, int target) {
        return Arrays.stream(probabilities)
                .skip(1)
                .mapToDouble(row -> probabilities[0][target] - row[target])
                .toArray();
    }

    /** For each place the mean over the runs that it lies in. */
    private static double[] means(double[] runs, int length, int run) {
        double[] means = new double[length];
        for (int place = 0; place < length; place++) {
            int first = Math.max(0, place - run + 1);
            int last = Math.min(place, runs.length - 1);
            means[place] = Arrays.stream(runs, first, last + 1).average().orElseThrow();
        }
        return means;
    }

    /** Shares the steps that stay as they are with the signal. */
    private static float[][] flattened(float[][] signal, int feature, int from, int to) {
        double before = value(signal, feature, from > 0 ? from - 1 : to);
        double after = value(signal, feature, to < signal.length ? to : from - 1);
        float[][] changed = signal.clone();
        for (int t = from; t < to; t++) {
            double share = (t - from + 1.0) / (to - from + 1);
            changed[t] = signal[t].clone();
            changed[t][feature] = (float) (before + share * (after - before));
        }
        return changed;
    }

    /** A step's value; the mean where there is no such step, since the run is the whole signal. */
    private static double value(float[][] signal, int feature, int step) {
        return step >= 0 && step < signal.length
                ? signal[step][feature]
                : Arrays.stream(signal).mapToDouble(row -> row[feature]).average().orElseThrow();
    }
}
