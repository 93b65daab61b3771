package org.recurve.nn;

import java.util.Map;

/**
 * Recurrent stacks written down from the formulas: one sequence, one step, one number at a time, in
 * doubles. Sequences have their own lengths and no padding.
 *
 * @param kind the cell
 * @param parameters by PyTorch's names, matrices row by row
 * @param size H
 * @param layers L
 * @param directions 1 or 2
 */
record Reference(
        Kind kind, Map<String, double[]> parameters, int size, int layers, int directions) {

    enum Kind {
        RNN,
        RNN_RELU,
        LSTM,
        GRU;

        Cell cell() {
            return switch (this) {
                case RNN -> Cells.rnn();
                case RNN_RELU -> Cells.rnnRelu();
                case LSTM -> Cells.lstm();
                case GRU -> Cells.gru();
            };
        }
    }

    /**
     * Runs one sequence {@code [t][F]} from states {@code [L*D][H]}, which become the final ones.
     *
     * @return outputs {@code [t][D*H]}
     */
    double[][] run(double[][] x, double[][] h, double[][] c) {
        double[][] input = x;
        for (int layer = 0; layer < layers; layer++) {
            double[][] output = new double[x.length][directions * size];
            for (int d = 0; d < directions; d++) {
                int k = layer * directions + d;
                String name = layer + (d == 0 ? "" : "_reverse");
                for (int i = 0; i < x.length; i++) {
                    int t = d == 0 ? i : x.length - 1 - i;
                    step(name, input[t], h[k], c[k]);
                    System.arraycopy(h[k], 0, output[t], d * size, size);
                }
            }
            input = output;
        }
        return input;
    }

    private void step(String name, double[] x, double[] h, double[] c) {
        double[] a = affine("ih_l" + name, x);
        double[] b = affine("hh_l" + name, h);
        double[] before = h.clone();
        for (int j = 0; j < size; j++) {
            int second = size + j;
            int third = 2 * size + j;
            int fourth = 3 * size + j;
            switch (kind) {
                case RNN -> h[j] = Math.tanh(a[j] + b[j]);
                case RNN_RELU -> h[j] = Math.max(0, a[j] + b[j]);
                case GRU -> {
                    double r = sigmoid(a[j] + b[j]);
                    double z = sigmoid(a[second] + b[second]);
                    double n = Math.tanh(a[third] + r * b[third]);
                    h[j] = (1 - z) * n + z * before[j];
                }
                case LSTM -> {
                    double i = sigmoid(a[j] + b[j]);
                    double f = sigmoid(a[second] + b[second]);
                    double g = Math.tanh(a[third] + b[third]);
                    double o = sigmoid(a[fourth] + b[fourth]);
                    c[j] = f * c[j] + i * g;
                    h[j] = o * Math.tanh(c[j]);
                }
            }
        }
    }

    private double[] affine(String name, double[] v) {
        double[] w = parameters.get("weight_" + name);
        double[] bias = parameters.get("bias_" + name);
        double[] result = new double[w.length / v.length];
        for (int row = 0; row < result.length; row++) {
            double sum = bias == null ? 0 : bias[row];
            for (int k = 0; k < v.length; k++) {
                sum += w[row * v.length + k] * v[k];
            }
            result[row] = sum;
        }
        return result;
    }

    private static double sigmoid(double a) {
        return 1 / (1 + Math.exp(-a));
    }
}
