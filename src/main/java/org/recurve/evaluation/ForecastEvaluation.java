package org.recurve.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesWindows;
import org.recurve.metric.DieboldMariano;
import org.recurve.metric.Owa;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import tech.tablesaw.api.Table;

/**
 * How well a forecaster does on windows, and how well seasonal naive does on the same. Immutable.
 *
 * <p>{@code mse}, {@code rmse}, {@code mae}, {@code mape}, {@code crps} and the coverage and width
 * of intervals are over all steps of all targets of all windows, a missing actual value left out.
 * {@code smape}, {@code mase}, {@code rmsse}, {@code msis} and {@code owa} are, as in the M4
 * competition, first taken of each target of each series and then averaged. A figure that there is
 * nothing to make of is NaN, and not among the {@link #metrics()}: MAPE where all values are 0, for
 * example.
 */
public final class ForecastEvaluation implements Evaluation<Regressor> {
    private final String model;
    private final boolean baseline;
    private final ForecastTally tally;
    private final ForecastFigures figures;
    private final ForecastFigures naive2;
    private final ForecastEvaluation reference;
    private final List<ForecastEvaluation> others;
    private final EvaluationProvenance provenance;

    /**
     * @param tally complete
     * @param naive2 of the same windows; null where no OWA is wanted
     * @param reference null where this is it
     */
    ForecastEvaluation(
            String model,
            boolean baseline,
            ForecastTally tally,
            ForecastFigures naive2,
            ForecastEvaluation reference,
            List<ForecastEvaluation> others,
            EvaluationProvenance provenance) {
        this.model = model;
        this.baseline = baseline;
        this.tally = tally;
        this.figures = tally.figures();
        this.naive2 = naive2;
        this.reference = reference == null ? this : reference;
        this.others = List.copyOf(others);
        this.provenance = provenance;
    }

    /** {@return what was judged, in a few words} */
    public String model() {
        return model;
    }

    /** {@return the name of the data set} */
    public String dataset() {
        return windows().set().name();
    }

    /** {@return the part of the data set that was judged on} */
    public String split() {
        return windows().set().split();
    }

    /** {@return whether a baseline was judged, not a model} */
    public boolean baseline() {
        return baseline;
    }

    /** {@return the windows that were judged on} */
    public SeriesWindows windows() {
        return tally.windows();
    }

    /**
     * {@return seasonal naive on the same windows, or the last value where there is no season; of
     * the reference itself, itself}
     */
    public ForecastEvaluation reference() {
        return reference;
    }

    /**
     * {@return what else the evaluator was told to judge on the same windows, in that order; the
     * last is Naive2 where an OWA was asked for}
     */
    public List<ForecastEvaluation> others() {
        return others;
    }

    /** {@return mean squared error, in the square of the unit} */
    public double mse() {
        return figures.total().points().mse();
    }

    /** {@return root of the mean squared error} */
    public double rmse() {
        return figures.total().points().rmse();
    }

    /** {@return mean absolute error} */
    public double mae() {
        return figures.total().points().mae();
    }

    /** {@return mean absolute percentage error in percent, steps of an actual 0 left out} */
    public double mape() {
        return figures.mape();
    }

    /** {@return symmetric mean absolute percentage error in percent, 0 to 200; mean of series} */
    public double smape() {
        return figures.smape();
    }

    /**
     * {@return mean absolute scaled error, mean of series} Errors of a series are divided by the
     * mean absolute difference of its values a season apart, before its first horizon. A series
     * whose past is constant, or no longer than a season, has nothing to divide by and is left out;
     * {@link #unscaled} says how many are.
     */
    public double mase() {
        return figures.mase();
    }

    /** {@return root mean squared scaled error, mean of series, see {@link #mase}} */
    public double rmsse() {
        return figures.rmsse();
    }

    /** {@return how many targets of series MASE, RMSSE and MSIS leave out, see {@link #mase}} */
    public long unscaled() {
        return figures.unscaled();
    }

    /**
     * {@return M4's overall weighted average, 1 for as good as Naive2; NaN where it was not asked
     * for, or Naive2 makes no error}
     */
    public double owa() {
        return naive2 != null && naive2.smape() > 0 && naive2.mase() > 0
                ? Owa.of(smape(), mase(), naive2.smape(), naive2.mase())
                : Double.NaN;
    }

    /**
     * {@return continuous ranked probability score, in the unit: of samples exactly; of quantiles
     * twice the mean of their pinball losses, which comes close with many even levels} With the few
     * levels of a baseline's intervals it is comparable to that of the same levels only.
     */
    public double crps() {
        return figures.total().crps();
    }

    /** {@return the part of the actual values inside the 80 % interval, 0 to 1} */
    public double coverage80() {
        return figures.total().coverage80();
    }

    /** {@return the part of the actual values inside the 95 % interval, 0 to 1} */
    public double coverage95() {
        return figures.total().coverage95();
    }

    /** {@return mean width of the 95 % interval} */
    public double width95() {
        return figures.total().width95();
    }

    /** {@return M4's mean scaled interval score of the 95 % interval, mean of series} */
    public double msis() {
        return figures.msis();
    }

