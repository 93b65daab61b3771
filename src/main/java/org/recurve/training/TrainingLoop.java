package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.recurve.batch.Batch;
import org.recurve.batch.BatchSource;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.core.RunProvenance;

/** One training, from the seed to the kept weights. */
final class TrainingLoop<D> {
    private final Training<? super D> settings;
    private final Trainable<? super D> model;
    private final D train;
    private final D validation;
    private final Passes<D> passes;
    private final RandomGenerator random;
    private final Monitor monitor;
    private final History history;
    private final Reporter reporter;
    private final Checkpoints checkpoints;
    private final Instant started = Instant.now();

    private Weights weights;
    private WeightAverage average;
    private Stepper stepper;
    private long batchesDone;
    private long updatesDone;
    private long updatesPlanned;
    private double rate;
    private double gradientNorm = Double.NaN;
    private String outcome;

    TrainingLoop(Training<? super D> settings, Trainable<? super D> model, D train, D validation) {
        this.settings = settings;
        this.model = model;
        this.train = train;
        this.validation = validation;
        this.passes = new Passes<>(settings.batches, model);
        this.random = new SplittableRandom(settings.seed);
        this.monitor =
                new Monitor(
                        validation == null ? "train loss" : "validation loss",
                        settings.patience,
                        settings.minDelta);
        this.history = new History(model.metricName(), model.unit());
        this.checkpoints =
                settings.checkpoints == null ? null : new Checkpoints(settings.checkpoints);
        this.reporter = new Reporter("training " + model.name(), model.unit());
    }

    TrainingRun run() {
        model.check(train);
        if (validation != null) {
            model.check(validation);
        }
        try (EngineMode mode = new EngineMode()) {
            mode.seed(settings.seed);
            model.initialize();
            return trainAndKeepBest();
        } finally {
            reporter.finished();
        }
    }

    private TrainingRun trainAndKeepBest() {
        RuntimeException failure = null;
        try (Weights trained = new Weights(model, settings.optimizer, settings.groups);
                WeightAverage mean =
                        new WeightAverage(
                                trained.trained(),
                                model.manager(),
                                settings.averagePatience,
                                settings.averageDecay);
                Stepper steps = new Stepper(model, settings.loss);
                Snapshot best = new Snapshot(trained.arrays(), model.manager())) {
            weights = trained;
            average = mean;
            stepper = steps;
            if (settings.keepBest) {
                best.take();
            }
            try {
                epochs(best);
            } catch (RuntimeException e) {
                failure = e;
                outcome = "failed: " + e.getMessage();
            }
            if (failure == null) {
                average.show();
            }
            if (settings.keepBest && (monitor.bestEpoch() > 0 || failure instanceof Diverged)) {
                best.restore();
            }
        }
        TrainingRun run = new TrainingRun(history.toTable(), provenance());
        model.fitted(run);
        settings.listeners.forEach(listener -> listener.onEnd(run));
        if (failure instanceof Diverged diverged) {
            String advice = diverged.advice(settings, model.name(), monitor.bestEpoch(), rate);
            throw new TrainingFailedException(advice, run, diverged);
        }
        if (failure != null) {
            throw failure;
        }
        return run;
    }

    private void epochs(Snapshot best) {
        settings.listeners.forEach(listener -> listener.onStart(model, this::stop));
        for (int epoch = 1; epoch <= settings.epochs && outcome == null; epoch++) {
            EpochSums result = new EpochSums();
            trainEpoch(epoch, result);
            if (outcome != null) {
                return;
            }
            double perSecond = result.perSecond();
            average.show();
            EpochSums judged = validation == null ? result : validate(epoch);
            if (outcome != null) {
                return;
            }
            double watched = judged.meanLoss();
            boolean improved = monitor.add(watched);
            average.watch(monitor.values());
            Map<String, Double> row =
                    history.add(
                            result.meanLoss(),
                            validation == null ? Double.NaN : watched,
                            judged.metric(model),
                            rate,
                            result.meanNorm(),
                            perSecond,
                            result.seconds());
            if (improved && settings.keepBest) {
                best.take();
            }
            if (checkpoints != null) {
                checkpoints.save(weights.arrays(), row, improved);
            }
            reporter.epoch(epoch, settings.epochs, row, improved);
            var report = new TrainingListener.EpochReport(epoch, row, improved);
            settings.listeners.forEach(listener -> listener.onEpoch(report, this::stop));
            if (outcome == null && epoch < settings.epochs && monitor.givesUp()) {
                outcome = "stopped early";
            }
        }
        if (outcome == null) {
            outcome = "completed";
        }
    }

    private void stop(String reason) {
        if (outcome == null) {
            outcome = "stopped: " + reason;
        }
    }

