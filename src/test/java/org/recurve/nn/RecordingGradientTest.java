package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.nn.Reference.Kind;

/** The gradients that are seen at the hidden states are those of the formulas. */
class RecordingGradientTest {
    private static final int FEATURES = 3;
    private static final int SIZE = 4;
    private static final long[] LENGTHS = {3, 5};

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    /**
     * A shift of the hidden state after each step, by hand: of the state that goes on, and of the
     * output that is made of it.
     */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RNN", "LSTM", "GRU", "SRU", "MIN_GRU", "LSTM_PROJECTED"})
    void gradientNormsAreCentralDifferencesInPlainJava(Kind kind) {
        for (boolean backward : new boolean[] {false, true}) {
            RecurrentLayer layer =
                    RecurrentLayer.builder()
                            .setCell(kind.cell(SIZE, true))
                            .optBackward(backward)
                            .build();
            Shape shape = new Shape(LENGTHS.length, 5, FEATURES);
            layer.initialize(manager, DataType.FLOAT64, shape);
            NDArray x = manager.randomNormal(0, 1, shape, DataType.FLOAT64);
            NDArray lengths = manager.create(LENGTHS);
            NDArray weights =
                    manager.randomNormal(
                            0, 1, new Shape(2, 5, layer.outputSize()), DataType.FLOAT64);
            double[] found;
            try (Recording recording = Recording.withGradients(layer);
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = layer.forward(store, x, new NDList(), lengths, true).head();
                collector.backward(y.mul(weights).sum());
                found = recording.gradientNorms(recording.layers().get(0));
            }
            double[] squares = new double[5];
            for (int b = 0; b < LENGTHS.length; b++) {
                ShiftedRun run = new ShiftedRun(kind, layer, x.get(b), weights.get(b), backward);
                for (int t = 0; t < LENGTHS[b]; t++) {
                    squares[t] += run.squaredGradient((int) LENGTHS[b], t);
                }
            }
            assertThat(found)
                    .as("%s backward %s", kind, backward)
                    .containsExactly(
                            Arrays.stream(squares).map(Math::sqrt).toArray(), within(1e-7));
        }
    }

    /** Runs one sequence one step at a time, so that its state can be shifted between steps. */
    private static final class ShiftedRun {
        private final Kind kind;
        private final Map<String, double[]> parameters = new TreeMap<>();
        private final double[][] x;
        private final double[][] weights;
        private final long[] sizes;
        private final boolean backward;

        ShiftedRun(Kind kind, RecurrentLayer layer, NDArray x, NDArray weights, boolean backward) {
            this.kind = kind;
            this.backward = backward;
            layer.cell()
                    .getParameters()
                    .forEach(
                            e ->
                                    parameters.put(
                                            e.getKey() + "_l0",
                                            Trial.doubles(e.getValue().getArray())));
            this.x = rows(x);
            this.weights = rows(weights);
            sizes = layer.cell().stateSizes();
        }

        private static double[][] rows(NDArray array) {
            double[][] rows = new double[(int) array.size(0)][];
            Arrays.setAll(rows, t -> Trial.doubles(array.get(t)));
            return rows;
        }

        double squaredGradient(int length, int position) {
            double sum = 0;
            double delta = 1e-5;
            for (int unit = 0; unit < sizes[0]; unit++) {
                double above = objective(length, position, unit, delta);
                double below = objective(length, position, unit, -delta);
                double gradient = (above - below) / (2 * delta);
                sum += gradient * gradient;
            }
            return sum;
        }

        private double objective(int length, int position, int unit, double shift) {
            Reference reference = new Reference(kind, parameters, SIZE, 1, 1);
            double[][][] state = new double[sizes.length][1][];
            Arrays.setAll(state, s -> new double[][] {new double[(int) sizes[s]]});
            double sum = 0;
            for (int i = 0; i < length; i++) {
                int t = backward ? length - 1 - i : i;
                double[] y = reference.run(new double[][] {x[t]}, state)[0];
                if (t == position) {
                    state[0][0][unit] += shift;
                    y = kind == Kind.SRU ? sru(x[t], state[0][0]) : state[0][0].clone();
                }
                sum += BlockFixture.dot(y, weights[t]);
            }
            return sum;
        }

        /** The output of an SRU by the state after the step. */
        private double[] sru(double[] in, double[] c) {
            double[] sums = BlockFixture.affine(parameters.get("weight_ih_l0"), null, in);
            double[] skip = BlockFixture.affine(parameters.get("weight_skip_l0"), null, in);
            double[] y = new double[SIZE];
            for (int j = 0; j < SIZE; j++) {
                double bias = parameters.get("bias_ih_l0")[SIZE + j];
                double r = 1 / (1 + Math.exp(-sums[2 * SIZE + j] - bias));
                y[j] = r * Math.tanh(c[j]) + (1 - r) * skip[j];
            }
            return y;
        }
    }
}
