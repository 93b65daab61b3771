package org.recurve.nn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What every block of the library keeps, as tests for a {@code @TestFactory}:
 *
 * <pre>{@code
 * return BlockContract.of(() -> new AdditiveAttention(5))
 *         .input(3, 2, 4)              // query
 *         .sequence(3, 6, 3)           // keys: what lengths bound
 *         .lengths(4, 6, 1)
 *         .tests();
 * }</pre>
 *
 * <ul>
 *   <li>gradients of all parameters and float inputs equal central differences in float64;
 *   <li>saved and loaded parameters give the same outputs;
 *   <li>shapes declared are shapes delivered;
 *   <li>the text of the block is readable, before and after initialization;
 *   <li>float32 gives the outputs of float64, as float32;
 *   <li>an example gives the same outputs alone and in a batch;
 *   <li>an {@code NDScope} around a pass leaves no array behind;
 *   <li>inputs of another width than the block was made for are refused by name;
 *   <li>with lengths: what stands in padding, NaN included, changes no output and no gradient;
 *   <li>with lengths: those that are no 1 to T, and more than there are sequences, are refused;
 *   <li>with one input and one output: it learns in a plain DJL {@code SequentialBlock}.
 * </ul>
 *
 * <p>Parameters and inputs are random and not zero. The batch axis of an array is its first axis of
 * the batch's size, so choose a batch size that no axis before it has.
 */
public final class BlockContract {

    /** An input: numbers in row-major order, integers if not floating. */
    record Input(Shape shape, List<Double> numbers, boolean floating, boolean bounded) {
        double[] values() {
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private final Supplier<? extends Block> blocks;
    private final Random random = new Random(7);
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private long[] lengths;

    private BlockContract(Supplier<? extends Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * Starts a contract.
     *
     * @param blocks makes a fresh block, always with the same settings, and without dropout
     * @return a contract without inputs
     */
    public static BlockContract of(Supplier<? extends Block> blocks) {
        return new BlockContract(blocks);
    }

    /**
     * Adds a float input.
     *
     * @param shape its shape
     * @return this
     */
    public BlockContract input(long... shape) {
        return floats(new Shape(shape), false);
    }

    /**
     * Adds a float input {@code (B,T,...)} whose padding the lengths tell.
     *
     * @param shape its shape
     * @return this
     */
    public BlockContract sequence(long... shape) {
        return floats(new Shape(shape), true);
    }

    private BlockContract floats(Shape shape, boolean bounded) {
        List<Double> numbers = Arrays.stream(nonZero(shape.size(), 1.5)).boxed().toList();
        inputs.put("input " + inputs.size(), new Input(shape, numbers, true, bounded));
        return this;
    }

    /**
     * Adds an int64 input.
     *
     * @param shape its shape
     * @param values its numbers
     * @return this
     */
    public BlockContract integers(Shape shape, long... values) {
        List<Double> numbers = Arrays.stream(values).asDoubleStream().boxed().toList();
        inputs.put("input " + inputs.size(), new Input(shape, numbers, false, false));
        return this;
    }

    /**
     * Adds int64 lengths as the last input; they bound the inputs added by {@link #sequence}.
     *
     * @param values one for each example, each 1 to T
     * @return this
     */
    public BlockContract lengths(long... values) {
        integers(new Shape(values.length), values);
        lengths = values.clone();
        return this;
    }

    /** {@return the tests} */
    public Stream<DynamicTest> tests() {
        List<DynamicTest> tests = new ArrayList<>();
        BlockChecks checks = new BlockChecks(this);
        add(tests, "gradients", checks::gradients);
        add(tests, "save and load", checks::saveAndLoad);
        add(tests, "shapes", checks::shapes);
        add(tests, "text", checks::text);
        add(tests, "float32", checks::singlePrecision);
        add(tests, "alone as in a batch", checks::aloneAsInABatch);
        add(tests, "memory", checks::memory);
        if (checks.hasParameters()) {
            add(tests, "wrong widths", () -> BlockErrors.widths(checks.initialized()));
        }
        if (lengths != null) {
            add(tests, "padding", checks::padding);
            add(tests, "wrong lengths", () -> BlockErrors.lengths(checks.initialized(), lengths));
        }
        if (inputs.size() == (lengths == null ? 1 : 2)
                && inputs.get("input 0").floating()
                && checks.outputs() == 1) {
            add(tests, "learns", () -> BlockLearning.check(this));
        }
        return tests.stream();
    }

    private static void add(List<DynamicTest> tests, String name, Executable check) {
        tests.add(DynamicTest.dynamicTest(name, check));
    }

    Block block() {
        return blocks.get();
    }

    Map<String, Input> inputs() {
        return inputs;
    }

    /** {@return the lengths, or null} */
    long[] bounds() {
        return lengths;
    }

    long batch() {
        return inputs.get("input 0").shape().get(0);
    }

    /** Numbers of both signs, from a tenth of the limit to the limit. */
    double[] nonZero(long count, double limit) {
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            double size = limit * (0.1 + 0.9 * random.nextDouble());
            values[i] = random.nextBoolean() ? size : -size;
        }
        return values;
    }
}
