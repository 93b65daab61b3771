package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a thread of its own, as the setting belongs to threads. */
class NativeTest {
    /** Large enough for libtorch to share the work among threads. */
    private static final int MANY = 1 << 22;

    private ExecutorService thread;

    @BeforeEach
    void startThread() {
        thread = Executors.newSingleThreadExecutor();
    }

    @AfterEach
    void stopThread() {
        thread.shutdownNow();
    }

    @Test
    void withoutTheCallDenormalsSurvive() throws Exception {
        assertThat(thread.submit(() -> denormalProducts(8)).get()).isEqualTo(8);
    }

    @Test
    void flushesOnTheCallingThreadAndInParallelWork() throws Exception {
        assumeLinux();
        long[] left =
                thread.submit(
                                () -> {
                                    assertThat(Native.flushDenormals()).isTrue();
                                    return new long[] {denormalProducts(8), denormalProducts(MANY)};
                                })
                        .get();
        assertThat(left).containsOnly(0);
    }

    @Test
    void aForwardPassFlushesOnItsOwnThread() throws Exception {
        assumeLinux();
        long left =
                thread.submit(
                                () -> {
                                    try (NDManager manager = NDManager.newBaseManager()) {
                                        SequenceBlock gru =
                                                TestBlocks.initialized(
                                                        manager, Cells.gru(), 3, 2, 1, false);
                                        TestBlocks.forward(
                                                manager, gru, manager.ones(new Shape(1, 2, 3)));
                                    }
                                    return denormalProducts(MANY);
                                })
                        .get();
        assertThat(left).isZero();
    }

    /** Multiplies 1e-30 by 1e-10 and counts the products that are not zero, comparing bits. */
    private static long denormalProducts(int count) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray product = manager.full(new Shape(count), 1e-30f).mul(1e-10f);
            return nonZeroFloats(product);
        }
    }

    private static long nonZeroFloats(NDArray array) {
        long count = 0;
        for (float f : array.toFloatArray()) {
            count += Float.floatToRawIntBits(f) << 1 == 0 ? 0 : 1;
        }
        return count;
    }

    private static void assumeLinux() {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "symbols are known on Linux");
    }
}
