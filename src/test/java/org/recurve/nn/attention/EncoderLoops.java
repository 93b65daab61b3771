package org.recurve.nn.attention;

import static org.recurve.nn.BlockFixture.affine;
import static org.recurve.nn.BlockFixture.dot;

import java.util.Arrays;
import org.recurve.nn.BlockFixture;

/**
 * One sequence through a Transformer's encoder layer, by PyTorch's formulas and layout.
 *
 * @param prefix of the names of its parameters
 */
record EncoderLoops(
        BlockFixture fixture,
        String prefix,
        int size,
        int heads,
        boolean normFirst,
        boolean causal) {
    double[][] layer(double[][] x) {
        double[][] y = normFirst ? sum(x, attend(norm("norm1", x))) : sum(x, attend(x));
        if (normFirst) {
            return sum(y, feed(norm("norm2", y)));
        }
        y = norm("norm1", y);
        return norm("norm2", sum(y, feed(y)));
    }

    private double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][size];
        for (int t = 0; t < a.length; t++) {
            for (int i = 0; i < size; i++) {
                sum[t][i] = a[t][i] + b[t][i];
            }
        }
        return sum;
    }

    double[][] norm(String name, double[][] x) {
        double[][] y = new double[x.length][size];
        for (int t = 0; t < x.length; t++) {
            double mean = Arrays.stream(x[t]).average().getAsDouble();
            double variance = Arrays.stream(x[t]).map(v -> (v - mean) * (v - mean)).sum() / size;
            for (int i = 0; i < size; i++) {
                y[t][i] =
                        (x[t][i] - mean)
                                        / Math.sqrt(variance + 1e-5f)
                                        * parameter(name + ".weight")[i]
                                + parameter(name + ".bias")[i];
            }
        }
        return y;
    }

    private double[][] feed(double[][] x) {
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] h = affine(parameter("linear1.weight"), parameter("linear1.bias"), x[t]);
            y[t] =
                    affine(
                            parameter("linear2.weight"),
                            parameter("linear2.bias"),
                            Arrays.stream(h).map(v -> Math.max(v, 0)).toArray());
        }
        return y;
    }

    private double[][] attend(double[][] x) {
        double[][] projected = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            projected[t] =
                    affine(
                            parameter("01self_attn_in_proj_weight"),
                            parameter("01self_attn_in_proj_bias"),
                            x[t]);
        }
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            int seen = causal ? t + 1 : x.length;
            double[] contexts = new double[size];
            for (int head = 0; head < heads; head++) {
                double[] scores = new double[seen];
                for (int s = 0; s < seen; s++) {
                    scores[s] =
                            dot(part(projected[t], 0, head), part(projected[s], 1, head))
                                    / Math.sqrt((double) size / heads);
                }
                double[] weights = BlockFixture.softmax(scores);
                for (int s = 0; s < seen; s++) {
                    for (int i = 0; i < size / heads; i++) {
                        contexts[head * size / heads + i] +=
                                weights[s] * part(projected[s], 2, head)[i];
                    }
                }
            }
            y[t] =
                    affine(
                            parameter("01self_attn_out_proj.weight"),
                            parameter("01self_attn_out_proj.bias"),
                            contexts);
        }
        return y;
    }

    /** Query (0), key (1) or value (2) of a head. */
    private double[] part(double[] projected, int role, int head) {
        int from = role * size + head * size / heads;
        return Arrays.copyOfRange(projected, from, from + size / heads);
    }

    private double[] parameter(String name) {
        return fixture.parameter(prefix + name);
    }
}
