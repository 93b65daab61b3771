package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.nn.Reference.Kind;
import org.recurve.nn.attention.DotAttention;
import org.recurve.nn.loss.CrossEntropy;
import org.recurve.nn.loss.GaussianLoss;
import org.recurve.nn.loss.LinearChainCrf;
import org.recurve.nn.loss.RegressionLoss;
import org.recurve.nn.loss.StudentTLoss;
import org.recurve.nn.loss.TagRules;

/**
 * Java's garbage collector between forward and backward changes no gradient: nothing that the
 * backward pass needs lies in Java's memory.
 */
class GarbageCollectionTest {
    private static final int SMALL_BUFFERS = 20_000;

    /** The largest of them, as large as what is made here. */
    private static final int LONGS = 20;

    private static final Shape SHAPE = new Shape(3, 5, 4);
    private static final long[] TAGS = {0, 1, 0, 0, 0, 3, 2, 2, 3, 0, 0, 1, 1, 2, 0};

    @TestFactory
    Stream<DynamicTest> gradientsStayAsTheyAre() {
        Map<String, Supplier<Block>> blocks = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            for (boolean steps : new boolean[] {false, true}) {
                blocks.put(
                        kind + (steps ? " step by step" : ""),
                        () ->
                                RecurrentLayer.builder()
                                        .setCell(kind.cell(4, true))
                                        .optStepByStep(steps)
                                        .build());
            }
        }
        blocks.put("own cell", () -> RecurrentLayer.of(new AverageCell(4)));
        blocks.put("batch norm", SequenceBatchNorm::new);
        blocks.put("layer norm", SequenceLayerNorm::new);
        Stream<DynamicTest> chain =
                Stream.of(
                        DynamicTest.dynamicTest(
                                "linear-chain CRF", GarbageCollectionTest::checkChain));
        Stream<DynamicTest> ofBlocks =
                blocks.entrySet().stream()
                        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue())));
        return Stream.concat(
                Stream.concat(ofBlocks, chain),
                Stream.of(
                        test("times", x -> Scalars.times(x, 3)),
                        test(
                                "cross-entropy",
                                x ->
                                        new CrossEntropy()
                                                .withSmoothing(0.1)
                                                .mean(x, classes(x), null)),
                        test(
                                "gaussian",
                                x -> new GaussianLoss().mean(x.get("..., :2"), numbers(x), null)),
                        test(
                                "student-t",
                                x -> new StudentTLoss().mean(x.get("..., :3"), numbers(x), null)),
                        test("huber", x -> RegressionLoss.huber(0.5).mean(x, x.zerosLike(), null)),
                        test(
                                "scaled attention",
                                x ->
                                        new DotAttention(true)
                                                .forward(
                                                        new ParameterStore(x.getManager(), false),
                                                        new NDList(x, x),
                                                        true)
                                                .head())));
    }

    private static NDArray classes(NDArray x) {
        return x.getManager().zeros(new Shape(3, 5), DataType.INT64);
    }

    private static NDArray numbers(NDArray x) {
        return x.getManager().zeros(new Shape(3, 5), x.getDataType());
    }

    private static DynamicTest test(String name, UnaryOperator<NDArray> function) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    try (NDManager manager = NDManager.newBaseManager()) {
                        NDArray x = manager.randomNormal(0, 1, SHAPE, DataType.FLOAT64);
                        assertSame(List.of(x), () -> function.apply(x));
                    }
                });
    }

    private static void check(Supplier<Block> maker) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = maker.get();
            block.initialize(manager, DataType.FLOAT64, SHAPE);
            NDArray x = manager.randomNormal(0, 1, SHAPE, DataType.FLOAT64);
            NDArray lengths = manager.create(new long[] {2, 5, 4});
            List<NDArray> leaves = new ArrayList<>(List.of(x));
            for (Parameter p : block.getParameters().values()) {
                if (p.requiresGradient()) {
                    leaves.add(p.getArray());
                }
            }
            ParameterStore store = new ParameterStore(manager, false);
            assertSame(leaves, () -> block.forward(store, new NDList(x, lengths), true).head());
        }
    }

    private static void checkChain() {
        try (NDManager manager = NDManager.newBaseManager()) {
            LinearChainCrf crf =
                    new LinearChainCrf(TagRules.bio(List.of("B-x", "I-x", "O", "B-y")));
            crf.initialize(manager, DataType.FLOAT64, SHAPE);
            NDArray x = manager.randomNormal(0, 1, SHAPE, DataType.FLOAT64);
            NDArray lengths = manager.create(new long[] {2, 5, 4});
            NDArray tags = manager.create(TAGS, new Shape(3, 5));
            List<NDArray> leaves = new ArrayList<>(List.of(x));
            crf.getParameters().values().forEach(p -> leaves.add(p.getArray()));
            ParameterStore store = new ParameterStore(manager, false);
            assertSame(leaves, () -> crf.negativeLogLikelihood(store, x, tags, lengths, true));
        }
    }

    private static void assertSame(List<NDArray> leaves, Supplier<NDArray> forward) {
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));
        List<double[]> expected = gradients(leaves, forward, false);
        List<double[]> found = gradients(leaves, forward, true);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).as("gradient %d", i).isEqualTo(expected.get(i));
        }
        assertThat(expected.stream().flatMapToDouble(Arrays::stream)).anyMatch(g -> g != 0);
    }

    private static List<double[]> gradients(
            List<NDArray> leaves, Supplier<NDArray> forward, boolean collect) {
        List<double[]> gradients = new ArrayList<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray objective;
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray y = forward.get();
                objective = y.mul(y).sum();
                NDScope.unregister(objective);
            }
            if (collect) {
                reuseFreedMemory();
            }
            collector.backward(objective);
            objective.close();
            for (NDArray leaf : leaves) {
                try (NDArray gradient = leaf.getGradient()) {
                    gradients.add(Trial.doubles(gradient));
                    gradient.muli(0);
                }
            }
        }
        return gradients;
    }

    /** What a long run does: collects, and writes other things where the small arrays were. */
    private static void reuseFreedMemory() {
        System.gc();
        try {
            // Freeing is another thread's work.
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        List<ByteBuffer> used = new ArrayList<>();
        for (int i = 0; i < SMALL_BUFFERS; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(Long.BYTES * (1 + i % LONGS));
            while (buffer.hasRemaining()) {
                buffer.put((byte) 0x55);
            }
            used.add(buffer);
        }
        assertThat(used).hasSize(SMALL_BUFFERS);
    }
}
