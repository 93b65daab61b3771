package org.recurve.nn.pooling;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The running forms of poolings without parameters. */
final class Running {
    private Running() {}

    static double[] doubles(float[] y) {
        double[] wide = new double[y.length];
        Arrays.setAll(wide, f -> y[f]);
        return wide;
    }

    static RunningPooling mean() {
        return new RunningPooling() {
            private double[] sum;
            private long steps;

            @Override
            public double[] next(float[] y) {
                sum = sum == null ? new double[y.length] : sum;
                steps++;
                double[] mean = new double[y.length];
                for (int f = 0; f < y.length; f++) {
                    sum[f] += y[f];
                    mean[f] = sum[f] / steps;
                }
                return mean;
            }
        };
    }

    static RunningPooling max() {
        return new RunningPooling() {
            private double[] largest;

            @Override
            public double[] next(float[] y) {
                largest = largest == null ? doubles(y) : largest;
                for (int f = 0; f < y.length; f++) {
                    largest[f] = Math.max(largest[f], y[f]);
                }
                return largest.clone();
            }
        };
    }

    static RunningPooling concat(List<RunningPooling> parts) {
        return y -> parts.stream().flatMapToDouble(part -> DoubleStream.of(part.next(y))).toArray();
    }
}
