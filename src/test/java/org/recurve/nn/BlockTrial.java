package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.recurve.nn.BlockContract.Input;

/** A block with given parameters and inputs, in float32 or float64. */
final class BlockTrial implements AutoCloseable {
    final NDManager manager = NDManager.newBaseManager();
    final Block block;

    /** Parameters, then inputs, in the order of the block. */
    final Map<String, NDArray> arrays = new LinkedHashMap<>();

    private final Map<String, Input> inputs;

    /** Initializes the block; {@code values} replaces the contract's by name, if not null. */
    BlockTrial(BlockContract contract, DataType type, Map<String, double[]> values) {
        inputs = contract.inputs();
        block = contract.block();
        block.initialize(manager, type, shapes());
        for (Pair<String, ai.djl.nn.Parameter> p : block.getParameters()) {
            arrays.put(p.getKey(), p.getValue().getArray());
        }
        inputs.forEach(
                (name, input) -> {
                    DataType kind = input.floating() ? type : DataType.INT64;
                    arrays.put(name, manager.create(input.shape(), kind));
                    set(name, input.values());
                });
        if (values != null) {
            values.forEach(this::set);
        }
    }

    Shape[] shapes() {
        return inputs.values().stream().map(Input::shape).toArray(Shape[]::new);
    }

    void set(String name, double[] values) {
        NDArray array = arrays.get(name);
        switch (array.getDataType()) {
            case FLOAT64 -> array.set(values);
            case FLOAT32 -> array.set(Trial.floats(values));
            case INT64 -> {
                long[] integers = new long[values.length];
                for (int i = 0; i < integers.length; i++) {
                    integers[i] = (long) values[i];
                }
                array.set(integers);
            }
            default -> throw new IllegalStateException("no test for " + array.getDataType());
        }
    }

    boolean bounded(int input) {
        return List.copyOf(inputs.values()).get(input).bounded();
    }

    /** {@return T of the sequences that lengths bound} */
    long steps() {
        return inputs.values().stream()
                .filter(Input::bounded)
                .findFirst()
                .orElseThrow()
                .shape()
                .get(1);
    }

    NDList inputs() {
        NDList list = new NDList();
        inputs.keySet().forEach(name -> list.add(arrays.get(name)));
        return list;
    }

    NDList forward(boolean training) {
        return block.forward(new ParameterStore(manager, false), inputs(), training);
    }

    /** The outputs weighed at random, as one number: every output counts. */
    NDArray objective() {
        NDList outputs = forward(true);
        Random random = new Random(3);
        NDArray sum = null;
        for (NDArray output : outputs) {
            double[] weights = random.doubles(output.size(), 0.3, 1.3).toArray();
            NDArray part =
                    output.mul(
                                    manager.create(weights, output.getShape())
                                            .toType(output.getDataType(), false))
                            .sum();
            sum = sum == null ? part : sum.add(part);
        }
        return sum;
    }

    /** Gradients of the objective by the engine, of parameters and float inputs. */
    Map<String, double[]> gradients() {
        Map<String, NDArray> leaves = new LinkedHashMap<>(arrays);
        leaves.values().removeIf(array -> !array.getDataType().isFloating());
        // Running figures of a normalisation move, but are not learned.
        block.getParameters().stream()
                .filter(p -> !p.getValue().requiresGradient())
                .forEach(p -> leaves.remove(p.getKey()));
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(objective());
        }
        Map<String, double[]> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, Trial.doubles(leaf.getGradient())));
        return gradients;
    }

    @Override
    public void close() {
        manager.close();
    }
}
