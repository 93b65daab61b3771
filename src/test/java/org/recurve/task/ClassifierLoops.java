package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.recurve.nn.ParameterNames;

/**
 * A classifier written down from the formulas: one GRU layer in one or two directions, pooling,
 * output layer, softmax; one sequence, one step, one number at a time, in doubles.
 */
final class ClassifierLoops {
    private final Map<String, double[]> parameters = new HashMap<>();
    private final String recurrent;
    private final boolean bidirectional;
    private final String pooling;

    /**
     * @param recurrent where the GRU is in the block
     * @param pooling {@code last}, {@code mean} or {@code attention}
     */
    ClassifierLoops(Block block, String recurrent, boolean bidirectional, String pooling) {
        this.recurrent = recurrent;
        this.bidirectional = bidirectional;
        this.pooling = pooling;
        ParameterNames.of(block)
                .forEach(
                        (name, parameter) -> {
                            float[] values = parameter.getArray().toFloatArray();
                            double[] wide = new double[values.length];
                            Arrays.setAll(wide, i -> values[i]);
                            parameters.put(name, wide);
                        });
    }

    /** Draws all weights large enough for the classes to be told apart. */
    static void draw(Block block, long seed) {
        Random random = new Random(seed);
        ParameterNames.of(block)
                .values()
                .forEach(
                        parameter -> {
                            NDArray array = parameter.getArray();
                            float[] values = new float[(int) array.size()];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) (0.8 * random.nextGaussian());
                            }
                            array.set(values);
                        });
    }

    double[][] vectors(int... ids) {
        double[] table = parameters.get("encoder.embedding.weight");
        int width = parameters.get(recurrent + "weight_ih_l0").length / (3 * hidden());
        return Arrays.stream(ids)
                .mapToObj(id -> Arrays.copyOfRange(table, id * width, (id + 1) * width))
                .toArray(double[][]::new);
    }

    private int hidden() {
        return parameters.get(recurrent + "bias_hh_l0").length / 3;
    }

    private double[] map(String weight, String bias, double[] x) {
        double[] w = parameters.get(weight);
        double[] y = new double[w.length / x.length];
        for (int row = 0; row < y.length; row++) {
            y[row] = bias == null ? 0 : parameters.get(bias)[row];
            for (int column = 0; column < x.length; column++) {
                y[row] += w[row * x.length + column] * x[column];
            }
        }
        return y;
    }

    private double[] step(String suffix, double[] x, double[] h) {
        double[] a = map(recurrent + "weight_ih" + suffix, recurrent + "bias_ih" + suffix, x);
        double[] b = map(recurrent + "weight_hh" + suffix, recurrent + "bias_hh" + suffix, h);
        double[] next = new double[h.length];
        for (int j = 0; j < h.length; j++) {
            double reset = sigmoid(a[j] + b[j]);
            double update = sigmoid(a[h.length + j] + b[h.length + j]);
            double fresh = Math.tanh(a[2 * h.length + j] + reset * b[2 * h.length + j]);
            next[j] = (1 - update) * fresh + update * h[j];
        }
        return next;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    double[][] encoded(double[][] x) {
        int hidden = hidden();
        double[][] y = new double[x.length][bidirectional ? 2 * hidden : hidden];
        double[] h = new double[hidden];
        for (int t = 0; t < x.length; t++) {
            h = step("_l0", x[t], h);
            System.arraycopy(h, 0, y[t], 0, hidden);
        }
        double[] back = new double[hidden];
        for (int t = x.length - 1; bidirectional && t >= 0; t--) {
            back = step("_l0_reverse", x[t], back);
            System.arraycopy(back, 0, y[t], hidden, hidden);
        }
        return y;
    }

    /** {@return the weight of each step in each hop, {@code [R][T]}} */
    double[][] attention(double[][] encoded) {
        double[][] scores = new double[encoded.length][];
        for (int t = 0; t < encoded.length; t++) {
            double[] first = map("pooling.hidden.weight", null, encoded[t]);
            scores[t] =
                    map("pooling.hop.weight", null, Arrays.stream(first).map(Math::tanh).toArray());
        }
        double[][] weights = new double[scores[0].length][encoded.length];
        for (int hop = 0; hop < weights.length; hop++) {
            for (int t = 0; t < encoded.length; t++) {
                weights[hop][t] = scores[t][hop];
            }
            weights[hop] = softmax(weights[hop]);
        }
        return weights;
    }

    private double[] pooled(double[][] y) {
        if (pooling.equals("last")) {
            return y[y.length - 1];
        }
        double[][] weights = new double[1][y.length];
        Arrays.fill(weights[0], 1.0 / y.length);
        if (pooling.equals("attention")) {
            weights = attention(y);
        }
        double[] pooled = new double[weights.length * y[0].length];
        for (int hop = 0; hop < weights.length; hop++) {
            for (int t = 0; t < y.length; t++) {
                for (int f = 0; f < y[t].length; f++) {
                    pooled[hop * y[t].length + f] += weights[hop][t] * y[t][f];
                }
            }
        }
        return pooled;
    }

    private static double[] softmax(double[] logits) {
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }

    /** {@return the probability of each class for a sequence of vectors {@code [T][F]}} */
    double[] probabilities(double[][] x) {
        return softmax(map("output.weight", "output.bias", pooled(encoded(x))));
    }

    /**
     * Integrated gradients by central differences at the midpoints of equal steps.
     *
     * @return {@code [T][F]}
     */
    double[][] integrated(double[][] x, double[][] baseline, int target, int steps) {
        double small = 1e-5;
        double[][] result = new double[x.length][x[0].length];
        for (int s = 0; s < steps; s++) {
            double share = (s + 0.5) / steps;
            double[][] point = new double[x.length][x[0].length];
            for (int t = 0; t < x.length; t++) {
                for (int f = 0; f < x[t].length; f++) {
                    point[t][f] = baseline[t][f] + share * (x[t][f] - baseline[t][f]);
                }
            }
            for (int t = 0; t < x.length; t++) {
                for (int f = 0; f < x[t].length; f++) {
                    double here = point[t][f];
                    point[t][f] = here + small;
                    double above = probabilities(point)[target];
                    point[t][f] = here - small;
                    double below = probabilities(point)[target];
                    point[t][f] = here;
                    double slope = (above - below) / (2 * small);
                    result[t][f] += (x[t][f] - baseline[t][f]) * slope / steps;
                }
            }
        }
        return result;
    }
}
