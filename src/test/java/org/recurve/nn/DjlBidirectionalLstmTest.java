package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.recurve.nn.Reference.Kind;

/**
 * Why there are blocks of our own: DJL 0.35.1 hands libtorch all weights and then all biases, where
 * libtorch takes weights and biases of each direction in turn. If these tests fail, DJL has been
 * mended.
 */
class DjlBidirectionalLstmTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-5);

    @Test
    void oursEqualsTheReferenceWhereDjlsThrows() {
        Trial trial = new Trial(Kind.LSTM, 1, 2, 3, 2, true, false);
        assertThat(trial.byBlock().outputs().get("y"))
                .containsExactly(trial.byReference().outputs().get("y"), CLOSE);
        assertThatThrownBy(() -> byDjl(trial)).isInstanceOf(EngineException.class);
    }

    @Test
    void oursEqualsTheReferenceWhereDjlsIsSilentlyWrong() {
        Trial trial = new Trial(Kind.LSTM, 1, 2, 2, 2, true, false);
        double[] expected = trial.byReference().outputs().get("y");
        assertThat(trial.byBlock().outputs().get("y")).containsExactly(expected, CLOSE);
        double[] djl = byDjl(trial);
        assertThat(djl).hasSameSizeAs(expected);
        double difference = 0;
        for (int i = 0; i < djl.length; i++) {
            difference = Math.max(difference, Math.abs(djl[i] - expected[i]));
        }
        assertThat(difference).isGreaterThan(0.05);
    }

    /**
     * The same parameters in DJL's block do agree in one direction, so they were copied rightly.
     */
    @Test
    void djlsAgreesInOneDirection() {
        Trial trial = new Trial(Kind.LSTM, 1, 1, 3, 2, true, false);
        assertThat(byDjl(trial)).containsExactly(trial.byReference().outputs().get("y"), CLOSE);
    }

    private static double[] byDjl(Trial trial) {
        try (NDManager manager = NDManager.newBaseManager()) {
            ai.djl.nn.recurrent.LSTM block =
                    ai.djl
                            .nn
                            .recurrent
                            .LSTM
                            .builder()
                            .setStateSize(trial.size)
                            .setNumLayers(trial.layers)
                            .optBidirectional(trial.directions == 2)
                            .optReturnState(true)
                            .build();
            Shape input = new Shape(Trial.BATCH, Trial.STEPS, trial.features);
            block.initialize(manager, DataType.FLOAT32, input);
            for (Parameter p : block.getParameters().values()) {
                p.getArray().set(Trial.floats(trial.values.get(pytorchName(p.getName()))));
            }
            Shape states = new Shape(trial.directions, Trial.BATCH, trial.size);
            NDList inputs =
                    new NDList(
                            manager.create(Trial.floats(trial.values.get("x")), input),
                            manager.create(Trial.floats(trial.values.get("state0")), states),
                            manager.create(Trial.floats(trial.values.get("state1")), states));
            NDList outputs = block.forward(new ParameterStore(manager, false), inputs, false);
            return Trial.doubles(outputs.head());
        }
    }

    /** From {@code r_0_i2h_WEIGHT} to {@code weight_ih_l0_reverse}. */
    private static String pytorchName(String djl) {
        String[] parts = djl.split("_", -1);
        assertThat(Arrays.asList("l", "r")).contains(parts[0]);
        String kind = parts[3].equals("WEIGHT") ? "weight" : "bias";
        String from = parts[2].equals("i2h") ? "_ih_l" : "_hh_l";
        return kind + from + parts[1] + (parts[0].equals("r") ? "_reverse" : "");
    }
}
