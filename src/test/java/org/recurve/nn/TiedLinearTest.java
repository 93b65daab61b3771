package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tied output layer, and DJL's own where nothing is tied. */
class TiedLinearTest {
    private static final int WORDS = 5;
    private static final int WIDTH = 4;

    private static Parameter table() {
        return Parameter.builder()
                .setName("embedding.weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(WORDS, WIDTH))
                .optInitializer(Initializer.ONES)
                .build();
    }

    /** Tokens to vectors, tanh, and back to logits: the table is used twice. */
    private static final class Tied extends AbstractBlock {
        private final Parameter table = addParameter(table());
        private final TiedLinear output = addChildBlock("output", new TiedLinear(table));

        @Override
        protected void initializeChildBlocks(
                NDManager manager, DataType dataType, Shape... inputShapes) {
            output.initialize(manager, dataType, inputShapes[0].add(WIDTH));
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray tokens = inputs.head();
            NDArray weight = store.getValue(table, tokens.getDevice(), training);
            NDList vectors =
                    tokens.getNDArrayInternal().embedding(tokens, weight, SparseFormat.DENSE);
            return output.forward(store, new NDList(vectors.head().tanh()), training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return output.getOutputShapes(new Shape[] {inputShapes[0].add(WIDTH)});
        }

        @Override
        public String toString() {
            return BlockText.of(this, output.toString());
        }
    }

    @TestFactory
    Stream<DynamicTest> theTableGetsBothGradients() {
        return BlockContract.of(Tied::new).integers(new Shape(3, 2), 4, 0, 1, 1, 2, 4).tests();
    }

    @Test
    void equalsPlainJava() {
        try (BlockFixture fixture = new BlockFixture(new Tied(), new Shape(1, WORDS))) {
            double[] weight = fixture.parameter("embedding.weight");
            NDArray logits =
                    fixture.forward(
                                    fixture.manager()
                                            .create(
                                                    new long[] {0, 1, 2, 3, 4},
                                                    new Shape(1, WORDS)))
                            .head();
            for (int word = 0; word < WORDS; word++) {
                double[] vector =
                        Arrays.stream(weight, word * WIDTH, (word + 1) * WIDTH)
                                .map(Math::tanh)
                                .toArray();
                assertThat(logits.get(0, word).toDoubleArray())
                        .containsExactly(
                                BlockFixture.affine(
                                        weight, fixture.parameter("01output_bias"), vector),
                                within(1e-12));
            }
        }
    }

    @Test
    void countsOnlyItsBias() {
        Parameter table = table();
        TiedLinear block = new TiedLinear(table);
        assertThat(block).hasToString("TiedLinear(features 4, words 5, tied to embedding.weight)");
        try (BlockFixture fixture = new BlockFixture(block, new Shape(2, 3, WIDTH))) {
            assertThat(fixture.names()).containsExactly("bias");
            assertThat(block.toString()).endsWith(": 5 parameters");
        }
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new BlockFixture(new TiedLinear(table()), new Shape(2, 3, WIDTH + 1)))
                .withMessage(
                        "input must be of shape (..., 4) to fit the embedding's table (5, 4), but"
                                + " is (2, 3, 5)");
        Parameter unknown =
                Parameter.builder().setName("embedding").setType(Parameter.Type.WEIGHT).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockFixture(new TiedLinear(unknown), new Shape(2, 3, 4)))
                .withMessageContaining("initialize the embedding before this layer");
    }

    @Test
    void linearOfDjlWorksStepByStep() {
        Linear linear = Linear.builder().setUnits(3).build();
        Shape shape = new Shape(2, 3, WIDTH);
        try (BlockFixture fixture = new BlockFixture(linear, shape)) {
            double[][][] x = fixture.cube(2, 3, WIDTH);
            NDArray y = fixture.forward(fixture.array(x)).head();
            assertThat(linear.getOutputShapes(new Shape[] {shape})).containsExactly(y.getShape());
            for (int b = 0; b < 2; b++) {
                for (int t = 0; t < 3; t++) {
                    assertThat(y.get(b, t).toDoubleArray())
                            .containsExactly(
                                    BlockFixture.affine(
                                            fixture.parameter("weight"),
                                            fixture.parameter("bias"),
                                            x[b][t]),
                                    within(1e-12));
                }
            }
        }
    }
}
