package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.RecurveException;

/** Normalisations of ragged sequences are their formulas in plain doubles. */
class SequenceNormTest {
    private static final int BATCH = 3;
    private static final int STEPS = 4;
    private static final int FEATURES = 5;
    private static final double EPSILON = 1e-5;

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(3);
    private final double[] gain = random.doubles(FEATURES, 0.5, 1.5).toArray();
    private final double[] shift = random.doubles(FEATURES, -1, 1).toArray();

    @AfterEach
    void close() {
        manager.close();
    }

    private <B extends Block> B initialized(B block) {
        block.initialize(manager, DataType.FLOAT64, new Shape(BATCH, STEPS, FEATURES));
        block.getParameters().get("weight").getArray().set(gain);
        block.getParameters().get("bias").getArray().set(shift);
        return block;
    }

    private double[] figures(Block block, String name) {
        return Trial.doubles(block.getParameters().get(name).getArray());
    }

    private double[][][] input() {
        double[][][] x = new double[BATCH][STEPS][];
        for (double[][] sequence : x) {
            Arrays.setAll(sequence, t -> random.doubles(FEATURES, -2, 3).toArray());
        }
        return x;
    }

    /** Runs with NaN in the padding. */
    private double[] run(Block block, double[][][] x, long[] lengths, boolean training) {
        double[] flat = new double[BATCH * STEPS * FEATURES];
        for (int i = 0; i < flat.length; i++) {
            int b = i / (STEPS * FEATURES);
            int t = i / FEATURES % STEPS;
            flat[i] = t < lengths[b] ? x[b][t][i % FEATURES] : Double.NaN;
        }
        NDArray array = manager.create(flat, new Shape(BATCH, STEPS, FEATURES));
        NDList inputs = new NDList(array, manager.create(lengths));
        return Trial.doubles(
                block.forward(new ParameterStore(manager, false), inputs, training).head());
    }

    private double[] scaled(double[][][] x, long[] lengths, double[] mean, double[] variance) {
        double[] y = new double[BATCH * STEPS * FEATURES];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                for (int k = 0; k < FEATURES; k++) {
                    y[(b * STEPS + t) * FEATURES + k] =
                            (x[b][t][k] - mean[k]) / Math.sqrt(variance[k] + EPSILON) * gain[k]
                                    + shift[k];
                }
            }
        }
        return y;
    }

    @Test
    void batchNormUsesTheValidStepsAndMovesItsFigures() {
        SequenceBatchNorm block = initialized(new SequenceBatchNorm());
        double[] runningMean = new double[FEATURES];
        double[] runningVariance = new double[FEATURES];
        Arrays.fill(runningVariance, 1);
        for (long[] lengths : new long[][] {{2, 4, 1}, {4, 4, 4}, {1, 1, 1}}) {
            double[][][] x = input();
            double[] mean = new double[FEATURES];
            double[] variance = new double[FEATURES];
            long count = Arrays.stream(lengths).sum();
            for (int k = 0; k < FEATURES; k++) {
                for (int b = 0; b < BATCH; b++) {
                    for (int t = 0; t < lengths[b]; t++) {
                        mean[k] += x[b][t][k] / count;
                    }
                }
                for (int b = 0; b < BATCH; b++) {
                    for (int t = 0; t < lengths[b]; t++) {
                        variance[k] += Math.pow(x[b][t][k] - mean[k], 2) / count;
                    }
                }
                runningMean[k] += 0.1 * (mean[k] - runningMean[k]);
                double unbiased = variance[k] * count / (count - 1);
                runningVariance[k] += 0.1 * (unbiased - runningVariance[k]);
            }
            assertThat(run(block, x, lengths, true))
                    .containsExactly(scaled(x, lengths, mean, variance), within(1e-10));
            // As float32 has 0.1.
            assertThat(figures(block, "running_mean")).containsExactly(runningMean, within(1e-7));
            assertThat(figures(block, "running_var"))
                    .containsExactly(runningVariance, within(1e-7));
        }
        double[][][] x = input();
        long[] lengths = {3, 1, 4};
        assertThat(run(block, x, lengths, false))
                .containsExactly(scaled(x, lengths, runningMean, runningVariance), within(1e-6));
        assertThat(figures(block, "running_mean")).containsExactly(runningMean, within(1e-7));
    }

    /** One step alone has no variance: nothing is divided by zero. */
    @Test
    void batchNormOfOneStepIsItsShift() {
        SequenceBatchNorm block = new SequenceBatchNorm();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 2));
        NDArray x = manager.create(new float[] {3, -4}, new Shape(1, 1, 2));
        NDArray y = block.forward(new ParameterStore(manager, false), new NDList(x), true).head();
        assertThat(y.toFloatArray()).containsExactly(0, 0);
        assertThat(figures(block, "running_var"))
                .containsExactly(new double[] {0.9, 0.9}, within(1e-6));
    }

    @Test
    void layerNormIsOverTheFeaturesOfAStep() {
        SequenceLayerNorm block = initialized(new SequenceLayerNorm());
        double[][][] x = input();
        long[] lengths = {2, 4, 1};
        double[] expected = new double[BATCH * STEPS * FEATURES];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                double mean = Arrays.stream(x[b][t]).average().orElseThrow();
                double variance =
                        Arrays.stream(x[b][t])
                                .map(v -> (v - mean) * (v - mean))
                                .average()
                                .orElseThrow();
                for (int k = 0; k < FEATURES; k++) {
                    expected[(b * STEPS + t) * FEATURES + k] =
                            (x[b][t][k] - mean) / Math.sqrt(variance + EPSILON) * gain[k]
                                    + shift[k];
                }
            }
        }
        assertThat(run(block, x, lengths, true)).containsExactly(expected, within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -2, 5})
    void wrongLengthsAndShapesAreNamed(long wrong) {
        SequenceLayerNorm block = initialized(new SequenceLayerNorm());
        assertThatThrownBy(() -> run(block, input(), new long[] {1, wrong, 2}, true))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sequence 1")
                .hasMessageContaining("is " + wrong);
        SequenceLayerNorm fresh = new SequenceLayerNorm();
        assertThatThrownBy(() -> fresh.initialize(manager, DataType.FLOAT32, new Shape(3, 4)))
                .hasMessageContaining("(batch, time, features)");
    }
}
