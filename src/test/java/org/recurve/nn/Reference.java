package org.recurve.nn;

import java.util.List;
import java.util.Map;

/**
 * Recurrent stacks written down from the formulas: one sequence, one step, one number at a time, in
 * doubles. Sequences have their own lengths and no padding.
 *
 * @param kind the cell
 * @param parameters by PyTorch's names, matrices row by row
 * @param size H, the rows of a gate
 * @param layers L
 * @param directions 1 or 2
 */
public record Reference(
        Kind kind, Map<String, double[]> parameters, int size, int layers, int directions) {

    /** What LSTM_PROJECTED makes the hidden state smaller by. */
    static final int PROJECTED_AWAY = 1;

    public enum Kind {
        RNN,
        RNN_RELU,
        LSTM,
        GRU,
        LSTM_PROJECTED,
        GRU_RESET_BEFORE,
        LAYER_NORM_LSTM,
        LAYER_NORM_GRU,
        MIN_GRU,
        MIN_LSTM,
        SRU,
        RG_LRU;

        /** {@return whether the engine has a kernel for it} */
        boolean fused() {
            return List.of(RNN, RNN_RELU, LSTM, GRU, LSTM_PROJECTED).contains(this);
        }

        RecurrentCell cell(int hidden, boolean biases) {
            return switch (this) {
                case RNN -> new RNNCell(hidden, biases, org.recurve.nn.RNN.Activation.TANH);
                case RNN_RELU -> new RNNCell(hidden, biases, org.recurve.nn.RNN.Activation.RELU);
                case LSTM -> new LSTMCell(hidden, biases, 0);
                case GRU -> new GRUCell(hidden, biases);
                case LSTM_PROJECTED -> new LSTMCell(hidden, biases, hidden - PROJECTED_AWAY);
                case GRU_RESET_BEFORE -> new ResetBeforeGRUCell(hidden);
                case LAYER_NORM_LSTM -> new LayerNormLSTMCell(hidden);
                case LAYER_NORM_GRU -> new LayerNormGRUCell(hidden);
                case MIN_GRU -> new MinGRUCell(hidden);
                case MIN_LSTM -> new MinLSTMCell(hidden);
                case SRU -> new SRUCell(hidden);
                case RG_LRU -> new RGLRUCell(hidden);
            };
        }

        RecurrentBuilder<?> builder(int hidden) {
            RecurrentBuilder<?> builder =
                    switch (this) {
                        case RNN -> org.recurve.nn.RNN.builder();
                        case RNN_RELU ->
                                org.recurve
                                        .nn
                                        .RNN
                                        .builder()
                                        .optActivation(org.recurve.nn.RNN.Activation.RELU);
                        case LSTM -> org.recurve.nn.LSTM.builder();
                        case GRU -> org.recurve.nn.GRU.builder();
                        case LSTM_PROJECTED ->
                                org.recurve
                                        .nn
                                        .LSTM
                                        .builder()
                                        .optProjection(hidden - PROJECTED_AWAY);
                        default -> throw new IllegalArgumentException(this + " has no kernel");
                    };
            builder.setStateSize(hidden);
            return builder;
        }
    }

    /**
     * Runs one sequence {@code [t][F]} from states {@code [state][L*D][..]}, which become the final
     * ones.
     *
     * @return outputs {@code [t][D*O]}
     */
    public double[][] run(double[][] x, double[][][] states) {
        double[][] input = x;
        for (int layer = 0; layer < layers; layer++) {
            double[][][] outputs = new double[directions][x.length][];
            for (int d = 0; d < directions; d++) {
                int k = layer * directions + d;
                String suffix = "_l" + layer + (d == 0 ? "" : "_reverse");
                double[][] own = new double[states.length][];
                for (int s = 0; s < states.length; s++) {
                    own[s] = states[s][k];
                }
                for (int i = 0; i < x.length; i++) {
                    int t = d == 0 ? i : x.length - 1 - i;
                    outputs[d][t] = new Step(suffix).run(input[t], own);
                }
            }
            input = new double[x.length][];
            for (int t = 0; t < x.length; t++) {
                input[t] =
                        directions == 1
                                ? outputs[0][t]
                                : BlockFixture.join(outputs[0][t], outputs[1][t]);
            }
        }
        return input;
    }

    /** One step with the parameters of one layer and direction. */
    private final class Step {
        private final String suffix;

        Step(String suffix) {
            this.suffix = suffix;
        }

        double[] get(String name) {
            return parameters.get(name + suffix);
        }

        double[] affine(String weight, String bias, double[] v) {
            double[] w = get(weight);
            double[] b = bias == null ? null : get(bias);
            double[] result = new double[w.length / v.length];
            for (int row = 0; row < result.length; row++) {
                double sum = b == null ? 0 : b[row];
                for (int k = 0; k < v.length; k++) {
                    sum += w[row * v.length + k] * v[k];
                }
                result[row] = sum;
            }
            return result;
        }

        /** Changes the states, returns the output. */
        double[] run(double[] x, double[][] states) {
            return switch (kind) {
                case RNN, RNN_RELU, LSTM, LSTM_PROJECTED, GRU -> fused(x, states);
                case GRU_RESET_BEFORE -> resetBefore(x, states[0]);
                case LAYER_NORM_LSTM -> layerNormLstm(x, states[0], states[1]);
                case LAYER_NORM_GRU -> layerNormGru(x, states[0]);
                default -> linear(x, states[0]);
            };
        }

        double[] fused(double[] x, double[][] states) {
            double[] h = states[0];
            double[] a = affine("weight_ih", "bias_ih", x);
            double[] b = affine("weight_hh", "bias_hh", h);
            double[] next = new double[size];
            for (int j = 0; j < size; j++) {
                int second = size + j;
                int third = 2 * size + j;
                int fourth = 3 * size + j;
                switch (kind) {
                    case RNN -> next[j] = Math.tanh(a[j] + b[j]);
                    case RNN_RELU -> next[j] = Math.max(0, a[j] + b[j]);
                    case GRU -> {
                        double r = sigmoid(a[j] + b[j]);
                        double z = sigmoid(a[second] + b[second]);
                        double n = Math.tanh(a[third] + r * b[third]);
                        next[j] = (1 - z) * n + z * h[j];
                    }
                    default -> {
                        double[] c = states[1];
                        double i = sigmoid(a[j] + b[j]);
                        double f = sigmoid(a[second] + b[second]);
                        double g = Math.tanh(a[third] + b[third]);
                        double o = sigmoid(a[fourth] + b[fourth]);
                        c[j] = f * c[j] + i * g;
                        next[j] = o * Math.tanh(c[j]);
                    }
                }
            }
            if (kind == Kind.LSTM_PROJECTED) {
                next = affine("weight_hr", null, next);
            }
            System.arraycopy(next, 0, h, 0, next.length);
            return next;
        }

        double[] resetBefore(double[] x, double[] h) {
            double[] a = affine("weight_ih", "bias_ih", x);
            double[] b = affine("weight_hh", null, h);
            double[] reset = new double[size];
            for (int j = 0; j < size; j++) {
                reset[j] = sigmoid(a[j] + b[j]) * h[j];
            }
            double[] fed = affine("weight_hh_n", null, reset);
            for (int j = 0; j < size; j++) {
                double z = sigmoid(a[size + j] + b[size + j]);
                h[j] = (1 - z) * Math.tanh(a[2 * size + j] + fed[j]) + z * h[j];
            }
            return h.clone();
        }

        double[] layerNormLstm(double[] x, double[] h, double[] c) {
            double[] a = norm(affine("weight_ih", null, x), 0, 4 * size, get("gain_ih"));
            double[] b = norm(affine("weight_hh", null, h), 0, 4 * size, get("gain_hh"));
            double[] bias = get("bias_ih");
            double[] sum = new double[4 * size];
            for (int k = 0; k < sum.length; k++) {
                sum[k] = a[k] + b[k] + bias[k];
            }
            for (int j = 0; j < size; j++) {
                c[j] =
                        sigmoid(sum[size + j]) * c[j]
                                + sigmoid(sum[j]) * Math.tanh(sum[2 * size + j]);
            }
            double[] normed = norm(c, 0, size, get("gain_c"));
            for (int j = 0; j < size; j++) {
                h[j] = sigmoid(sum[3 * size + j]) * Math.tanh(normed[j] + get("shift_c")[j]);
            }
            return h.clone();
        }

        double[] layerNormGru(double[] x, double[] h) {
            double[] a = affine("weight_ih", null, x);
            double[] u = affine("weight_hh", null, h);
            double[] bias = get("bias_ih");
            double[] aGates = norm(a, 0, 2 * size, get("gain_gates_ih"));
            double[] uGates = norm(u, 0, 2 * size, get("gain_gates_hh"));
            double[] aNew = norm(a, 2 * size, size, get("gain_n_ih"));
            double[] uNew = norm(u, 2 * size, size, get("gain_n_hh"));
            for (int j = 0; j < size; j++) {
                double r = sigmoid(aGates[j] + bias[j] + uGates[j]);
                double z = sigmoid(aGates[size + j] + bias[size + j] + uGates[size + j]);
                double n = Math.tanh(aNew[j] + bias[2 * size + j] + r * uNew[j]);
                h[j] = (1 - z) * n + z * h[j];
            }
            return h.clone();
        }

        /** Cells of the form h' = a h + b. */
        double[] linear(double[] x, double[] h) {
            double[] p = affine("weight_ih", kind == Kind.SRU ? null : "bias_ih", x);
            double[] output = new double[size];
            for (int j = 0; j < size; j++) {
                switch (kind) {
                    case MIN_GRU -> {
                        double z = sigmoid(p[j]);
                        h[j] = (1 - z) * h[j] + z * p[size + j];
                        output[j] = h[j];
                    }
                    case MIN_LSTM -> {
                        double f = sigmoid(p[j]);
                        double i = sigmoid(p[size + j]);
                        h[j] = (f * h[j] + i * p[2 * size + j]) / (f + i);
                        output[j] = h[j];
                    }
                    case SRU -> {
                        double f = sigmoid(p[size + j] + get("bias_ih")[j]);
                        double r = sigmoid(p[2 * size + j] + get("bias_ih")[size + j]);
                        h[j] = f * h[j] + (1 - f) * p[j];
                        double skip =
                                get("weight_skip") == null
                                        ? x[j]
                                        : affine("weight_skip", null, x)[j];
                        output[j] = r * Math.tanh(h[j]) + (1 - r) * skip;
                    }
                    default -> {
                        double r = sigmoid(p[size + j]);
                        double i = sigmoid(p[2 * size + j]);
                        double a = Math.pow(sigmoid(get("decay")[j]), 8 * r);
                        h[j] = a * h[j] + Math.sqrt(1 - a * a) * i * p[j];
                        output[j] = h[j];
                    }
                }
            }
            return output;
        }
    }

    /** Part of a vector to mean 0 and variance 1, then scaled. */
    private static double[] norm(double[] v, int from, int count, double[] gain) {
        double mean = 0;
        for (int k = 0; k < count; k++) {
            mean += v[from + k] / count;
        }
        double variance = 0;
        for (int k = 0; k < count; k++) {
            variance += (v[from + k] - mean) * (v[from + k] - mean) / count;
        }
        double[] result = new double[count];
        for (int k = 0; k < count; k++) {
            result[k] =
                    (v[from + k] - mean) / Math.sqrt(variance + Normalization.EPSILON) * gain[k];
        }
        return result;
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }
}
