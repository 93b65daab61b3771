package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.recurve.baseline.ForecastMethod;
import org.recurve.baseline.LastValue;
import org.recurve.baseline.MethodForecaster;
import org.recurve.baseline.Naive2;
import org.recurve.baseline.SeasonalNaive;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;

/**
 * Judges forecasters on windows and publishes each result as an {@link EvaluationEvent} of the task
 * {@code forecasting}. Beside every model stands seasonal naive with the season of the set (where
 * it has none, or a history is shorter than that, the last value), judged on the same windows: a
 * model that does not beat it is of no use.
 *
 * <pre>{@code
 * new ForecastEvaluator().evaluate(model, splits.test().windowsWithHistory(96, 24));
 * new ForecastEvaluator().beside(new Drift(), ExponentialSmoothing.holt()).evaluate(model, windows);
 * }</pre>
 *
 * <p>Windows are judged as they come and forecasts are not kept, so that memory does not grow with
 * the horizon. An evaluator judges and publishes its baselines once for the same windows, however
 * many models it judges on them; it is not safe for several threads.
 */
public final class ForecastEvaluator {
    private boolean primary;
    private List<SeriesForecaster> beside = List.of();
    private SeriesScaler scaler;
    private SeriesSet training;
    private boolean owa;
    private boolean keep;
    private Baselines baselines = new Baselines();

    /** What was judged last to stand beside models. */
    private static final class Baselines {
        private SeriesWindows windows;
        private JudgingScale scale;
        private ForecastFigures naive2;
        private ForecastEvaluation reference;
        private List<ForecastEvaluation> others = List.of();
    }

    /** An evaluator of results that stand beside others. */
    public ForecastEvaluator() {}

    private ForecastEvaluator copy() {
        ForecastEvaluator copy = new ForecastEvaluator();
        copy.primary = primary;
        copy.beside = beside;
        copy.scaler = scaler;
        copy.training = training;
        copy.owa = owa;
        copy.keep = keep;
        return copy;
    }

    /** {@return an evaluator that marks what it judges as the result that its notebook is about} */
    public ForecastEvaluator primary() {
        ForecastEvaluator copy = copy();
        copy.primary = true;
        copy.baselines = baselines;
        return copy;
    }

    /**
     * Judges others as well, after seasonal naive.
     *
     * @param others any number, further to those that were named before
     * @return an evaluator that does
     */
    public ForecastEvaluator beside(SeriesForecaster... others) {
        ForecastEvaluator copy = copy();
        copy.beside = Stream.concat(beside.stream(), Stream.of(others)).toList();
        return copy;
    }

    /**
     * Judges methods of one series as well, each from the whole history of the series.
     *
     * @param others any number, further to those that were named before
     * @return an evaluator that does
     */
    public ForecastEvaluator beside(ForecastMethod... others) {
        return beside(Stream.of(others).map(MethodForecaster::of).toArray(SeriesForecaster[]::new));
    }

    /**
     * Judges on another scale: actual values, points and spreads are scaled before errors are
     * taken, as the ETT data are judged by z-scores of the training part. There are no MAPE, sMAPE
     * and OWA then, since parts of scaled numbers say nothing.
     *
     * @param other with a scaler for each target; increasing functions
     * @return an evaluator that does
     */
    public ForecastEvaluator scaled(SeriesScaler other) {
        ForecastEvaluator copy = copy();
        copy.scaler = other;
        return copy.checked();
    }

    /**
     * Says in which values the changes are measured that MASE, RMSSE and MSIS divide by. Without it
     * these are all values of a series before its first horizon.
     *
     * @param train has the series that are judged, by their names, and the same targets
     * @return an evaluator that does
     */
    public ForecastEvaluator training(SeriesSet train) {
        ForecastEvaluator copy = copy();
        copy.training = train;
        return copy;
    }

    /**
     * Tells the OWA of the M4 competition as well; Naive2 is judged for it on the same windows, and
     * stands beside the model.
     *
     * @return an evaluator that does
     */
    public ForecastEvaluator owa() {
        ForecastEvaluator copy = copy();
        copy.owa = true;
        return copy.checked();
    }

    private ForecastEvaluator checked() {
        if (owa && scaler != null) {
            throw new IllegalStateException(
                    "an OWA is made of percentages, which scaled numbers do not have: leave out owa() or scaled(...)");
        }
        return this;
    }

    /**
     * Keeps actual values and forecasts of the model, 16 bytes for each step of each target of each
     * window, for {@link ForecastEvaluation#tribuo}.
     *
     * @return an evaluator that does
     */
    public ForecastEvaluator keepForecasts() {
        ForecastEvaluator copy = copy();
        copy.keep = true;
        return copy;
    }

