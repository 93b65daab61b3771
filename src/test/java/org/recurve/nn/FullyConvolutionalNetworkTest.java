package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network against its formulas in plain Java doubles. */
class FullyConvolutionalNetworkTest {
    private static final int BATCH = 3;
    private static final int STEPS = 7;
    private static final int FEATURES = 4;
    private static final int FILTERS = 2;
    private static final int[] LENGTHS = {5, STEPS, 1};
    private static final int[] KERNELS = {8, 5, 3};
    private static final int[] WIDTHS = {FILTERS, 2 * FILTERS, FILTERS};
    private static final double EPSILON = 1e-5;

    /** What a plain loss weighs each output with. */
    private final double[][][] weighing = new double[BATCH][STEPS][];

    private final double[][][] x = new double[BATCH][STEPS][];

    /** Parameters by name. */
    private final Map<String, double[]> values = new LinkedHashMap<>();

    FullyConvolutionalNetworkTest() {
        Random random = new Random(5);
        for (int b = 0; b < BATCH; b++) {
            Arrays.setAll(x[b], t -> random.doubles(FEATURES, -2, 2).toArray());
            Arrays.setAll(weighing[b], t -> random.doubles(FILTERS, 0.3, 1.3).toArray());
        }
        int width = FEATURES;
        for (int layer = 0; layer < 3; layer++) {
            int filters = WIDTHS[layer];
            int size = filters * width * KERNELS[layer];
            values.put(weight(layer), random.doubles(size, -1, 1).toArray());
            values.put(norm(layer, "weight"), random.doubles(filters, 0.5, 1.5).toArray());
            values.put(norm(layer, "bias"), random.doubles(filters, -0.5, 0.5).toArray());
            values.put(norm(layer, "running_mean"), random.doubles(filters, -1, 1).toArray());
            values.put(norm(layer, "running_var"), random.doubles(filters, 0.5, 2).toArray());
            width = filters;
        }
    }

    private static String weight(int layer) {
        return "convolution" + (layer + 1) + ".weight";
    }

    private static String norm(int layer, String name) {
        return "norm" + (layer + 1) + "." + name;
    }

    /**
     * {@return the outputs at valid steps, zero elsewhere, as one would write the formulas down}
     */
    private double[][][] reference(boolean training) {
        double[][][] h = new double[BATCH][][];
        Arrays.setAll(h, b -> Arrays.copyOf(x[b], LENGTHS[b]));
        for (int layer = 0; layer < 3; layer++) {
            double[][][] next = new double[BATCH][][];
            for (int b = 0; b < BATCH; b++) {
                next[b] = convolution(h[b], layer);
            }
            normalize(next, layer, training);
            h = next;
        }
        for (int b = 0; b < BATCH; b++) {
            double[][] padded = new double[STEPS][FILTERS];
            System.arraycopy(h[b], 0, padded, 0, h[b].length);
            h[b] = padded;
        }
        return h;
    }

    private double[][] convolution(double[][] h, int layer) {
        int kernel = KERNELS[layer];
        int width = h[0].length;
        double[] weight = values.get(weight(layer));
        double[][] y = new double[h.length][WIDTHS[layer]];
        for (int t = 0; t < h.length; t++) {
            for (int g = 0; g < WIDTHS[layer]; g++) {
                for (int k = 0; k < kernel; k++) {
                    int then = t + k - (kernel - 1) / 2;
                    for (int f = 0; then >= 0 && then < h.length && f < width; f++) {
                        y[t][g] += weight[(g * width + f) * kernel + k] * h[then][f];
                    }
                }
            }
        }
        return y;
    }

    private void normalize(double[][][] h, int layer, boolean training) {
        for (int g = 0; g < WIDTHS[layer]; g++) {
            int feature = g;
            double mean = values.get(norm(layer, "running_mean"))[g];
            double variance = values.get(norm(layer, "running_var"))[g];
            if (training) {
                double[] all =
                        Arrays.stream(h)
                                .flatMap(Arrays::stream)
                                .mapToDouble(step -> step[feature])
                                .toArray();
                double center = Arrays.stream(all).average().orElseThrow();
                mean = center;
                variance =
                        Arrays.stream(all)
                                .map(v -> (v - center) * (v - center))
                                .average()
                                .orElseThrow();
            }
            for (double[][] sequence : h) {
                for (double[] step : sequence) {
                    double normal = (step[g] - mean) / Math.sqrt(variance + EPSILON);
                    double gain = values.get(norm(layer, "weight"))[g];
                    step[g] = Math.max(gain * normal + values.get(norm(layer, "bias"))[g], 0);
                }
            }
        }
    }

