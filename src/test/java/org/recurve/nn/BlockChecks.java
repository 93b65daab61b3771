package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.nn.BlockContract.Input;

/** The checks of {@link BlockContract}, all on the same random parameters. */
final class BlockChecks {
    private static final double DELTA = 1e-5;
    private static final double GRADIENT_TOLERANCE = 1e-6;

    private final BlockContract contract;
    private final Map<String, double[]> parameters = new LinkedHashMap<>();
    private final int outputs;

    BlockChecks(BlockContract contract) {
        this.contract = contract;
        try (BlockTrial trial = new BlockTrial(contract, DataType.FLOAT64, null)) {
            trial.arrays.forEach(
                    (name, array) -> {
                        if (!contract.inputs().containsKey(name)) {
                            double[] values = contract.nonZero(array.size(), 0.8);
                            if (name.endsWith("running_var")) {
                                Arrays.setAll(values, i -> Math.abs(values[i]));
                            }
                            parameters.put(name, values);
                        }
                    });
            outputs = trial.forward(false).size();
        }
    }

    int outputs() {
        return outputs;
    }

    boolean hasParameters() {
        return !parameters.isEmpty();
    }

    BlockTrial initialized() {
        return trial(DataType.FLOAT32);
    }

    private BlockTrial trial(DataType type) {
        return new BlockTrial(contract, type, parameters);
    }

    void gradients() {
        Map<String, double[]> found;
        try (BlockTrial trial = trial(DataType.FLOAT64)) {
            found = trial.gradients();
        }
        assertThat(found).isNotEmpty();
        try (BlockTrial trial = trial(DataType.FLOAT64)) {
            found.forEach(
                    (name, gradient) -> {
                        double[] expected = differences(trial, name);
                        for (int i = 0; i < gradient.length; i++) {
                            assertThat(gradient[i])
                                    .as("gradient of %s [%d]", name, i)
                                    .isCloseTo(
                                            expected[i],
                                            within(
                                                    GRADIENT_TOLERANCE
                                                            * (1 + Math.abs(expected[i]))));
                        }
                    });
        }
    }

