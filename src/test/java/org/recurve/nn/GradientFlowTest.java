package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientFlowTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray zeros(int steps) {
        return manager.zeros(new Shape(2, steps, 3), DataType.FLOAT64);
    }

    private static RNN rnn(RecurrentInitializer initializer) {
        return RNN.builder().setStateSize(8).setNumLayers(1).optInitializer(initializer).build();
    }

    /** Where the state stays zero, tanh has the slope 1 and the matrix is all that acts. */
    @Test
    void anOrthogonalMatrixMultipliesTheGradientByItsGainAtEachStep() {
        for (double gain : new double[] {0.5, 1, 1.2}) {
            RNN block = rnn(RecurrentInitializers.orthogonal(gain));
            GradientFlow flow = GradientFlow.of(block, zeros(6));
            assertThat(flow.lags()).containsExactly(0, 1, 2, 3, 4, 5);
            for (int lag = 0; lag < 6; lag++) {
                assertThat(flow.norm(lag)).isCloseTo(Math.pow(gain, lag), within(1e-9));
                assertThat(flow.norms()[lag]).isEqualTo(flow.norm(lag));
            }
            assertThat(flow.factor()).isCloseTo(gain, within(1e-9));
        }
    }

    /** The slope of tanh counts at the state that a step has reached: by hand for one unit. */
    @Test
    void saturationTakesItsPart() {
        RNN block =
                RNN.builder()
                        .setStateSize(1)
                        .setNumLayers(1)
                        .optInitializer(RecurrentInitializers.orthogonal())
                        .build();
        NDArray x = manager.create(new double[] {0.7, -1.2, 0.4}, new Shape(1, 3, 1));
        block.initialize(manager, DataType.FLOAT64, x.getShape());
        double w = block.getParameters().get("weight_ih_l0").getArray().getDouble();
        double u = block.getParameters().get("weight_hh_l0").getArray().getDouble();
        double h2 = Math.tanh(w * -1.2 + u * Math.tanh(w * 0.7));
        double h3 = Math.tanh(w * 0.4 + u * h2);
        double oneBack = Math.abs(u) * (1 - h3 * h3);
        double twoBack = oneBack * Math.abs(u) * (1 - h2 * h2);
        assertThat(GradientFlow.of(block, x).norms())
                .containsExactly(new double[] {1, oneBack, twoBack}, within(1e-12));
    }

    @Test
    void leavesNoGradientsBehindAndClosesWhatItMade() {
        GRU block = GRU.builder().setStateSize(4).setNumLayers(1).build();
        NDArray x = zeros(5);
        block.initialize(manager, DataType.FLOAT64, x.getShape());
        int before = manager.getManagedArrays().size();
        GradientFlow.of(block, x);
        GradientFlow.of(block, x);
        assertThat(manager.getManagedArrays()).hasSize(before);
        assertThat(block.recorded()).isFalse();
        for (Parameter parameter : block.getParameters().values()) {
            assertThat(JniUtils.getGradient((PtNDArray) parameter.getArray())).isNull();
        }
    }

    @Test
    void refusesWhatHasNoSingleLag() {
        GRU two = GRU.builder().setStateSize(4).setNumLayers(2).build();
        assertThatThrownBy(() -> GradientFlow.of(two, zeros(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[l0, l1]");
        GRU both = GRU.builder().setStateSize(4).setNumLayers(1).optBidirectional(true).build();
        assertThatThrownBy(() -> GradientFlow.of(both, zeros(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backward");
        assertThat(two.recorded()).isFalse();
    }

    @Test
    void aSingleStepHasNoFactor() {
        GradientFlow flow = GradientFlow.of(rnn(RecurrentInitializers.orthogonal()), zeros(1));
        assertThat(flow.norms()).containsExactly(1);
        assertThat(flow.factor()).isNaN();
    }
}
