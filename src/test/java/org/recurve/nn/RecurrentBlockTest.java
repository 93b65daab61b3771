package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.nn.Reference.Kind;

/** The blocks as ordinary DJL blocks. */
class RecurrentBlockTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDList run(Block block, NDList inputs, boolean training) {
        return block.forward(new ParameterStore(manager, false), inputs, training);
    }

    @Test
    void parametersHavePyTorchsNamesShapesAndOrder() {
        SequenceBlock block = TestBlocks.initialized(manager, Cells.gru(), 5, 3, 2, true);
        assertThat(
                        block.getParameters().values().stream()
                                .map(p -> p.getName() + p.getArray().getShape()))
                .containsExactly(
                        "weight_ih_l0(9, 5)",
                        "weight_hh_l0(9, 3)",
                        "bias_ih_l0(9)",
                        "bias_hh_l0(9)",
                        "weight_ih_l0_reverse(9, 5)",
                        "weight_hh_l0_reverse(9, 3)",
                        "bias_ih_l0_reverse(9)",
                        "bias_hh_l0_reverse(9)",
                        "weight_ih_l1(9, 6)",
                        "weight_hh_l1(9, 3)",
                        "bias_ih_l1(9)",
                        "bias_hh_l1(9)",
                        "weight_ih_l1_reverse(9, 6)",
                        "weight_hh_l1_reverse(9, 3)",
                        "bias_ih_l1_reverse(9)",
                        "bias_hh_l1_reverse(9)");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RNN", "RNN_RELU", "LSTM", "GRU", "LSTM_PROJECTED"})
    void declaredShapesAreTheRealOnes(Kind kind) {
        for (boolean state : new boolean[] {false, true}) {
            for (boolean both : new boolean[] {false, true}) {
                Recurrent block =
                        kind.builder(3)
                                .setNumLayers(2)
                                .optBidirectional(both)
                                .optReturnState(state)
                                .build();
                Shape input = new Shape(2, 4, 5);
                block.initialize(manager, DataType.FLOAT32, input);
                NDList outputs = run(block, new NDList(manager.ones(input)), false);
                assertThat(outputs).hasSize(state ? 1 + block.stateCount() : 1);
                assertThat(block.getOutputShapes(new Shape[] {input}))
                        .containsExactly(outputs.getShapes());
            }
        }
    }

    @Test
    void statesAndLengthsComeInAsFurtherInputsAndTheListStaysAsItIs() {
        Recurrent block =
                LSTM.builder().setStateSize(3).setNumLayers(1).optReturnState(true).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 5));
        NDArray x = manager.randomNormal(new Shape(2, 4, 5));
        NDArray h = manager.randomNormal(new Shape(1, 2, 3));
        NDArray c = manager.randomNormal(new Shape(1, 2, 3));
        NDArray zero = c.zerosLike();
        NDArray lengths = manager.create(new long[] {4, 2});
        for (NDArray given : new NDArray[] {null, lengths}) {
            for (NDList state : new NDList[] {new NDList(), new NDList(h), new NDList(h, c)}) {
                NDList inputs = new NDList(x).addAll(state);
                NDList full =
                        state.isEmpty()
                                ? new NDList(zero, zero)
                                : new NDList(h, state.size() == 1 ? zero : c);
                if (given != null) {
                    inputs.add(given);
                }
                int size = inputs.size();
                NDList outputs = run(block, inputs, false);
                assertThat(inputs).hasSize(size);
                NDList expected = TestBlocks.forward(manager, block, x, full, given);
                for (int i = 0; i < 3; i++) {
                    assertThat(outputs.get(i)).isEqualTo(expected.get(i));
                }
            }
        }
    }

    @Test
    void worksInASequentialBlock() {
        SequentialBlock net =
                new SequentialBlock()
                        .add(LSTM.builder().setStateSize(6).setNumLayers(2).build())
                        .add(GRU.builder().setStateSize(4).setNumLayers(1).build())
                        .add(Linear.builder().setUnits(3).build());
        Shape input = new Shape(2, 7, 5);
        net.initialize(manager, DataType.FLOAT32, input);
        NDList outputs = run(net, new NDList(manager.randomNormal(input)), false);
        assertThat(outputs.singletonOrThrow().getShape()).isEqualTo(new Shape(2, 7, 3));
        assertThat(net.getOutputShapes(new Shape[] {input})).containsExactly(new Shape(2, 7, 3));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RNN", "RNN_RELU", "LSTM", "GRU", "LSTM_PROJECTED"})
    void savedParametersComeBack(Kind kind) throws IOException, MalformedModelException {
        SequenceBlock block = TestBlocks.initialized(manager, kind, 5, 3, 2, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        block.saveParameters(new DataOutputStream(bytes));
        Recurrent copy = kind.builder(3).setNumLayers(2).optBidirectional(true).build();
        copy.loadParameters(
                manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(copy.isInitialized()).isTrue();
        for (Parameter p : block.getParameters().values()) {
            assertThat(copy.getParameters().get(p.getName()).getArray()).isEqualTo(p.getArray());
        }
        // Not bit for bit: loaded arrays may lie at addresses that the matrix product treats
        // differently.
        NDArray x = manager.randomNormal(new Shape(2, 4, 5));
        assertThat(TestBlocks.forward(manager, copy, x).head().toFloatArray())
                .containsExactly(
                        TestBlocks.forward(manager, block, x).head().toFloatArray(),
                        Offset.offset(1e-6f));
    }

    @Test
    void wrongShapesAreNamed() {
        SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 5, 3, 1, false);
        NDArray x = manager.ones(new Shape(2, 4, 5));
        NDArray h = manager.ones(new Shape(1, 2, 3));
        refused(block, manager.ones(new Shape(4, 5)), new NDList(), "(batch, time, features)");
        refused(block, manager.ones(new Shape(2, 4, 6)), new NDList(), "6 features", "made for 5");
        refused(block, manager.ones(new Shape(2, 0, 5)), new NDList(), "(2, 0, 5)");
        refused(block, x, new NDList(manager.ones(new Shape(2, 2, 3))), "(1, 2, 3)", "(2, 2, 3)");
        refused(block, x, new NDList(h, manager.ones(new Shape(1, 3))), "state 1", "(1, 3)");
        refused(block, x, new NDList(h, h, h), "2 state array(s)", "got 3");
    }

    private void refused(SequenceBlock block, NDArray x, NDList state, String... parts) {
        assertThatThrownBy(() -> TestBlocks.forward(manager, block, x, state, null))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }

    @Test
    void wrongSettingsAreNamed() {
        Stream.of(
                        LSTM.builder().setNumLayers(1),
                        LSTM.builder().setStateSize(1),
                        LSTM.builder().setStateSize(-1).setNumLayers(1))
                .forEach(
                        b ->
                                assertThatThrownBy(b::build)
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageContaining("state size and number of layers"));
        for (float rate : new float[] {-0.1f, 1.1f, Float.NaN}) {
            assertThatThrownBy(() -> GRU.builder().optDropRate(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 to 1");
        }
    }

    @Test
    void sameSeedSameParameters() {
        float[][] drawn = new float[2][];
        for (int i = 0; i < 2; i++) {
            manager.getEngine().setRandomSeed(3);
            SequenceBlock block = TestBlocks.initialized(manager, Cells.lstm(), 5, 3, 1, false);
            drawn[i] = block.getParameters().get("weight_hh_l0").getArray().toFloatArray();
        }
        assertThat(drawn[0]).isEqualTo(drawn[1]);
    }

    /** Layer 10 is not layer 1: names are read as numbers. */
    @Test
    void elevenLayersHaveTheirShapes() {
        SequenceBlock block = TestBlocks.initialized(manager, Cells.rnn(), 5, 3, 11, true);
        assertThat(block.getParameters().get("weight_ih_l10_reverse").getArray().getShape())
                .isEqualTo(new Shape(3, 6));
        NDArray x = manager.ones(new Shape(2, 4, 5));
        assertThat(TestBlocks.forward(manager, block, x).get(1).getShape())
                .isEqualTo(new Shape(22, 2, 3));
    }

    /** A cell of one's own: its step is a moving average with one gate's parameters. */
    @Test
    void aCellOfOnesOwnGetsParametersAndLengths() {
        Cell own = AverageCell::new;
        assertThat(own.name()).isEqualTo("average");
        SequenceBlock block = own.layers(3, 2, false, 0);
        block.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 5));
        NDArray x = manager.randomNormal(new Shape(2, 4, 5));
        NDArray lengths = manager.create(new long[] {4, 2});
        NDList together = TestBlocks.forward(manager, block, x, new NDList(), lengths);
        NDList alone = TestBlocks.forward(manager, block, x.get("1:2,:2"));
        assertThat(together.head().get("1:2,:2").toFloatArray())
                .containsExactly(alone.head().toFloatArray(), Offset.offset(1e-6f));
        assertThat(together.get(1).get(":,1:2").toFloatArray())
                .containsExactly(alone.get(1).toFloatArray(), Offset.offset(1e-6f));
    }
}
