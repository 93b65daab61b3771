package org.recurve.training;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.recurve.nn.Native;

/**
 * Works on a parameter's memory directly, in pieces that fit the first-level cache and are spread
 * over the cores. The result does not depend on how many cores there are.
 */
final class FusedUpdate {
    private static final int PIECE = 2048;

    /** Its threads have denormals flushed to zero, which other users of a pool may not want. */
    private static final ForkJoinPool WORKERS = new ForkJoinPool();

    private FusedUpdate() {}

    /** Sum of the squares of a float array on the CPU, in double precision. */
    static double sumOfSquares(NDArray array) {
        FloatBuffer values = buffer(array);
        double[] sums = new double[pieces(values.remaining())];
        overPieces(
                values.remaining(),
                () -> {
                    float[] piece = new float[PIECE];
                    return (start, length) -> {
                        values.get(start, piece, 0, length);
                        sums[start / PIECE] = sumOfSquares(piece, length);
                    };
                });
        return Arrays.stream(sums).sum();
    }

    /** Scales and limits the gradient and moves the parameter, in one pass. */
    static void update(
            FusedOptimizer optimizer,
            Weight weight,
            float scale,
            float limit,
            Optimizer.Update at) {
        FloatBuffer values = buffer(weight.array);
        FloatBuffer gradients = buffer(weight.gradient);
        FloatBuffer[] slots =
                weight.slots.stream().map(FusedUpdate::buffer).toArray(FloatBuffer[]::new);
        overPieces(
                values.remaining(),
                () -> {
                    float[] w = new float[PIECE];
                    float[] g = new float[PIECE];
                    float[][] s = new float[slots.length][PIECE];
                    return (start, length) -> {
                        values.get(start, w, 0, length);
                        gradients.get(start, g, 0, length);
                        for (int i = 0; i < slots.length; i++) {
                            slots[i].get(start, s[i], 0, length);
                        }
                        scaleAndLimit(g, length, scale, limit);
                        optimizer.update(w, g, s, length, at);
                        values.put(start, w, 0, length);
                        for (int i = 0; i < slots.length; i++) {
                            slots[i].put(start, s[i], 0, length);
                        }
                    };
                });
    }

    private static void scaleAndLimit(float[] gradient, int length, float scale, float limit) {
        if (scale != 1) {
            for (int i = 0; i < length; i++) {
                gradient[i] *= scale;
            }
        }
        if (limit < Float.POSITIVE_INFINITY) {
            for (int i = 0; i < length; i++) {
                gradient[i] = Math.max(-limit, Math.min(limit, gradient[i]));
            }
        }
    }

    private static double sumOfSquares(float[] x, int length) {
        // Four sums side by side: one alone would wait for itself at every addition.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += (double) x[i] * x[i];
            b += (double) x[i + 1] * x[i + 1];
            c += (double) x[i + 2] * x[i + 2];
            d += (double) x[i + 3] * x[i + 3];
        }
        for (; i < length; i++) {
            a += (double) x[i] * x[i];
        }
        return a + b + c + d;
    }

    private static FloatBuffer buffer(NDArray array) {
        return array.toByteBuffer(true).asFloatBuffer();
    }

    private static int pieces(int size) {
        return (size + PIECE - 1) / PIECE;
    }

    /** Gives every core a run of neighbouring pieces and working memory of its own. */
    private static void overPieces(int size, Workspace workspace) {
        int pieces = pieces(size);
        int workers = pieces < 8 ? 1 : Runtime.getRuntime().availableProcessors();
        int share = (pieces + workers - 1) / workers;
        IntConsumer work =
                worker -> {
                    // Whether a denormal is zero must not depend on the thread that meets it.
                    Native.flushDenormals();
                    Piece action = workspace.open();
                    int end = Math.min(pieces, (worker + 1) * share);
                    for (int i = worker * share; i < end; i++) {
                        action.run(i * PIECE, Math.min(PIECE, size - i * PIECE));
                    }
                };
        if (workers == 1) {
            work.accept(0);
        } else {
            WORKERS.submit(() -> IntStream.range(0, workers).parallel().forEach(work)).join();
        }
    }

    @FunctionalInterface
    private interface Workspace {
        Piece open();
    }

    @FunctionalInterface
    private interface Piece {
        void run(int start, int length);
    }
}
