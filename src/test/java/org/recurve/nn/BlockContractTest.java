package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract holds for a right block and sees each kind of wrong one. */
class BlockContractTest {
    private enum Fault {
        NONE,
        LOSES_GRADIENT,
        WRONG_SHAPE,
        NO_TEXT,
        READS_PADDING,
        MULTIPLIES_PADDING,
        ZEROES_OUTPUT_ONLY,
        MIXES_EXAMPLES,
        FIXED_TYPE,
        FORGETS_BIAS,
        LEAKS,
        TAKES_ANY_WIDTH,
        TAKES_ANY_LENGTHS
    }

    /** {@code x * weight + bias} where valid, 0 elsewhere; or something a little wrong. */
    private static final class Scale extends AbstractBlock {
        private final Fault fault;
        private final Parameter weight;
        private final Parameter bias;

        Scale(Fault fault) {
            this.fault = fault;
            weight = parameter("weight");
            bias = parameter("bias");
        }

        private Parameter parameter(String name) {
            Parameter parameter =
                    Parameter.builder()
                            .setName(name)
                            .setType(Parameter.Type.WEIGHT)
                            .optInitializer(Initializer.ONES)
                            .build();
            return fault == Fault.FORGETS_BIAS && name.equals("bias")
                    ? parameter
                    : addParameter(parameter);
        }

        @Override
        protected void prepare(Shape[] inputShapes) {
            weight.setShape(new Shape(inputShapes[0].tail()));
            bias.setShape(new Shape(inputShapes[0].tail()));
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray x = inputs.head();
            Shape given = x.getShape();
            boolean fits = given.dimension() == 3 && given.get(2) == weight.getShape().get(0);
            if (!fits && fault != Fault.TAKES_ANY_WIDTH) {
                throw new IllegalArgumentException(
                        "input " + given + " needs " + weight.getShape());
            }
            boolean ragged = inputs.size() > 1 && fault != Fault.READS_PADDING;
            Lengths lengths = ragged ? lengths(inputs.get(1), x) : null;
            if (ragged && fault != Fault.ZEROES_OUTPUT_ONLY && fault != Fault.MULTIPLIES_PADDING) {
                x = lengths.zeroPadding(x);
            }
            NDArray w = store.getValue(weight, x.getDevice(), training);
            NDArray b =
                    fault == Fault.FORGETS_BIAS
                            ? x.getManager().randomNormal(w.getShape(), x.getDataType())
                            : store.getValue(bias, x.getDevice(), training);
            NDArray y = (fault == Fault.LOSES_GRADIENT ? x.duplicate() : x).mul(w).add(b);
            if (fault == Fault.LEAKS) {
                NDScope.unregister(y);
                y = y.mul(1);
            }
            if (fault == Fault.MIXES_EXAMPLES) {
                y = y.sub(y.mean(new int[] {0}, true));
            }
            if (fault == Fault.MULTIPLIES_PADDING && ragged) {
                y = y.mul(lengths.valid(x).toType(x.getDataType(), false).expandDims(2));
            } else if (ragged) {
                y = lengths.zeroPadding(y);
            }
            return new NDList(fault == Fault.FIXED_TYPE ? y.toType(DataType.FLOAT32, false) : y);
        }

        private Lengths lengths(NDArray lengths, NDArray x) {
            return fault == Fault.TAKES_ANY_LENGTHS
                    ? new Lengths(lengths, x.size(1), 1)
                    : Lengths.of(lengths, x.size(0), x.size(1));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {
                fault == Fault.WRONG_SHAPE ? inputShapes[0].add(1) : inputShapes[0]
            };
        }

        @Override
        public String toString() {
            return fault == Fault.NO_TEXT ? "Scale@1b2c3d4e" : BlockText.of(this, "size 4");
        }
    }

    private static BlockContract contract(Fault fault, boolean lengths) {
        BlockContract contract = BlockContract.of(() -> new Scale(fault)).sequence(3, 5, 4);
        return lengths ? contract.lengths(2, 5, 1) : contract;
    }

    @TestFactory
    Stream<DynamicTest> aRightBlockPasses() {
        return contract(Fault.NONE, false).tests();
    }

    @TestFactory
    Stream<DynamicTest> aRightBlockWithLengthsPasses() {
        return contract(Fault.NONE, true).tests();
    }

    @ParameterizedTest
    @CsvSource({
        "LOSES_GRADIENT,gradients",
        "WRONG_SHAPE,shapes",
        "NO_TEXT,text",
        "READS_PADDING,padding",
        "MULTIPLIES_PADDING,padding",
        "ZEROES_OUTPUT_ONLY,padding",
        "MIXES_EXAMPLES,alone as in a batch",
        "FIXED_TYPE,float32",
        "FORGETS_BIAS,save and load",
        "LEAKS,memory",
        "TAKES_ANY_WIDTH,wrong widths",
        "TAKES_ANY_LENGTHS,wrong lengths"
    })
    void aWrongBlockIsSeen(Fault fault, String check) {
        assertThat(failures(contract(fault, true))).contains(check);
    }

    @Test
    void aBlockThatDoesNotLearnIsSeen() {
        assertThat(failures(contract(Fault.LOSES_GRADIENT, false))).contains("learns");
        assertThat(failures(contract(Fault.NONE, false))).isEmpty();
    }

    private static List<String> failures(BlockContract contract) {
        return contract.tests()
                .filter(BlockContractTest::fails)
                .map(DynamicTest::getDisplayName)
                .toList();
    }

    private static boolean fails(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return false;
        } catch (Throwable e) {
            return true;
        }
    }
}