    private double loss() {
        double[][][] y = reference(true);
        double loss = 0;
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < STEPS; t++) {
                loss += BlockFixture.dot(y[b][t], weighing[b][t]);
            }
        }
        return loss;
    }

    /** The block in float64 with the same numbers, and NaN in the padding of its input. */
    private final class Engined implements AutoCloseable {
        final NDManager manager = NDManager.newBaseManager();
        final FullyConvolutionalNetwork block = new FullyConvolutionalNetwork(FILTERS);
        final Map<String, Parameter> parameters;
        final NDArray input;

        Engined() {
            block.initialize(manager, DataType.FLOAT64, new Shape(1, STEPS, FEATURES));
            parameters = ParameterNames.of(block);
            assertThat(parameters.keySet()).containsExactlyInAnyOrderElementsOf(values.keySet());
            parameters.forEach((name, p) -> p.getArray().set(values.get(name)));
            double[][][] padded = new double[BATCH][STEPS][FEATURES];
            for (int b = 0; b < BATCH; b++) {
                for (int t = 0; t < STEPS; t++) {
                    if (t < LENGTHS[b]) {
                        padded[b][t] = x[b][t];
                    } else {
                        Arrays.fill(padded[b][t], Double.NaN);
                    }
                }
            }
            input = array(padded);
        }

        NDArray array(double[][][] numbers) {
            double[] flat =
                    Arrays.stream(numbers)
                            .flatMap(Arrays::stream)
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
            return manager.create(flat, new Shape(numbers.length, STEPS, numbers[0][0].length));
        }

        NDArray run(boolean training) {
            NDArray lengths = manager.create(Arrays.stream(LENGTHS).asLongStream().toArray());
            ParameterStore store = new ParameterStore(manager, false);
            return block.forward(store, new NDList(input, lengths), training).head();
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void equalsItsFormulas(boolean training) {
        try (Engined engined = new Engined()) {
            NDArray y = engined.run(training);
            double[][][] expected = reference(training);
            for (int b = 0; b < BATCH; b++) {
                for (int t = 0; t < STEPS; t++) {
                    assertThat(y.get(b, t).toDoubleArray())
                            .containsExactly(expected[b][t], within(1e-7));
                }
            }
        }
    }

    /** Central differences of the plain formulas, in training, where a step moves the others. */
    @Test
    void gradientsEqualThoseOfTheFormulas() {
        Map<String, double[]> found = new LinkedHashMap<>();
        try (Engined engined = new Engined()) {
            engined.parameters.values().stream()
                    .filter(Parameter::requiresGradient)
                    .forEach(p -> p.getArray().setRequiresGradient(true));
            engined.input.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(engined.run(true).mul(engined.array(weighing)).sum());
            }
            engined.parameters.forEach(
                    (name, p) -> {
                        if (p.requiresGradient()) {
                            found.put(name, p.getArray().getGradient().toDoubleArray());
                        }
                    });
            double[] input = engined.input.getGradient().toDoubleArray();
            for (int b = 0; b < BATCH; b++) {
                for (int t = 0; t < STEPS; t++) {
                    int from = (b * STEPS + t) * FEATURES;
                    double[] step = Arrays.copyOfRange(input, from, from + FEATURES);
                    compare("step " + t + " of sequence " + b, step, x[b][t]);
                }
            }
        }
        assertThat(found).hasSize(9);
        found.forEach((name, gradient) -> compare(name, gradient, values.get(name)));
    }

    private void compare(String what, double[] gradient, double[] at) {
        double delta = 1e-6;
        for (int i = 0; i < at.length; i++) {
            double middle = at[i];
            at[i] = middle + delta;
            double above = loss();
            at[i] = middle - delta;
            double below = loss();
            at[i] = middle;
            assertThat(gradient[i])
                    .as("gradient of %s [%d]", what, i)
                    .isCloseTo((above - below) / (2 * delta), within(1e-5));
        }
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return Stream.concat(
                BlockContract.of(() -> new FullyConvolutionalNetwork(FILTERS))
                        .input(5, STEPS, FEATURES)
                        .tests(),
                BlockContract.of(() -> new FullyConvolutionalNetwork(FILTERS))
                        .sequence(5, STEPS, FEATURES)
                        .lengths(5, STEPS, 1, 2, 6)
                        .tests());
    }

    /** Which outputs a step reaches: its 14 neighbours that see it, and no other. */
    @Test
    void seesAsManyStepsAsItSays() {
        int steps = 40;
        int changed = 20;
        Engine.getInstance().setRandomSeed(1);
        FullyConvolutionalNetwork block = new FullyConvolutionalNetwork(8);
        try (NDManager manager = NDManager.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT64, new Shape(1, steps, 1));
            double[] signal = new Random(4).doubles(steps, -1, 1).toArray();
            double[] before = plain(block, manager, signal);
            signal[changed] += 3;
            double[] after = plain(block, manager, signal);
            assertThat(
                            IntStream.range(0, before.length)
                                    .filter(i -> before[i] != after[i])
                                    .map(i -> i / 8 - changed)
                                    .distinct()
                                    .toArray())
                    .hasSize(FullyConvolutionalNetwork.RECEPTIVE_FIELD)
                    .startsWith(-7)
                    .endsWith(6);
        }
    }

    private static double[] plain(
            FullyConvolutionalNetwork block, NDManager manager, double[] signal) {
        NDArray x = manager.create(signal, new Shape(1, signal.length, 1));
        ParameterStore store = new ParameterStore(manager, false);
        return block.forward(store, new NDList(x), false).head().toDoubleArray();
    }

    @Test
    void tellsItsSizes() {
        FullyConvolutionalNetwork block = new FullyConvolutionalNetwork(128);
        assertThat(block)
                .hasToString("FullyConvolutionalNetwork(filters 128 256 128, kernels 8 5 3)");
        // The published network for one feature, less 512 biases of its convolutions.
        assertThat(block.parameterCount(1))
                .isEqualTo(128 * 8 + 256 * 128 * 5 + 128 * 256 * 3 + 2 * 512);
        assertThat(block.filters()).isEqualTo(128);
    }

    @Test
    void wrongSizesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FullyConvolutionalNetwork(0))
                .withMessage("filters must be at least 1, not 0");
        try (Engined engined = new Engined()) {
            NDArray wide = engined.manager.zeros(new Shape(1, 3, 5), DataType.FLOAT64);
            ParameterStore store = new ParameterStore(engined.manager, false);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engined.block.forward(store, new NDList(wide), false))
                    .withMessage(
                            "input must be of shape (batch, time, 4) with at least one step, but is"
                                    + " (1, 3, 5)");
        }
    }
}