    /**
     * Judges a model.
     *
     * @param model network or baseline
     * @param windows of series like those it was made for; of their horizons something must be
     *     known
     * @return the figures with their provenance, the baselines beside them
     * @throws RecurveException if no actual value is known, the series are not what the model was
     *     made for, or one of them is not in the training part or the scaler that were named
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public ForecastEvaluation evaluate(SeriesForecaster model, SeriesWindows windows) {
        boolean known = baselines.windows == windows;
        ForecastEvaluation evaluation = judge(model, windows);
        publish(model, evaluation, primary);
        if (!known) {
            List<SeriesForecaster> others = others(windows.set());
            publish(reference(windows.set()), evaluation.reference(), false);
            for (int i = 0; i < others.size(); i++) {
                publish(others.get(i), evaluation.others().get(i), false);
            }
        }
        return evaluation;
    }

    private void publish(SeriesForecaster model, ForecastEvaluation evaluation, boolean first) {
        Results.publish(
                "forecasting",
                model,
                evaluation.windows().set().provenance(),
                how(evaluation.windows()),
                evaluation.metrics(),
                first);
    }

    /** Does the same without publishing results. */
    ForecastEvaluation judge(SeriesForecaster model, SeriesWindows windows) {
        if (baselines.windows != windows) {
            prepare(windows);
        }
        return evaluation(model, tally(model, windows, keep));
    }

    private void prepare(SeriesWindows windows) {
        SeriesSet set = windows.set();
        baselines.windows = null;
        baselines.reference = null;
        baselines.naive2 = null;
        baselines.others = List.of();
        baselines.scale = new JudgingScale(windows, scaler, training);
        List<SeriesForecaster> others = others(set);
        SeriesForecaster reference = reference(set);
        ForecastTally first = tally(reference, windows, false);
        List<ForecastTally> tallies = new ArrayList<>();
        for (SeriesForecaster each : others) {
            tallies.add(tally(each, windows, false));
        }
        if (owa) {
            baselines.naive2 = tallies.get(tallies.size() - 1).figures();
        }
        baselines.reference = evaluation(reference, first);
        List<ForecastEvaluation> judged = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            judged.add(evaluation(others.get(i), tallies.get(i)));
        }
        baselines.others = judged;
        baselines.windows = windows;
    }

    private static SeriesForecaster reference(SeriesSet set) {
        return set.season() == 1
                ? MethodForecaster.of(new LastValue())
                : MethodForecaster.of(new SeasonalNaive(set.season())).otherwise(new LastValue());
    }

    /** {@return those that were named, and Naive2 as the last where an OWA is wanted} */
    private List<SeriesForecaster> others(SeriesSet set) {
        List<SeriesForecaster> all = new ArrayList<>(beside);
        if (owa) {
            all.add(MethodForecaster.of(new Naive2(set.season())));
        }
        return all;
    }

    private ForecastTally tally(SeriesForecaster model, SeriesWindows windows, boolean kept) {
        try (ForecastTally tally =
                new ForecastTally(model.name(), windows, baselines.scale, kept)) {
            model.forecast(windows, tally);
            tally.requireComplete();
            return tally;
        }
    }

    private ForecastEvaluation evaluation(SeriesForecaster model, ForecastTally tally) {
        SeriesSet set = tally.windows().set();
        return new ForecastEvaluation(
                model.name(),
                model.baseline(),
                tally,
                baselines.naive2,
                baselines.reference,
                baselines.others,
                TribuoProvenance.of(
                        model.getClass().getName(),
                        model.provenanceMap(),
                        set.targets().size() * tally.windows().horizon(),
                        SeriesSet.class.getName(),
                        data(tally.windows())));
    }

    private Map<String, Object> data(SeriesWindows windows) {
        Map<String, Object> data = ProvenanceMap.of(windows.set().provenance());
        data.putAll(how(windows));
        return data;
    }

    private Map<String, Object> how(SeriesWindows windows) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("targets", windows.set().targets());
        map.put("season", windows.set().season());
        map.put("windows", windows.size());
        map.put("lookback", windows.lookback());
        map.put("horizon", windows.horizon());
        map.put("stride", windows.stride());
        if (scaler != null) {
            map.put("scaled", scaler.columns());
        }
        if (training != null) {
            map.put("errors scaled by", ProvenanceMap.of(training.provenance()));
        }
        return map;
    }
}