    private static double[] differences(BlockTrial trial, String name) {
        double[] values = trial.arrays.get(name).toDoubleArray();
        double[] differences = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double at = values[i];
            double[] sides = new double[2];
            for (int side = 0; side < 2; side++) {
                values[i] = side == 0 ? at - DELTA : at + DELTA;
                trial.set(name, values);
                sides[side] = trial.objective().getDouble();
            }
            values[i] = at;
            trial.set(name, values);
            differences[i] = (sides[1] - sides[0]) / (2 * DELTA);
        }
        return differences;
    }

    void saveAndLoad() throws IOException, MalformedModelException {
        try (BlockTrial trial = trial(DataType.FLOAT32)) {
            NDList expected = trial.forward(false);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            trial.block.saveParameters(new DataOutputStream(bytes));
            Block loaded = contract.block();
            loaded.loadParameters(
                    trial.manager,
                    new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            for (Pair<String, Parameter> parameter : loaded.getParameters()) {
                assertThat(Trial.doubles(parameter.getValue().getArray()))
                        .as("loaded %s", parameter.getKey())
                        .containsExactly(Trial.doubles(trial.arrays.get(parameter.getKey())));
            }
            NDList found =
                    loaded.forward(new ParameterStore(trial.manager, false), trial.inputs(), false);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                // Not bit for bit: a matrix product may treat other addresses differently.
                assertClose("loaded output " + i, found.get(i), expected.get(i), 1e-6);
            }
        }
    }

    void shapes() {
        try (BlockTrial trial = trial(DataType.FLOAT32)) {
            List<Shape> found = trial.forward(false).stream().map(NDArray::getShape).toList();
            assertThat(trial.block.getOutputShapes(trial.shapes()))
                    .as("declared shapes")
                    .containsExactlyElementsOf(found);
        }
    }

    void text() {
        String before = contract.block().toString();
        try (BlockTrial trial = trial(DataType.FLOAT32)) {
            String name = trial.block.getClass().getSimpleName();
            String after = trial.block.toString();
            for (String text : List.of(before, after)) {
                assertThat(text).contains(name).doesNotContainPattern("@[0-9a-f]{4,}");
                if (trial.block.getChildren().isEmpty()) {
                    assertThat(text).doesNotContain("\n");
                }
            }
            long count = parameters.values().stream().mapToLong(v -> v.length).sum();
            if (count > 0) {
                assertThat(after)
                        .as("sizes and count of parameters")
                        .matches("(?s).*\\d.*:.*")
                        .contains(String.format(Locale.ROOT, "%,d parameter", count));
            }
        }
    }

    void singlePrecision() {
        try (BlockTrial wide = trial(DataType.FLOAT64);
                BlockTrial narrow = trial(DataType.FLOAT32)) {
            NDList expected = wide.forward(false);
            NDList found = narrow.forward(false);
            for (int i = 0; i < found.size(); i++) {
                assertThat(expected.get(i).getDataType()).isEqualTo(DataType.FLOAT64);
                assertThat(found.get(i).getDataType()).isEqualTo(DataType.FLOAT32);
                assertClose("output " + i, found.get(i), expected.get(i), 1e-4);
            }
        }
    }

    void aloneAsInABatch() {
        try (BlockTrial trial = trial(DataType.FLOAT64)) {
            NDList together = trial.forward(false);
            long batch = contract.batch();
            for (long row = 0; row < batch; row++) {
                NDList inputs = new NDList();
                for (Map.Entry<String, Input> input : contract.inputs().entrySet()) {
                    NDArray one = row(trial.arrays.get(input.getKey()), row, batch);
                    if (input.getValue().bounded() && contract.bounds() != null) {
                        one = one.get(":,:" + contract.bounds()[(int) row]);
                    }
                    inputs.add(one);
                }
                ParameterStore store = new ParameterStore(trial.manager, false);
                NDList alone = trial.block.forward(store, inputs, false);
                for (int i = 0; i < alone.size(); i++) {
                    // What is longer in the batch is padding; the other check sees to that.
                    NDArray expected = crop(row(together.get(i), row, batch), alone.get(i));
                    assertClose("output " + i + " of example " + row, alone.get(i), expected, 1e-9);
                }
            }
        }
    }

    private static NDArray row(NDArray array, long row, long batch) {
        NDIndex index = new NDIndex();
        for (long size : array.getShape().getShape()) {
            if (size == batch) {
                return array.get(index.addSliceDim(row, row + 1));
            }
            index.addAllDim();
        }
        throw new AssertionError(array.getShape() + " has no axis of the batch's size " + batch);
    }

    private static NDArray crop(NDArray array, NDArray pattern) {
        NDIndex index = new NDIndex();
        for (long size : pattern.getShape().getShape()) {
            index.addSliceDim(0, size);
        }
        return array.get(index);
    }

    void padding() {
        try (BlockTrial clean = trial(DataType.FLOAT64);
                BlockTrial dirty = trial(DataType.FLOAT64)) {
            contract.inputs()
                    .forEach(
                            (name, input) -> {
                                if (input.bounded()) {
                                    dirty.set(name, withNan(input));
                                }
                            });
            NDList expected = clean.forward(false);
            NDList found = dirty.forward(false);
            for (int i = 0; i < found.size(); i++) {
                assertClose("output " + i, found.get(i), expected.get(i), 1e-12);
            }
            Map<String, double[]> gradients = clean.gradients();
            dirty.gradients()
                    .forEach(
                            (name, gradient) ->
                                    assertThat(gradient)
                                            .as("gradient of %s with NaN in padding", name)
                                            .containsExactly(gradients.get(name), within(1e-12)));
        }
    }

    private double[] withNan(Input input) {
        double[] values = input.values();
        long steps = input.shape().get(1);
        int width = (int) (input.shape().size() / input.shape().get(0) / steps);
        for (int i = 0; i < values.length; i++) {
            int row = (int) (i / (steps * width));
            if (i / width % steps >= contract.bounds()[row]) {
                values[i] = Double.NaN;
            }
        }
        return values;
    }

    void memory() {
        try (BlockTrial trial = trial(DataType.FLOAT32)) {
            List<Integer> counts = new ArrayList<>();
            for (int pass = 0; pass < 3; pass++) {
                try (NDScope scope = new NDScope()) {
                    scope.suppressNotUsedWarning();
                    assertThat(trial.forward(pass > 0)).isNotEmpty();
                }
                counts.add(arrays(trial.manager));
            }
            assertThat(counts.subList(1, counts.size()))
                    .as("live arrays after passes in a scope")
                    .containsOnly(counts.get(0));
        }
    }

    private static int arrays(NDManager manager) {
        NDManager top = manager;
        while (!(top instanceof NDManager.SystemNDManager)) {
            top = top.getParentManager();
        }
        return manager.getManagedArrays().size() + top.getManagedArrays().size();
    }

    private static void assertClose(String what, NDArray found, NDArray expected, double limit) {
        assertThat(found.getShape()).as("shape of " + what).isEqualTo(expected.getShape());
        double[] reference = Trial.doubles(expected);
        double[] values = Trial.doubles(found);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i])
                    .as("%s [%d]", what, i)
                    .isCloseTo(reference[i], within(limit * (1 + Math.abs(reference[i]))));
        }
    }
}
