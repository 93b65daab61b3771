package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.nn.Reference.Kind;

/** Cells keep their digits by scan, over thousands of steps and with gates wide open and closed. */
class ScanCellTest {
    private static final int BATCH = 2;
    private static final int WIDTH = 3;
    private static final int LONGEST_LOOP = 300;
    private static final double TOLERANCE = 1e-4;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Compares by the largest number: a sum of thousands has the rounding of its largest parts. */
    private static void assertClose(String what, double[] found, double[] expected) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(scale).as(what).isPositive();
        assertThat(found).as(what).containsExactly(expected, within(TOLERANCE * scale));
    }

    /**
     * In float32 by scan and in float64 step by step, with non-zero initial state; the outputs also
     * by the formulas in plain Java. Biases of 60 open some gates wholly and close others. Where
     * step by step would take too long, the gradients are compared with those of the scan in
     * float64.
     */
    @ParameterizedTest
    @CsvSource({
        "MIN_GRU,300", "MIN_LSTM,300", "SRU,300", "RG_LRU,300",
        "MIN_GRU,4096", "MIN_LSTM,4096", "SRU,4096", "RG_LRU,4096"
    })
    void cellsKeepTheirDigitsAtExtremeGates(Kind kind, int steps) {
        for (double extreme : new double[] {0, -60, 60}) {
            Map<String, double[]> values = new LinkedHashMap<>();
            Map<String, double[]> scan = run(kind, steps, extreme, values, true);
            Map<String, double[]> loop = run(kind, steps, extreme, values, false);
            String name = kind + " " + extreme + " ";
            loop.forEach((key, expected) -> assertClose(name + key, scan.get(key), expected));
            assertClose(name + "by hand", scan.get("y"), byHand(kind, steps, values));
        }
    }

    /** Each array moved in directions that are drawn: all its numbers count. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MIN_GRU", "MIN_LSTM", "SRU", "RG_LRU"})
    void gradientsOverThousandsOfStepsAreCentralDifferencesInPlainJava(Kind kind) {
        int steps = 4096;
        double delta = 1e-4;
        Random random = new Random(2);
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, double[]> scan = run(kind, steps, 0, values, true);
        for (String name : List.copyOf(values.keySet())) {
            double[] gradient = scan.get("gradient of " + name);
            for (int direction = 0; gradient != null && direction < 2; direction++) {
                double[] signs = new double[gradient.length];
                Arrays.setAll(signs, i -> random.nextBoolean() ? 1 : -1);
                double above = objective(kind, steps, values, name, signs, delta);
                double below = objective(kind, steps, values, name, signs, -delta);
                double length = Math.sqrt(BlockFixture.dot(gradient, gradient));
                assertThat(length).as(name).isPositive();
                assertThat(BlockFixture.dot(gradient, signs))
                        .as("%s: gradient of %s", kind, name)
                        .isCloseTo((above - below) / (2 * delta), within(TOLERANCE * length));
            }
        }
        assertThat(scan).containsKeys("gradient of x", "gradient of state");
    }

    /** What {@link #run} differentiates, with an array moved. */
    private double objective(
            Kind kind,
            int steps,
            Map<String, double[]> values,
            String name,
            double[] signs,
            double by) {
        Map<String, double[]> moved = new LinkedHashMap<>(values);
        double[] array = values.get(name).clone();
        Arrays.setAll(array, i -> array[i] + by * signs[i]);
        moved.put(name, array);
        double[] y = byHand(kind, steps, moved);
        return BlockFixture.dot(y, values.get("weight")) / y.length;
    }

    private double[] byHand(Kind kind, int steps, Map<String, double[]> values) {
        Map<String, double[]> named = new LinkedHashMap<>();
        values.forEach((name, v) -> named.put(name.replace("cell.", "") + "_l0", v));
        Reference reference = new Reference(kind, named, WIDTH, 1, 1);
        double[] y = new double[BATCH * steps * WIDTH];
        for (int b = 0; b < BATCH; b++) {
            double[][] x = new double[steps][];
            for (int t = 0; t < steps; t++) {
                int from = (b * steps + t) * WIDTH;
                x[t] = Arrays.copyOfRange(values.get("x"), from, from + WIDTH);
            }
            double[] own = Arrays.copyOfRange(values.get("state"), b * WIDTH, (b + 1) * WIDTH);
            double[][] rows = reference.run(x, new double[][][] {{own}});
            for (int t = 0; t < steps; t++) {
                System.arraycopy(rows[t], 0, y, (b * steps + t) * WIDTH, WIDTH);
            }
        }
        return y;
    }

    /** The first run draws the values. */
    private Map<String, double[]> run(
            Kind kind, int steps, double extreme, Map<String, double[]> values, boolean scan) {
        DataType type = scan ? DataType.FLOAT32 : DataType.FLOAT64;
        RecurrentLayer layer =
                RecurrentLayer.builder()
                        .setCell(kind.cell(WIDTH, true))
                        .optStepByStep(!scan && steps <= LONGEST_LOOP)
                        .build();
        Shape shape = new Shape(BATCH, steps, WIDTH);
        layer.initialize(manager, type, shape);
        Random random = new Random(steps);
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        for (Map.Entry<String, Parameter> entry : ParameterNames.of(layer).entrySet()) {
            String name = entry.getKey();
            NDArray array = entry.getValue().getArray();
            if (scan) {
                double[] drawn = Trial.doubles(array);
                if (!name.endsWith("decay")) {
                    drawn = random.doubles(drawn.length, -0.8, 0.8).toArray();
                }
                if (name.endsWith("bias_ih")) {
                    // Each gate open in one unit, closed in another, the rest as drawn.
                    for (int gate = 0; gate < drawn.length / WIDTH; gate++) {
                        drawn[gate * WIDTH + gate % WIDTH] += extreme;
                        drawn[gate * WIDTH + (gate + 1) % WIDTH] -= extreme;
                    }
                }
                values.put(name, singles(drawn));
            }
            manager.create(values.get(name), array.getShape()).toType(type, false).copyTo(array);
            leaves.put(name, array);
        }
        if (scan) {
            values.put("x", singles(random.doubles(shape.size(), -1.5, 1.5).toArray()));
            values.put("state", singles(random.doubles(BATCH * WIDTH, -2, 2).toArray()));
            values.put("weight", singles(random.doubles(shape.size(), -1, 1).toArray()));
        }
        Map<String, Shape> shapes =
                Map.of("x", shape, "state", new Shape(1, BATCH, WIDTH), "weight", shape);
        shapes.forEach(
                (name, s) ->
                        leaves.put(name, manager.create(values.get(name), s).toType(type, false)));
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        Map<String, double[]> results = new LinkedHashMap<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDList out =
                    layer.forward(
                            new ParameterStore(manager, false),
                            leaves.get("x"),
                            new NDList(leaves.get("state")),
                            null,
                            true);
            results.put("y", Trial.doubles(out.get(0)));
            results.put("final", Trial.doubles(out.get(1)));
            collector.backward(out.get(0).mul(leaves.get("weight")).mean());
        }
        leaves.remove("weight");
        leaves.forEach(
                (name, leaf) -> {
                    double[] gradient = Trial.doubles(leaf.getGradient());
                    results.put("gradient of " + name, gradient);
                });
        return results;
    }

    private static double[] singles(double[] values) {
        return Arrays.stream(values).map(v -> (float) v).toArray();
    }
}