    /**
     * {@return how much less the mean absolute error is than that of the {@link #reference}: 0.2
     * for 20 % less, below 0 where it is more; NaN where the reference makes no error}
     */
    public double skill() {
        double floor = reference.mae();
        return floor > 0 ? 1 - mae() / floor : Double.NaN;
    }

    /** {@return how many actual values were judged by} */
    public long judged() {
        return figures.total().points().judged();
    }

    /** {@return how many were missing} */
    public long missing() {
        return figures.total().points().missing();
    }

    /** {@return the figures by their standard names, without those that are NaN} */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("mse", mse());
        metrics.put("rmse", rmse());
        metrics.put("mae", mae());
        metrics.put("mape", mape());
        metrics.put("smape", smape());
        metrics.put("mase", mase());
        metrics.put("rmsse", rmsse());
        metrics.put("owa", owa());
        metrics.put("crps", crps());
        metrics.put("coverage_80", coverage80());
        metrics.put("coverage_95", coverage95());
        metrics.put("width_95", width95());
        metrics.put("msis", msis());
        if (reference != this) {
            metrics.put("skill", skill());
        }
        metrics.put("windows", (double) windows().size());
        metrics.values().removeIf(value -> Double.isNaN(value));
        return Collections.unmodifiableMap(metrics);
    }

    /**
     * {@return a row for the model, the reference and each of the others, see {@link Evaluations}}
     */
    public Table table() {
        return ForecastComparison.beside(this);
    }

    /**
     * {@return a row for each step ahead: step (from 1), mse, mae, smape, crps, coverage 80 and 95
     * where there are such, then mse and mae of the reference, skill} All are over all windows and
     * targets.
     */
    public Table byHorizon() {
        return ForecastTables.byHorizon(this);
    }

    /**
     * {@return a row for each target of each series that was judged: series, target where there are
     * several, mse, mae, smape, mase, coverage 95, then those of the reference, skill}
     */
    public Table bySeries() {
        return ForecastTables.bySeries(this);
    }

    /** {@return a row for each target, over all series, as {@link #bySeries}} */
    public Table byTarget() {
        return ForecastTables.byTarget(this);
    }

    /** {@return the mean squared error of each window, in order; NaN where nothing is known} */
    public double[] squaredErrors() {
        return tally.squared().clone();
    }

    /** {@return the mean absolute error of each window, in order; NaN where nothing is known} */
    public double[] absoluteErrors() {
        return tally.absolute().clone();
    }

    /**
     * Tells whether this or another forecaster has less squared error by more than chance. The
     * losses of a time are the mean squared errors of its window; of several series the mean over
     * the series, which must have windows at the same times, or one window each: then series stand
     * for times. Windows of H steps with a stride of s share steps with H / s - 1 neighbours, which
     * the variance (with Bartlett's weights) accounts for.
     *
     * @param other judged on the same horizons
     * @return the test; its mean difference is negative where this one is better
     * @throws org.recurve.core.RecurveException if the windows or scales differ, are too few, or in
     *     one of them nothing is known
     */
    public DieboldMariano compare(ForecastEvaluation other) {
        return ForecastComparison.test(this, other);
    }

    /**
     * Judges the same forecasts with Tribuo's own evaluator: an example for each target of each
     * window, a dimension for each step ahead, {@code h01}, {@code h02} and so on, zero-padded
     * since Tribuo sorts them as text.
     *
     * @return Tribuo's evaluation, its predictions by window and target
     * @throws IllegalStateException if the evaluator was not told {@link
     *     ForecastEvaluator#keepForecasts}
     * @throws org.recurve.core.RecurveException if an actual value is missing
     */
    public RegressionEvaluation tribuo() {
        return ForecastRegression.of(this);
    }

    ForecastTally tally() {
        return tally;
    }

    ForecastFigures figures() {
        return figures;
    }

    SeriesScaler scaler() {
        return tally.scaler();
    }

    @Override
    public Map<MetricID<Regressor>, Double> asMap() {
        return MetricIds.of(metrics(), ForecastEvaluation::id);
    }

    /**
     * Names one of the {@link #metrics()} in Tribuo's way.
     *
     * @param metric for example {@code "mase"}
     * @return the key of {@link #asMap()}
     */
    public static MetricID<Regressor> id(String metric) {
        return new MetricID<>(MetricTarget.<Regressor>macroAverageTarget(), metric);
    }

    /** {@return an empty list: windows were judged as they came by, see {@link #tribuo}} */
    @Override
    public List<Prediction<Regressor>> getPredictions() {
        return List.of();
    }

    @Override
    public EvaluationProvenance getProvenance() {
        return provenance;
    }

    /** {@return name and value of each figure, one a line, those of the reference beside them} */
    @Override
    public String toString() {
        return ForecastTables.text(this);
    }

    /**
     * {@return a plain HTML table of the figures, those of the reference and others beside them}
     */
    public String toHTML() {
        return ForecastTables.html(this);
    }

    /** {@return data set, split, horizon and number of windows} */
    String data() {
        return String.format(
                Locale.ROOT,
                "%s %s, %,d windows of %d steps%s",
                dataset(),
                split(),
                windows().size(),
                windows().horizon(),
                scaler() == null ? "" : ", scaled");
    }
}
