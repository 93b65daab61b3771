package org.recurve.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.optim.ConvergenceChecker;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Finds the parameters of least squared error one step ahead: the best points of a coarse grid,
 * each improved by Nelder and Mead's simplex. The simplex moves freely in angles θ, whose sin² θ
 * are the parameters, so that it reaches 0 and 1 without a wall. No randomness.
 */
final class SmoothingFit {
    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;
    private static final double[] ALPHAS = {0.1, 0.4, 0.8};
    private static final double[] BETAS = {0.01, 0.1, 0.4};
    private static final double[] GAMMAS = {0.05, 0.2, 0.6};
    private static final double[] MIDDLE = {0.5};
    private static final double[] NONE = {};
    private static final int STARTS = 3;
    private static final double FIRST_STEP = 0.15;
    private static final double RELATIVE = 1e-11;
    private static final double ABSOLUTE = 1e-15;
    private static final int MOST_ITERATIONS = 2_000;

    // Where nothing can be computed; finite, so that differences of two stay numbers.
    private static final double WORST = Double.MAX_VALUE;

    private final SmoothingForm form;
    private final SmoothingState start;
    private final double[] values;
    private final double scale;

    /**
     * @param start before the first value
     */
    SmoothingFit(SmoothingForm form, SmoothingState start, double[] values) {
        this.form = form;
        this.start = start;
        this.values = values;
        double mean = Arrays.stream(values).average().orElseThrow();
        double around = Arrays.stream(values).map(y -> (y - mean) * (y - mean)).sum();
        // With a little of the squares themselves: a constant series has rounding errors only.
        double squares = around + 1e-12 * Arrays.stream(values).map(y -> y * y).sum();
        scale = squares > 0 ? squares : 1;
    }

    /**
     * {@return the best parameters} Where no parameters can be computed with, they are some of
     * those, and their squared error is NaN.
     */
    SmoothingParameters best() {
        List<PointValuePair> starts =
                grid().stream()
                        .map(angles -> new PointValuePair(angles, loss(angles)))
                        .sorted(Comparator.comparingDouble(PointValuePair::getValue))
                        .limit(STARTS)
                        .toList();
        ConvergenceChecker<PointValuePair> close = new SimpleValueChecker(RELATIVE, ABSOLUTE);
        SimplexOptimizer optimizer =
                new SimplexOptimizer(
                        (iteration, before, now) ->
                                iteration >= MOST_ITERATIONS
                                        || close.converged(iteration, before, now));
        PointValuePair best = starts.get(0);
        for (PointValuePair start : starts) {
            double[] guess = start.getPoint();
            PointValuePair found =
                    optimizer.optimize(
                            MaxEval.unlimited(),
                            new ObjectiveFunction(this::loss),
                            GoalType.MINIMIZE,
                            new InitialGuess(guess),
                            new NelderMeadSimplex(guess.length, FIRST_STEP));
            best = found.getValue() < best.getValue() ? found : best;
        }
        return parameters(best.getPoint());
    }

    private List<double[]> grid() {
        List<double[]> angles = List.of(new double[0]);
        angles = times(angles, ALPHAS);
        angles = times(angles, form.hasTrend() ? BETAS : NONE);
        angles = times(angles, form.hasSeason() ? GAMMAS : NONE);
        angles = times(angles, form.trend() == SmoothingForm.Trend.DAMPED ? MIDDLE : NONE);
        return angles;
    }

    private static List<double[]> times(List<double[]> points, double[] more) {
        if (more.length == 0) {
            return points;
        }
        List<double[]> longer = new ArrayList<>();
        for (double[] point : points) {
            for (double one : more) {
                double[] next = Arrays.copyOf(point, point.length + 1);
                next[point.length] = Math.asin(Math.sqrt(one));
                longer.add(next);
            }
        }
        return longer;
    }

    private SmoothingParameters parameters(double[] angles) {
        double[] parts = Arrays.stream(angles).map(a -> Math.sin(a) * Math.sin(a)).toArray();
        int next = 0;
        double alpha = parts[next++];
        double beta = form.hasTrend() ? parts[next++] : 0;
        double gamma = form.hasSeason() ? parts[next++] : 0;
        double phi =
                form.trend() == SmoothingForm.Trend.DAMPED
                        ? LEAST_PHI + (MOST_PHI - LEAST_PHI) * parts[next]
                        : 1;
        return new SmoothingParameters(alpha, beta, gamma, phi);
    }

    private double loss(double[] angles) {
        double loss = start.copy().squaredErrors(values, parameters(angles)) / scale;
        return Double.isFinite(loss) ? loss : WORST;
    }
}
