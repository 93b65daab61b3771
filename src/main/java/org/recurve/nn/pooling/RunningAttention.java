package org.recurve.nn.pooling;

import java.util.Arrays;

/**
 * {@link AttentionPooling} step by step: of each hop the sum of the steps weighted by {@code
 * exp(score - highest)}, and the sum of these weights; when a higher score comes, both are scaled
 * to it (Milakov and Gimelshein 2018, "Online normalizer calculation for softmax").
 */
final class RunningAttention implements RunningPooling {
    /** {@code (H,F)} and {@code (R,H)}. */
    private final float[] hiddenWeight;

    private final float[] hopWeight;
    private final double[] highest;
    private final double[] weights;
    private double[][] sums;

    RunningAttention(float[] hiddenWeight, float[] hopWeight, int hops) {
        this.hiddenWeight = hiddenWeight;
        this.hopWeight = hopWeight;
        highest = new double[hops];
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        weights = new double[hops];
    }

    @Override
    public double[] next(float[] y) {
        int hops = highest.length;
        sums = sums == null ? new double[hops][y.length] : sums;
        double[] hidden = times(hiddenWeight, Running.doubles(y));
        double[] scores = times(hopWeight, Arrays.stream(hidden).map(Math::tanh).toArray());
        double[] pooled = new double[hops * y.length];
        for (int hop = 0; hop < hops; hop++) {
            double next = Math.max(highest[hop], scores[hop]);
            double kept = Math.exp(highest[hop] - next);
            double weight = Math.exp(scores[hop] - next);
            highest[hop] = next;
            weights[hop] = weights[hop] * kept + weight;
            for (int f = 0; f < y.length; f++) {
                sums[hop][f] = sums[hop][f] * kept + weight * y[f];
                pooled[hop * y.length + f] = sums[hop][f] / weights[hop];
            }
        }
        return pooled;
    }

    private static double[] times(float[] matrix, double[] x) {
        double[] y = new double[matrix.length / x.length];
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < x.length; column++) {
                y[row] += matrix[row * x.length + column] * x[column];
            }
        }
        return y;
    }
}
