package org.recurve.task;

import java.util.Map;
import org.recurve.nn.BlockFixture;

/**
 * A forecaster of one layer of simple recurrent cells in plain Java doubles, one row at a time: the
 * slow and obvious way. It gets numbers on the scale of the network.
 */
final class ForecastReference {
    private final ForecastSettings settings;
    private final Map<String, double[][]> weights;

    /**
     * @param weights by name; a vector has one row
     */
    ForecastReference(ForecastSettings settings, Map<String, double[][]> weights) {
        this.settings = settings;
        this.weights = weights;
    }

    /**
     * What is known of a row.
     *
     * @param x look-back, L × D
     * @param past covariates, L × P
     * @param known covariates, (L + H) × K
     * @param constants statics and embedding
     * @param truth of the horizon, H × D, for teacher forcing; null where own values are read
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            double[][] x,
            double[][] past,
            double[][] known,
            double[] constants,
            double[][] truth) {}

    /** {@return H × (D P) numbers} */
    double[][] said(Row row) {
        double[][] said =
                switch (settings.decoder().kind()) {
                    case DIRECT -> direct(row);
                    case RECURSIVE -> recursive(row);
                    case ENCODER_DECODER -> encoderDecoder(row);
                    case SEGMENTS -> segments(row);
                };
        if (settings.decoder().kind() != ForecastDecoder.Kind.RECURSIVE
                && settings.residual() != ForecastResidual.SMOOTHING) {
            for (int h = 0; h < said.length; h++) {
                move(said[h], simple(row, h));
            }
        }
        return said;
    }

    /**
     * The same with exponential smoothing before and behind it, step by step.
     *
     * @param series number of the series
     * @param phase place in the season of the first step of the look-back
     */
    double[][] smoothed(Row row, int series, int phase) {
        int season = settings.season();
        int lookback = row.x().length;
        double[] seasons = new double[lookback + season];
        for (int t = 0; t < season; t++) {
            seasons[t] = weights.get("smoothing.first")[series][(phase + t) % season];
        }
        double a = 1 / (1 + Math.exp(-weights.get("smoothing.level")[series][0]));
        double g = 1 / (1 + Math.exp(-weights.get("smoothing.season")[series][0]));
        double level = 0;
        for (int t = 0; t < season; t++) {
            level += (row.x()[t][0] - seasons[t]) / season;
        }
        for (int t = 0; t < lookback; t++) {
            double x = row.x()[t][0];
            level = a * (x - seasons[t]) + (1 - a) * level;
            seasons[t + season] = g * (x - level) + (1 - g) * seasons[t];
        }
        double[][] rest = new double[lookback][1];
        for (int t = 0; t < lookback; t++) {
            rest[t][0] = row.x()[t][0] - seasons[t] - level;
        }
        double[][] said =
                said(new Row(rest, row.past(), row.known(), row.constants(), row.truth()));
        for (int h = 0; h < said.length; h++) {
            move(said[h], new double[] {level + seasons[lookback + h % season]});
        }
        return said;
    }

    private void move(double[] said, double[] by) {
        int numbers = settings.output().width();
        boolean all = settings.output().distribution() == null;
        for (int d = 0; d < by.length; d++) {
            for (int p = 0; p < (all ? numbers : 1); p++) {
                said[d * numbers + p] += by[d];
            }
        }
    }

    private double[] simple(Row row, int step) {
        int lookback = row.x().length;
        int width = row.x()[0].length;
        double[] by = new double[width];
        for (int d = 0; d < width; d++) {
            switch (settings.residual()) {
                case NONE, SMOOTHING -> by[d] = 0;
                case LAST -> by[d] = row.x()[lookback - 1][d];
                case SEASONAL -> {
                    int season = settings.season();
                    by[d] = row.x()[lookback - season + step % season][d];
                }
                case LINEAR -> {
                    by[d] = weights.get("linear.bias")[0][step];
                    for (int t = 0; t < lookback; t++) {
                        by[d] += weights.get("linear.weight")[step][t] * row.x()[t][d];
                    }
                }
            }
        }
        return by;
    }

    private double[][] direct(Row row) {
        double[] h = read("encoder", row);
        double[] future = {};
        for (int t = row.x().length; t < row.known().length; t++) {
            future = BlockFixture.join(future, row.known()[t]);
        }
        return rows(affine("output", BlockFixture.join(h, future)), settings.horizon());
    }

    private double[][] encoderDecoder(Row row) {
        double[] h = read("encoder", row);
        double[][] said = new double[settings.horizon()][];
        for (int t = 0; t < said.length; t++) {
            double[] asked = weights.get("horizon.positions")[t];
            if (row.known().length > 0) {
                asked = BlockFixture.join(asked, row.known()[row.x().length + t]);
            }
            h = step("decoder", BlockFixture.join(asked, row.constants()), h);
            said[t] = affine("output", h);
        }
        return said;
    }

