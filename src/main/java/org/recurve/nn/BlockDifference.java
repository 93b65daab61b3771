package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far two blocks are apart that should compute the same: the largest difference of any number,
 * as a share of the largest number. Rounding gives about 1e-6 in float32 and 1e-15 in float64.
 *
 * @param output of the first outputs
 * @param gradients of the gradients of the input, called {@code input}, and of each parameter, by
 *     its name in the first block
 */
public record BlockDifference(double output, Map<String, Double> gradients) {
    public BlockDifference {
        // Keeps the order of the parameters.
        gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    }

    /**
     * Compares two blocks by their outputs and by the gradients of a random weighted sum of them.
     *
     * @param first a block; initialized here if it was not yet
     * @param second one with equal parameters in the same order, such as another layer around the
     *     same cell
     * @param x input, whose data type the parameters have or get
     * @return how far they are apart
     * @throws IllegalArgumentException if shapes of outputs or parameters differ
     */
    public static BlockDifference of(Block first, Block second, NDArray x) {
        Native.flushDenormals();
        for (Block block : List.of(first, second)) {
            if (!block.isInitialized()) {
                block.initialize(x.getManager(), x.getDataType(), x.getShape());
            }
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Shape shape = first.getOutputShapes(new Shape[] {x.getShape()})[0];
            NDArray weights = x.getManager().randomNormal(shape, x.getDataType());
            return compare(run(first, x, weights), run(second, x, weights));
        }
    }

    /** {@return the output, the input's gradient, and those of the parameters by name} */
    private static Map<String, double[]> run(Block block, NDArray x, NDArray weights) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Gradients.forget(block);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray input = x.duplicate();
            input.setRequiresGradient(true);
            ParameterStore store = new ParameterStore(x.getManager(), false);
            // As in prediction: with dropout no two runs are alike.
            NDArray y = block.forward(store, new NDList(input), false).head();
            collector.backward(y.mul(weights).sum());
            numbers.put("output", doubles(y));
            numbers.put("input", doubles(input.getGradient()));
        }
        ParameterNames.of(block)
                .forEach((name, p) -> numbers.put(name, doubles(p.getArray().getGradient())));
        Gradients.forget(block);
        return numbers;
    }

    private static double[] doubles(NDArray array) {
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }

    private static BlockDifference compare(
            Map<String, double[]> left, Map<String, double[]> right) {
        if (left.size() != right.size()) {
            throw new IllegalArgumentException(
                    "the blocks differ in their parameters: "
                            + left.keySet().stream().skip(2).toList()
                            + " and "
                            + right.keySet().stream().skip(2).toList());
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        Iterator<double[]> others = right.values().iterator();
        left.forEach((name, numbers) -> shares.put(name, share(name, numbers, others.next())));
        double output = shares.remove("output");
        return new BlockDifference(output, shares);
    }

    private static double share(String name, double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    name + " has " + a.length + " numbers, but " + b.length + " in the other");
        }
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(a[i]), Math.abs(b[i])));
            apart = Math.max(apart, Math.abs(a[i] - b[i]));
        }
        return largest == 0 ? 0 : apart / largest;
    }

    /** {@return the largest difference of the gradients} */
    public double gradient() {
        return gradients.values().stream().reduce(0.0, Math::max);
    }
}
