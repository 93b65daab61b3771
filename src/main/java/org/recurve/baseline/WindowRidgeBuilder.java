package org.recurve.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.TimeSeries;

/**
 * Settings of {@link WindowRidge} and its fit, by Cholesky decomposition of the normal equations.
 */
public final class WindowRidgeBuilder {
    private static final double SYMMETRY = 1e-9;

    /** A pivot below this part of the largest square is rounding. */
    private static final double SINGULAR = 1e-12;

    private int lookBack;
    private int horizon;
    private double l2 = 1;
    private boolean subtractLast = true;

    WindowRidgeBuilder() {}

    /**
     * How far back it looks.
     *
     * @param steps L, at least 1
     * @return these settings
     */
    public WindowRidgeBuilder lookBack(int steps) {
        lookBack = steps;
        return this;
    }

    /**
     * How far ahead it forecasts.
     *
     * @param steps H, at least 1
     * @return these settings
     */
    public WindowRidgeBuilder horizon(int steps) {
        horizon = steps;
        return this;
    }

    /**
     * The penalty: the sum over the windows of squared errors and λ times the sum of the squared
     * weights are minimised together, so λ is in the square of the unit of the series.
     *
     * @param lambda at least 0; 1 unless set
     * @return these settings
     */
    public WindowRidgeBuilder l2(double lambda) {
        l2 = lambda;
        return this;
    }

    /**
     * Whether each window is taken relative to its last value, which is subtracted before and added
     * to the forecasts after: the forecast moves along with the level of the series, also to levels
     * that were not in training.
     *
     * @param wanted true unless set
     * @return these settings
     */
    public WindowRidgeBuilder subtractLast(boolean wanted) {
        subtractLast = wanted;
        return this;
    }

    /**
     * Fits to all targets of all series of a set, which share the weights.
     *
     * @param train the part to learn from; its history is not looked at
     * @return forecasts series like those
     * @throws RecurveException as for {@link #fit(double[][])}
     */
    public MethodForecaster fit(SeriesSet train) {
        return MethodForecaster.fitted(
                fit(arrays(train, (series, target) -> value -> value)), null, train.provenance());
    }

    /**
     * Fits to all targets of all series of a set on another scale, on which targets and series of
     * different units have the same to say. Forecasts are on the scale of the series again.
     *
     * @param train the part to learn from; its history is not looked at
     * @param scaler fitted to it, with a scaler for each target
     * @return forecasts series like those
     * @throws RecurveException as for {@link #fit(double[][])}, or if the scaler lacks a target
     */
    public MethodForecaster fit(SeriesSet train, SeriesScaler scaler) {
        return MethodForecaster.fitted(
                fit(arrays(train, (id, target) -> scaler.scaler(id, target)::apply)),
                scaler,
                train.provenance());
    }

    /** {@return each target of each series, changed by the function for both their names} */
    private static double[][] arrays(
            SeriesSet set, BiFunction<String, String, DoubleUnaryOperator> change) {
        List<double[]> all = new ArrayList<>();
        for (TimeSeries series : set.series()) {
            for (String target : set.targets()) {
                DoubleUnaryOperator of = change.apply(series.id(), target);
                all.add(Arrays.stream(series.values(target)).map(of).toArray());
            }
        }
        return all.toArray(double[][]::new);
    }

    /**
     * Fits.
     *
     * @param series one or several training series, NaN where a value is missing; series of
     *     different units should be scaled before, for a large one has more to say
     * @return the fitted method
     * @throws RecurveException if no series has a window of L + H values without a missing one, if
     *     a value is infinite, or if without a penalty the weights are not determined
     */
    public WindowRidge fit(double[]... series) {
        if (lookBack < 1 || horizon < 1 || !(l2 >= 0 && Double.isFinite(l2))) {
            throw new IllegalArgumentException(
                    "a ridge needs lookBack and horizon of at least 1 and an l2 of at least 0, not %d, %d and %s"
                            .formatted(lookBack, horizon, l2));
        }
        String name =
                String.format(
                        Locale.ROOT,
                        "ridge on the last %d values%s, l2 %s",
                        lookBack,
                        subtractLast ? " less the last one" : "",
                        l2);
        double shift = mean(name, series);
        WindowProducts products = new WindowProducts(lookBack, lookBack + horizon);
        for (double[] one : series) {
            products.add(one, shift);
        }
        if (products.windows() == 0) {
            throw new RecurveException(
                    "%s needs a training series with %d values in a row, none missing, for its window and %d steps ahead; the longest of %d has %d values"
                            .formatted(
                                    name,
                                    lookBack + horizon,
                                    horizon,
                                    series.length,
                                    Arrays.stream(series).mapToInt(s -> s.length).max().orElse(0)));
        }
        return new WindowRidge(
                name, lookBack, subtractLast, shift, products.windows(), solve(name, products));
    }

    private static double mean(String name, double[][] series) {
        double sum = 0;
        long count = 0;
        for (int s = 0; s < series.length; s++) {
            for (int t = 0; t < series[s].length; t++) {
                double value = series[s][t];
                if (Double.isInfinite(value)) {
                    throw new RecurveException(
                            "%s needs finite values, or NaN where one is missing, but value %d of training series %d is %s"
                                    .formatted(name, t, s, value));
                }
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private double[][] solve(String name, WindowProducts products) {
        // Less itself, the last value says nothing.
        int inputs = subtractLast ? lookBack - 1 : lookBack;
        double[][] weights = new double[horizon][inputs + 1];
        if (inputs > 0) {
            double[][] left = new double[inputs][inputs];
            double[][] right = new double[inputs][horizon];
            double largest = 0;
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j <= i; j++) {
                    left[i][j] = covariance(products, i, j);
                    left[j][i] = left[i][j];
                }
                left[i][i] += l2;
                largest = Math.max(largest, left[i][i]);
                for (int h = 0; h < horizon; h++) {
                    right[i][h] = covariance(products, i, lookBack + h);
                }
            }
            double[][] solved = cholesky(name, left, right, largest);
            for (int h = 0; h < horizon; h++) {
                for (int i = 0; i < inputs; i++) {
                    weights[h][i] = solved[i][h];
                }
            }
        }
        for (int h = 0; h < horizon; h++) {
            double intercept = mean(products, lookBack + h);
            for (int i = 0; i < inputs; i++) {
                intercept -= weights[h][i] * mean(products, i);
            }
            weights[h][inputs] = intercept;
        }
        return weights;
    }

    private double mean(WindowProducts products, int i) {
        return products.mean(i) - (subtractLast ? products.mean(lookBack - 1) : 0);
    }

    /** Of x(i) and x(j); where the last value q is subtracted, of x(i) - x(q) and x(j) - x(q). */
    private double covariance(WindowProducts products, int i, int j) {
        if (!subtractLast) {
            return products.covariance(i, j);
        }
        int q = lookBack - 1;
        return products.covariance(i, j)
                - products.covariance(i, q)
                - products.covariance(q, j)
                + products.covariance(q, q);
    }

    private static double[][] cholesky(
            String name, double[][] left, double[][] right, double largest) {
        RealMatrix matrix = new Array2DRowRealMatrix(left, false);
        try {
            return new CholeskyDecomposition(matrix, SYMMETRY, SINGULAR * largest)
                    .getSolver()
                    .solve(new Array2DRowRealMatrix(right, false))
                    .getData();
        } catch (NonPositiveDefiniteMatrixException e) {
            throw new RecurveException(
                    "the windows do not determine the weights of "
                            + name
                            + ", since there are fewer of them than weights or values that follow from others: give an l2 that is larger",
                    e);
        }
    }
}
