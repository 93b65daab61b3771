package org.recurve.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.recurve.batch.Batch;
import org.recurve.nn.Scalars;

/**
 * Runs a model on one batch after the other and carries its state across, cut off from the past as
 * in truncated back-propagation through time.
 */
final class Stepper implements AutoCloseable {
    private final Trainable<?> model;
    private final LossFunction loss;
    private final ParameterStore store;
    private final NDManager stateManager;
    private NDList state = new NDList();

    Stepper(Trainable<?> model, LossFunction loss) {
        this.model = model;
        this.loss = loss;
        this.store = new ParameterStore(model.manager(), false);
        this.stateManager = model.manager().newSubManager();
    }

    /**
     * What a batch gave.
     *
     * @param loss mean
     * @param figure mean of {@link Trainable.Step#figure()}, NaN where the model gives none
     */
    record Result(double loss, double figure) {
        private static Result of(Trainable.Step step) {
            return new Result(
                    scalar(step.value()),
                    step.figure() == null ? Double.NaN : scalar(step.figure()));
        }
    }

    /**
     * Leaves gradients with the parameters, unless the loss is not a finite number.
     *
     * @param factor of the gradients
     */
    Result train(Batch batch, double factor) {
        try (NDScope scope = new NDScope();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            scope.suppressNotUsedWarning();
            Trainable.Step step = step(batch, true);
            Result result = Result.of(step);
            if (Double.isFinite(result.loss())) {
                NDArray objective = step.objective();
                collector.backward(factor == 1 ? objective : Scalars.times(objective, factor));
                keep(step.state());
            }
            return result;
        }
    }

    /** Runs the batch without gradients. */
    Result evaluate(Batch batch) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Trainable.Step step = step(batch, false);
            keep(step.state());
            return Result.of(step);
        }
    }

    private Trainable.Step step(Batch batch, boolean training) {
        if (!batch.continues()) {
            reset();
        }
        if (loss == null) {
            return model.step(store, batch, state, training);
        }
        Trainable.Output output = model.forward(store, batch, state, training);
        NDArray mean = loss.mean(output.predictions(), batch);
        return new Trainable.Step(mean, mean, output.state());
    }

    /** Takes the state out of the step: no graph, own memory, own manager. */
    private void keep(NDList next) {
        NDList kept = new NDList(next.size());
        for (NDArray array : next) {
            NDArray copy = array.stopGradient().duplicate();
            NDScope.unregister(copy);
            copy.attach(stateManager);
            kept.add(copy);
        }
        reset();
        state = kept;
    }

    /** Forgets the state. */
    void reset() {
        state.forEach(NDArray::close);
        state = new NDList();
    }

    private static double scalar(NDArray value) {
        if (value.size() != 1) {
            throw new IllegalArgumentException(
                    "A loss must be a scalar, but its shape is " + value.getShape());
        }
        try (NDArray wide = value.stopGradient().toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray()[0];
        }
    }

    @Override
    public void close() {
        stateManager.close();
    }
}