    /** Goes through the training data once, or as far as nobody stops it. */
    private void trainEpoch(int epochNumber, EpochSums epoch) {
        stepper.reset();
        average.resume();
        if (epochNumber > 1) {
            weights.thaw(epochNumber);
        }
        try (NDManager manager = model.manager().newSubManager()) {
            BatchSource source = passes.training(train, manager, random);
            requireBatch(source, "training");
            if (epochNumber == 1) {
                plan(source.size());
            }
            int pending = 0;
            long pendingWeight = 0;
            double pendingRate = 0;
            while (source.hasNext()) {
                Stepper.Result result;
                long weight;
                try (Batch batch = source.next()) {
                    weight = batch.weight();
                    pendingRate += weight * batch.rateFactor();
                    // Batches of one update count by their number of predictions.
                    result = stepper.train(batch, settings.accumulate == 1 ? 1 : (double) weight);
                }
                batchesDone++;
                double loss = result.loss();
                if (!Double.isFinite(loss)) {
                    throw diverged("the loss is " + loss, epochNumber);
                }
                epoch.add(result, weight);
                pendingWeight += weight;
                if (++pending == settings.accumulate || !source.hasNext()) {
                    update(
                            epochNumber,
                            settings.accumulate == 1 ? 1 : 1.0 / pendingWeight,
                            pendingRate / pendingWeight);
                    epoch.addNorm(gradientNorm);
                    pending = 0;
                    pendingWeight = 0;
                    pendingRate = 0;
                }
                report(epochNumber, epoch, loss, weight);
                if (Cancellation.requested()) {
                    outcome = "interrupted";
                }
                if (outcome != null) {
                    return;
                }
            }
        }
    }

    static void requireBatch(BatchSource source, String what) {
        if (!source.hasNext()) {
            throw new RecurveException(
                    "The "
                            + what
                            + " data gives no batch: it is empty, or too short for how it is cut."
                            + " Check the data, or choose smaller batches.");
        }
    }

    private void plan(long batches) {
        long updates = (batches + settings.accumulate - 1) / settings.accumulate;
        updatesPlanned = updates * settings.epochs;
        reporter.total(batches * settings.epochs);
    }

    private void update(int epochNumber, double scale, double rateFactor) {
        double norm =
                weights.step(() -> rateFactor * nextRate(epochNumber), scale, settings, this::show);
        if (!Double.isFinite(norm)) {
            throw diverged("the gradient norm is " + norm, epochNumber);
        }
        gradientNorm = norm;
        average.add();
        updatesDone++;
    }

    private double nextRate(int epochNumber) {
        var progress =
                new Schedule.Progress(
                        updatesDone, updatesPlanned, epochNumber - 1, monitor.values());
        rate = settings.optimizer.rate() * settings.schedule.factor(progress);
        return rate;
    }

    private void show(Map<String, NDArray> gradients) {
        settings.listeners.forEach(listener -> listener.onGradients(gradients, this::stop));
    }

    private void report(int epochNumber, EpochSums epoch, double loss, long weight) {
        var batch =
                new TrainingListener.BatchReport(
                        batchesDone, epochNumber, loss, rate, gradientNorm, weight);
        settings.listeners.forEach(listener -> listener.onBatch(batch, this::stop));
        reporter.step(
                batchesDone,
                model.metricName(),
                epoch.meanLoss(),
                epoch.metric(model),
                rate,
                epoch.perSecond());
    }

    /** {@return the sums over the validation data; incomplete after an interrupt} */
    private EpochSums validate(int epochNumber) {
        EpochSums sums = new EpochSums();
        stepper.reset();
        try (NDManager manager = model.manager().newSubManager()) {
            BatchSource source = passes.evaluation(validation, manager);
            requireBatch(source, "validation");
            while (source.hasNext()) {
                try (Batch batch = source.next()) {
                    sums.add(stepper.evaluate(batch), batch.weight());
                }
                if (Cancellation.requested()) {
                    outcome = "interrupted";
                    return sums;
                }
            }
        }
        if (!Double.isFinite(sums.meanLoss())) {
            throw diverged("the validation loss is " + sums.meanLoss(), epochNumber);
        }
        return sums;
    }

    private Diverged diverged(String what, int epochNumber) {
        return new Diverged(what, epochNumber, batchesDone, gradientNorm);
    }

    private RunProvenance provenance() {
        List<DataProvenance> data = new ArrayList<>();
        data.add(model.provenance(train));
        if (validation != null) {
            data.add(model.provenance(validation));
        }
        return new RunProvenance(
                data,
                Provenance.settings(settings, model),
                settings.seed,
                Provenance.versions(),
                Provenance.device(model.manager().getDevice()),
                started.toString(),
                reporter.seconds(),
                history.epochs(),
                monitor.bestEpoch(),
                monitor.name(),
                monitor.best(),
                outcome);
    }
}
