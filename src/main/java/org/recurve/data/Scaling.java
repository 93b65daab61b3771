package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.recurve.core.RecurveException;

/**
 * A way of scaling that is yet to be fitted. Missing values (NaN) do not count; numbers that are
 * all the same, or all missing, get a scale of 1. Functions of one's own serve as well.
 */
@FunctionalInterface
public interface Scaling {

    /**
     * Fits it.
     *
     * @param values of training data, NaN where they are missing
     * @return what they tell
     * @throws RecurveException if a value is outside the domain of a logarithm or a power
     */
    Scaler fit(double[] values);

    /**
     * Another way after this one.
     *
     * @param next fitted to what this one has made of the values
     * @return both
     */
    default Scaling then(Scaling next) {
        return values -> {
            Scaler first = fit(values);
            Scaler second = next.fit(Arrays.stream(values).map(first::apply).toArray());
            return new Scaler.Chain(List.of(first, second));
        };
    }

    /** {@return numbers as they are} */
    static Scaling none() {
        return values -> new Scaler.Affine(0, 1);
    }

    /** {@return mean 0 and standard deviation 1; the deviation is that of a population} */
    static Scaling standard() {
        return values -> {
            double[] known = known(values);
            double mean = Arrays.stream(known).average().orElse(0);
            double variance =
                    Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElse(0);
            return constant(known)
                    ? constantly(known)
                    : new Scaler.Affine(mean, scale(Math.sqrt(variance)));
        };
    }

    /** {@return median 0, and 1 the distance of the quartiles; outliers move neither} */
    static Scaling robust() {
        return values -> {
            double[] sorted = known(values);
            Arrays.sort(sorted);
            return constant(sorted)
                    ? constantly(sorted)
                    : new Scaler.Affine(
                            quantile(sorted, 0.5),
                            scale(quantile(sorted, 0.75) - quantile(sorted, 0.25)));
        };
    }

    /** {@return smallest 0 and greatest 1} */
    static Scaling minMax() {
        return values -> {
            double[] known = known(values);
            if (constant(known)) {
                return constantly(known);
            }
            double min = Arrays.stream(known).min().orElseThrow();
            return new Scaler.Affine(min, Arrays.stream(known).max().orElseThrow() - min);
        };
    }

    /** {@return the logarithm of 1 + x, for counts and other numbers above -1} */
    static Scaling log1p() {
        return values -> checked(new Scaler.Log1p(), values);
    }

    /**
     * The power of Box and Cox.
     *
     * @param lambda its exponent; 0 is the logarithm
     * @return for numbers above 0
     */
    static Scaling boxCox(double lambda) {
        Scaler scaler = new Scaler.BoxCox(lambda);
        return values -> checked(scaler, values);
    }

    /**
     * {@return the power of Box and Cox with the exponent from -2 to 2 that makes the values most
     * likely to be normal, to 1e-6; of values that are all the same, 1}
     */
    static Scaling boxCox() {
        return values -> {
            double[] known = known(values);
            checked(new Scaler.BoxCox(1), known);
            if (constant(known)) {
                return new Scaler.BoxCox(1);
            }
            double[] logs = Arrays.stream(known).map(Math::log).toArray();
            return new Scaler.BoxCox(greatest(lambda -> likelihood(logs, lambda), -2, 2));
        };
    }

    private static Scaler checked(Scaler scaler, double[] values) {
        for (double value : values) {
            scaler.apply(value);
        }
        return scaler;
    }

    /** The profile log-likelihood of Box and Cox, without a constant. */
    private static double likelihood(double[] logs, double lambda) {
        double mean = Arrays.stream(logs).map(log -> power(log, lambda)).average().orElseThrow();
        double variance =
                Arrays.stream(logs)
                        .map(log -> power(log, lambda) - mean)
                        .map(d -> d * d)
                        .average()
                        .orElseThrow();
        return (lambda - 1) * Arrays.stream(logs).sum() - logs.length / 2.0 * Math.log(variance);
    }

    private static double power(double log, double lambda) {
        return lambda == 0 ? log : Math.expm1(lambda * log) / lambda;
    }

    /** Where a function with one peak is greatest, by the golden section. */
    private static double greatest(DoubleUnaryOperator of, double from, double to) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = from;
        double high = to;
        double left = high - golden * (high - low);
        double right = low + golden * (high - low);
        double atLeft = of.applyAsDouble(left);
        double atRight = of.applyAsDouble(right);
        while (high - low > 1e-6) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - golden * (high - low);
                atLeft = of.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + golden * (high - low);
                atRight = of.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    /** Rounding must not give numbers that are all the same a deviation: so they are compared. */
    private static boolean constant(double[] known) {
        return Arrays.stream(known).allMatch(v -> v == known[0]);
    }

    private static Scaler constantly(double[] known) {
        return new Scaler.Affine(known.length == 0 ? 0 : known[0], 1);
    }

    /** More than half of the numbers may be the same, and their squares too small for a double. */
    private static double scale(double of) {
        return of == 0 ? 1 : of;
    }

    /** Linear between the neighbours, as most programs have it. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
