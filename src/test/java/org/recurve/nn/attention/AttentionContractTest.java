package org.recurve.nn.attention;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.nn.BlockContract;

class AttentionContractTest {
    private static Stream<DynamicTest> ragged(
            Supplier<? extends Attention> attention, int query, int keys) {
        return BlockContract.of(attention)
                .input(3, 2, query)
                .sequence(3, 5, keys)
                .lengths(4, 5, 1)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> additive() {
        return ragged(() -> new AdditiveAttention(6), 4, 3);
    }

    @TestFactory
    Stream<DynamicTest> additiveWithoutLengths() {
        return BlockContract.of(() -> new AdditiveAttention(6))
                .input(3, 2, 4)
                .input(3, 5, 3)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> multiplicative() {
        return ragged(MultiplicativeAttention::new, 4, 3);
    }

    @TestFactory
    Stream<DynamicTest> multiplicativeScaled() {
        return ragged(() -> new MultiplicativeAttention(true), 4, 3);
    }

    @TestFactory
    Stream<DynamicTest> dot() {
        return ragged(DotAttention::new, 4, 4);
    }

    @TestFactory
    Stream<DynamicTest> dotScaled() {
        return ragged(() -> new DotAttention(true), 4, 4);
    }

    private static MultiHeadAttention.Builder heads() {
        return MultiHeadAttention.builder().setSize(4).setHeads(2);
    }

    @TestFactory
    Stream<DynamicTest> multiHead() {
        return ragged(() -> heads().build(), 4, 4);
    }

    @TestFactory
    Stream<DynamicTest> multiHeadOnOtherKeys() {
        return ragged(() -> heads().optKeySize(7).build(), 4, 7);
    }

    @TestFactory
    Stream<DynamicTest> multiHeadWithoutBiases() {
        return ragged(() -> heads().optHasBiases(false).build(), 4, 4);
    }

    @TestFactory
    Stream<DynamicTest> multiHeadCausal() {
        return ragged(() -> heads().optCausal(true).build(), 4, 4);
    }
}
