package org.recurve.evaluation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.tribuo.classification.evaluation.LabelEvaluation;

/**
 * Fits and judges classifiers several times, side by side: on the parts of {@link CrossValidation},
 * or on the same data with several {@linkplain #seeds seeds}.
 *
 * <p>For each model one result is published when all runs are done: its mean {@code accuracy} and
 * {@code f1_macro}, {@code accuracy_sd} and {@code f1_macro_sd} (standard deviation of the runs,
 * with n - 1; not with a single run), {@code runs}, and the {@code examples} of all runs.
 *
 * @param <S> type of the data
 */
public final class RepeatedRuns<S extends LabeledData> {
    /** What one run has. */
    record Run<S>(S train, S judged, long seed) {}

    private final String design;
    private final DataProvenance data;
    private final String unit;
    private final List<Run<S>> runs;
    private final Map<String, SeededFit<S>> models = new LinkedHashMap<>();
    private String primary;

    /**
     * @param design how runs differ ({@code "5 folds"})
     * @param data that all is judged on
     * @param unit what a run is called ({@code "fold"})
     */
    RepeatedRuns(String design, DataProvenance data, String unit, List<Run<S>> runs) {
        this.design = design;
        this.data = data;
        this.unit = unit;
        this.runs = runs;
    }

    /**
     * Plans runs that differ by their seed alone.
     *
     * @param train to learn from
     * @param judged to judge on
     * @param runs how many, at least 1
     * @param seed of the first run; the others have the following ones
     * @param <S> type of the data
     * @return takes the models
     */
    public static <S extends LabeledData> RepeatedRuns<S> seeds(
            S train, S judged, int runs, long seed) {
        if (runs < 1) {
            throw new IllegalArgumentException("there must be at least 1 run, not " + runs);
        }
        return new RepeatedRuns<>(
                runs + (runs == 1 ? " seed" : " seeds"),
                judged.provenance(),
                "seed",
                IntStream.range(0, runs)
                        .mapToObj(r -> new Run<>(train, judged, seed + r))
                        .toList());
    }

    /**
     * Adds a model.
     *
     * @param name of it in tables and results
     * @param fit makes a new one; see {@link SeededFit#fit}
     * @return this
     */
    public RepeatedRuns<S> add(
            String name, Function<? super S, ? extends LabelPredictor<? super S>> fit) {
        Objects.requireNonNull(fit, "fit");
        return add(name, (train, seed) -> fit.apply(train));
    }

    /**
     * Adds a model that something is random in.
     *
     * @param name of it in tables and results
     * @param fit makes a new one from data and the seed of the run
     * @return this
     */
    public RepeatedRuns<S> add(String name, SeededFit<S> fit) {
        Objects.requireNonNull(fit, "fit");
        if (name.isBlank() || models.putIfAbsent(name, fit) != null) {
            throw new IllegalArgumentException(
                    "every model needs a name of its own: \""
                            + name
                            + "\" is blank or there already");
        }
        return this;
    }

    /**
     * Marks the result that the notebook is about.
     *
     * @param name of a model that was added
     * @return this
     */
    public RepeatedRuns<S> primary(String name) {
        if (!models.containsKey(name)) {
            throw new IllegalArgumentException(
                    "there is no model \"" + name + "\", only " + models.keySet());
        }
        primary = name;
        return this;
    }

    /**
     * Fits and judges every model in every run, run after run, and publishes progress and results.
     * A model that is {@link AutoCloseable} is closed when it has been judged.
     *
     * @return what came out
     * @throws org.recurve.core.RecurveException as {@link ClassificationEvaluator#evaluate} does
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; an exception
     *     of a model ends everything as well
     */
    public RepeatedEvaluation<S> run() {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("nothing to judge: add(name, fit) comes first");
        }
        List<JudgedRuns> judged = models.keySet().stream().map(JudgedRuns::new).toList();
        List<SeededFit<S>> fits = List.copyOf(models.values());
        String id = "runs-" + UUID.randomUUID();
        long start = System.nanoTime();
        int done = 0;
        try {
            for (Run<S> run : runs) {
                for (int m = 0; m < fits.size(); m++) {
                    publish(id, done++, start, judged, false);
                    Cancellation.check(task());
                    once(run, fits.get(m), judged.get(m));
                }
            }
        } finally {
            publish(id, done, start, judged, true);
        }
        for (JudgedRuns each : judged) {
            each.publish(design, data, each.name().equals(primary));
        }
        return new RepeatedEvaluation<>(
                task(), unit, runs.stream().map(Run::judged).toList(), judged);
    }

    private void once(Run<S> run, SeededFit<S> fit, JudgedRuns into) {
        long start = System.nanoTime();
        LabelPredictor<? super S> model = fit.fit(run.train(), run.seed());
        try {
            LabelEvaluation evaluation = ClassificationEvaluator.judge(model, run.judged());
            into.add(model, run.seed(), evaluation, (System.nanoTime() - start) / 1e9);
        } finally {
            close(model);
        }
    }

    private static void close(Object model) {
        if (model instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + model, e);
            }
        }
    }

    private String task() {
        return design + " of " + data.dataset() + " " + data.split();
    }

    private void publish(
            String id, int done, long start, List<JudgedRuns> judged, boolean finished) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (JudgedRuns each : judged) {
            if (each.size() > 0) {
                figures.put(each.name(), each.accuracy().mean());
            }
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        int total = runs.size() * judged.size();
        Events.publish(
                new ProgressEvent(id, task(), done, total, "fits", elapsed, figures, finished));
    }
}
