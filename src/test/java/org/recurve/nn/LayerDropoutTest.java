package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.nn.Reference.Kind;

/** Dropout between the layers of a fused block, by kernel and layer by layer. */
class LayerDropoutTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Each layer but the first hands on what it gets, the first ones: outputs are masks. */
    @Test
    void everyNumberIsDrawnForItselfAndAnewForEachLayer() {
        manager.getEngine().setRandomSeed(5);
        int batch = 40;
        int steps = 7;
        int size = 50;
        double rate = 0.3;
        RNN block =
                RNN.builder()
                        .optActivation(RNN.Activation.RELU)
                        .setStateSize(size)
                        .setNumLayers(3)
                        .optDropRate((float) rate)
                        .build();
        NDArray x = manager.ones(new Shape(batch + 1, steps, 2));
        block.initialize(manager, DataType.FLOAT32, x.getShape());
        block.getParameters().values().forEach(p -> p.getArray().muli(0));
        block.getParameters().get("bias_ih_l0").getArray().addi(1);
        for (String name : new String[] {"weight_ih_l1", "weight_ih_l2"}) {
            block.getParameters().get(name).getArray().addi(manager.eye(size));
        }
        long[] ragged = new long[batch + 1];
        Arrays.fill(ragged, steps);
        ragged[batch] = 2;
        ParameterStore store = new ParameterStore(manager, false);
        // Two masks: what one of them drops is gone.
        double gone = 1 - (1 - rate) * (1 - rate);
        int drawn = batch * steps * size;
        for (NDArray lengths : new NDArray[] {null, manager.create(ragged)}) {
            NDArray y = block.forward(store, x, new NDList(), lengths, true).head().get(":40");
            int zeros = 0;
            for (float value : y.toFloatArray()) {
                zeros += value == 0 ? 1 : 0;
                assertThat(value == 0 || Math.abs(value - 1 / (1 - gone)) < 1e-5)
                        .as("value %s", value)
                        .isTrue();
            }
            assertThat((double) zeros / drawn)
                    .isCloseTo(gone, within(4 * Math.sqrt(gone * (1 - gone) / drawn)));
            assertThat(y.get(":,0")).isNotEqualTo(y.get(":,1"));
            assertThat(y.get(0)).isNotEqualTo(y.get(1));
            NDArray still = block.forward(store, x, new NDList(), lengths, false).head();
            assertThat(still.get(":40").toFloatArray()).containsOnly(1);
        }
    }

    /** With rate 1 the second layer sees zeros in training, and nothing else changes. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RNN", "RNN_RELU", "LSTM", "GRU"})
    void dropoutIsBetweenLayersAndInTrainingOnly(Kind kind) {
        NDArray x = manager.randomNormal(new Shape(2, 4, 3));
        NDArray ragged = manager.create(new long[] {4, 2});
        SequenceBlock plain = TestBlocks.initialized(manager, kind, 3, 3, 2, false);
        Recurrent dropping = copyWithDropout(plain, kind, 2);
        Recurrent first = copyWithDropout(plain, kind, 1);
        Recurrent second = kind.builder(3).setNumLayers(1).build();
        second.initialize(manager, DataType.FLOAT32, x.getShape());
        for (Parameter p : second.getParameters().values()) {
            NDArray source = plain.getParameters().get(p.getName().replace("l0", "l1")).getArray();
            source.copyTo(p.getArray());
        }
        ParameterStore store = new ParameterStore(manager, false);
        NDList none = new NDList();
        for (NDArray lengths : new NDArray[] {null, ragged}) {
            NDArray expected = plain.forward(store, x, none, lengths, true).head();
            assertThat(dropping.forward(store, x, none, lengths, false).head()).isEqualTo(expected);
            NDArray ofZeros = second.forward(store, x.zerosLike(), none, lengths, true).head();
            assertThat(dropping.forward(store, x, none, lengths, true).head())
                    .isEqualTo(ofZeros)
                    .isNotEqualTo(expected);
            assertThat(first.forward(store, x, none, lengths, true).head())
                    .isEqualTo(first.forward(store, x, none, lengths, false).head());
        }
    }

    private Recurrent copyWithDropout(SequenceBlock source, Kind kind, int layers) {
        Recurrent copy = kind.builder(3).setNumLayers(layers).optDropRate(1).build();
        copy.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 3));
        for (Parameter p : copy.getParameters().values()) {
            source.getParameters().get(p.getName()).getArray().copyTo(p.getArray());
        }
        return copy;
    }
}
