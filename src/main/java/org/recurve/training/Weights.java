package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.recurve.core.RecurveException;

/** The parameters that a training moves, from the first step to the last. */
final class Weights implements AutoCloseable {
    /** A parameter that is to be trained from some epoch on, counted from 1. */
    private record Planned(
            String name, NDArray array, double rateFactor, boolean spared, int epoch) {}

    private final Optimizer optimizer;
    private final NDManager manager;
    private final List<Planned> planned = new ArrayList<>();

    /** Those whose epoch has come. */
    private final List<Weight> weights = new ArrayList<>();

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    Weights(Trainable<?> model, Optimizer optimizer, List<ParameterGroup> groups) {
        this.optimizer = optimizer;
        this.manager = model.manager().newSubManager();
        Map<String, Parameter> parameters = distinct(model);
        for (ParameterGroup group : groups) {
            if (parameters.entrySet().stream()
                    .noneMatch(e -> group.members().test(e.getKey(), e.getValue()))) {
                throw new RecurveException(
                        "The parameter group "
                                + group.name()
                                + " matches no parameter of "
                                + model.name()
                                + "; they are "
                                + parameters.keySet());
            }
        }
        parameters.forEach((name, parameter) -> plan(name, parameter, groups));
        if (planned.isEmpty()) {
            throw new RecurveException(
                    model.name() + " has nothing to train: all its parameters are frozen");
        }
        int first = planned.stream().mapToInt(Planned::epoch).min().orElseThrow();
        if (first > 1) {
            throw new RecurveException(
                    model.name()
                            + " has nothing to train before epoch "
                            + first
                            + ": until then all its parameters are frozen. Let a group, such as the"
                            + " output layer's, be trained from epoch 1.");
        }
        thaw(1);
    }

    /** A parameter that two blocks share is listed once for each; it is to be moved once. */
    private static Map<String, Parameter> distinct(Trainable<?> model) {
        Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Parameter> result = new LinkedHashMap<>();
        for (var pair : model.block().getParameters()) {
            if (seen.add(pair.getValue())) {
                result.put(pair.getKey(), pair.getValue());
            }
        }
        return result;
    }

    private void plan(String name, Parameter parameter, List<ParameterGroup> groups) {
        double rateFactor = 1;
        int epoch = 1;
        boolean spared = false;
        boolean trained = parameter.requiresGradient();
        for (ParameterGroup group : groups) {
            if (group.members().test(name, parameter)) {
                rateFactor *= group.rateFactor();
                spared |= group.spared();
                trained &= !group.frozen();
                epoch = Math.max(epoch, group.frozenUntil());
            }
        }
        NDArray array = parameter.getArray();
        arrays.put(name, array);
        array.setRequiresGradient(false);
        if (trained) {
            planned.add(new Planned(name, array, rateFactor, spared, epoch));
        }
    }

    /**
     * Begins to train the parameters that are frozen until some epoch. They get the optimizer's
     * slots and gradients from now on only.
     *
     * @param epoch that begins, counted from 1; every epoch once
     */
    void thaw(int epoch) {
        for (Planned next : planned) {
            if (next.epoch == epoch) {
                weights.add(
                        new Weight(
                                next.name,
                                next.array,
                                next.rateFactor,
                                next.spared,
                                optimizer,
                                manager));
                next.array.setRequiresGradient(true);
            }
        }
    }

    /** {@return all arrays of the block by name, frozen ones and running means included} */
    Map<String, NDArray> arrays() {
        return arrays;
    }

    /** {@return the arrays that are trained, in this epoch or from a later one on} */
    List<NDArray> trained() {
        return planned.stream().map(Planned::array).toList();
    }

    /** {@return all arrays of a model's block by name} */
    static Map<String, NDArray> arrays(Trainable<?> model) {
        Map<String, NDArray> result = new LinkedHashMap<>();
        distinct(model).forEach((name, parameter) -> result.put(name, parameter.getArray()));
        return result;
    }

    /**
     * Clips the gradients that the backward passes left, moves every parameter that has one, and
     * forgets them.
     *
     * @param rate of this update, given the gradient norm
     * @param scale what each gradient is multiplied by before all else
     * @param training for clipping
     * @param watcher sees the gradients before they are used
     * @return the Euclidean norm of all scaled gradients together, before clipping; if it is not
     *     finite, no parameter has been moved
     */
    double step(
            DoubleSupplier rate,
            double scale,
            Training<?> training,
            Consumer<Map<String, NDArray>> watcher) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            collect();
            double norm = scale * gradientNorm();
            if (Double.isFinite(norm)) {
                watcher.accept(gradients());
                // PyTorch's clip_grad_norm_ has the same small constant.
                double clip = Math.min(1, training.clipNorm / (norm + 1e-6));
                double now = rate.getAsDouble();
                for (Weight weight : weights) {
                    if (weight.gradient != null) {
                        update(weight, now, scale * clip, training.clipValue);
                    }
                }
            }
            return norm;
        } finally {
            weights.forEach(Weight::release);
        }
    }

    private void collect() {
        boolean any = false;
        for (Weight weight : weights) {
            any |= weight.collect();
        }
        if (!any) {
            throw new RecurveException(
                    "No parameter received a gradient: the loss does not depend on any of "
                            + weights.stream().map(w -> w.name).toList()
                            + ". Check that the loss is computed from the network's output, and that"
                            + " step() does not detach it.");
        }
    }

    private Map<String, NDArray> gradients() {
        Map<String, NDArray> result = new LinkedHashMap<>();
        weights.stream()
                .filter(w -> w.gradient != null)
                .forEach(w -> result.put(w.name, w.gradient));
        return Collections.unmodifiableMap(result);
    }

    private double gradientNorm() {
        double sum = 0;
        for (Weight weight : weights) {
            if (weight.gradient != null) {
                sum += sumOfSquares(weight.gradient);
            }
        }
        return Math.sqrt(sum);
    }

    private static double sumOfSquares(NDArray gradient) {
        if (!gradient.getDevice().isGpu() && gradient.getDataType() == DataType.FLOAT32) {
            return FusedUpdate.sumOfSquares(gradient);
        }
        return gradient.toType(DataType.FLOAT64, false).square().sum().getDouble();
    }

    private void update(Weight weight, double rate, double scale, double limit) {
        Optimizer.Update at = weight.next(rate, optimizer.weightDecay());
        if (weight.fused && optimizer instanceof FusedOptimizer fused) {
            FusedUpdate.update(fused, weight, (float) scale, (float) limit, at);
        } else {
            tensorUpdate(weight, scale, limit, at);
        }
    }

    private void tensorUpdate(Weight weight, double scale, double limit, Optimizer.Update at) {
        NDArray gradient = weight.gradient.mul(scale);
        if (limit < Double.POSITIVE_INFINITY) {
            gradient = gradient.clip(-limit, limit);
        }
        optimizer.update(weight.array, gradient, weight.slots, at);
    }

    /** Ends training: no gradients any more, no slots. */
    @Override
    public void close() {
        for (Weight weight : weights) {
            weight.release();
            weight.array.setRequiresGradient(false);
        }
        manager.close();
    }
}