    private double[][] segments(Row row) {
        int steps = settings.decoder().segment();
        int lookback = row.x().length;
        double[] h = new double[settings.layers().hidden()];
        for (int from = lookback % steps; from < lookback; from += steps) {
            double[] piece = {};
            for (int t = from; t < from + steps; t++) {
                piece = BlockFixture.join(piece, features(row, t, false));
            }
            double[] projected = affine("segment", piece);
            for (int i = 0; i < projected.length; i++) {
                projected[i] = Math.max(0, projected[i]);
            }
            h = step("encoder", projected, h);
        }
        double[][] said = new double[settings.horizon()][];
        for (int from = 0; from < said.length; from += steps) {
            double[] asked = weights.get("horizon.positions")[from / steps].clone();
            if (row.constants().length > 0) {
                add(asked, affine("constants", row.constants()));
            }
            if (row.known().length > 0) {
                double[] future = {};
                for (int t = from; t < from + steps; t++) {
                    future =
                            BlockFixture.join(
                                    future,
                                    t < said.length
                                            ? row.known()[lookback + t]
                                            : new double[row.known()[0].length]);
                }
                add(asked, affine("known", future));
            }
            double[][] of = rows(affine("output", step("encoder", asked, h)), steps);
            for (int t = from; t < Math.min(from + steps, said.length); t++) {
                said[t] = of[t - from];
            }
        }
        return said;
    }

    private double[][] recursive(Row row) {
        int lookback = row.x().length;
        double[][] said = new double[settings.horizon()][];
        double[][] values = new double[lookback + said.length][];
        System.arraycopy(row.x(), 0, values, 0, lookback);
        double[] h = new double[settings.layers().hidden()];
        for (int t = 0; t < lookback + said.length - 1; t++) {
            double[] known = row.known().length == 0 ? new double[0] : row.known()[t + 1];
            h =
                    step(
                            "recurrent",
                            BlockFixture.join(BlockFixture.join(values[t], known), row.constants()),
                            h);
            int step = t + 1 - lookback;
            if (step >= 0) {
                said[step] = affine("output", h);
                int lag =
                        switch (settings.residual()) {
                            case LAST -> 1;
                            case SEASONAL -> settings.season();
                            case NONE, LINEAR, SMOOTHING -> 0;
                        };
                if (lag > 0) {
                    move(said[step], values[t + 1 - lag]);
                }
                values[t + 1] = row.truth() == null ? said[step].clone() : row.truth()[step];
            }
        }
        return said;
    }

    private double[] read(String name, Row row) {
        double[] h = new double[settings.layers().hidden()];
        for (int t = 0; t < row.x().length; t++) {
            h = step(name, features(row, t, true), h);
        }
        return h;
    }

    private static double[] features(Row row, int t, boolean constants) {
        double[] all = row.x()[t];
        if (row.past().length > 0) {
            all = BlockFixture.join(all, row.past()[t]);
        }
        if (row.known().length > 0) {
            all = BlockFixture.join(all, row.known()[t]);
        }
        return constants ? BlockFixture.join(all, row.constants()) : all;
    }

    private double[] step(String name, double[] x, double[] h) {
        String prefix = "horizon." + name + ".";
        double[] sum = map(weights.get(prefix + "weight_ih_l0"), x);
        add(sum, weights.get(prefix + "bias_ih_l0")[0]);
        add(sum, map(weights.get(prefix + "weight_hh_l0"), h));
        add(sum, weights.get(prefix + "bias_hh_l0")[0]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.tanh(sum[i]);
        }
        return sum;
    }

    private double[] affine(String name, double[] x) {
        double[] y = map(weights.get("horizon." + name + ".weight"), x);
        add(y, weights.get("horizon." + name + ".bias")[0]);
        return y;
    }

    private static double[] map(double[][] matrix, double[] x) {
        double[] y = new double[matrix.length];
        for (int i = 0; i < y.length; i++) {
            if (matrix[i].length != x.length) {
                throw new AssertionError(matrix[i].length + " weights for " + x.length);
            }
            for (int j = 0; j < x.length; j++) {
                y[i] += matrix[i][j] * x[j];
            }
        }
        return y;
    }

    private static void add(double[] to, double[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }

    private static double[][] rows(double[] flat, int count) {
        double[][] rows = new double[count][flat.length / count];
        for (int i = 0; i < flat.length; i++) {
            rows[i / rows[0].length][i % rows[0].length] = flat[i];
        }
        return rows;
    }
}
