package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

/**
 * The linear recurrence {@code h_t = a_t h_(t-1) + b_t}, element by element, for all steps in few
 * operations on large arrays (Blelloch, "Prefix sums and their applications", 1990).
 *
 * <p>Time is cut into about {@code sqrt(T)} chunks. All chunks run side by side, first from zero
 * and together with the product of their {@code a}, which tells what each chunk makes of the state
 * it starts from; so the starts follow one from the other; then all chunks run again, from the
 * right starts. That is {@code O(T)} work in {@code O(sqrt(T))} operations, where doubling would be
 * {@code O(T log T)} work. With {@code |a| <= 1} products only shrink, so nothing overflows, and
 * nothing is divided.
 */
final class LinearScan {
    /**
     * Numbers in a step, over the whole batch, from which a processor gains nothing by chunks,
     * which are more arithmetic: the engine spreads operations of this size over the cores, and
     * what it costs to start one hardly counts.
     */
    private static final long WIDE = 1 << 15;

    private LinearScan() {}

    /**
     * Runs the recurrence.
     *
     * @param a {@code (B,T,H)}, within [-1, 1]
     * @param b {@code (B,T,H)}
     * @param initial {@code (B,H)}
     * @return h {@code (B,T,H)}
     */
    static NDArray run(NDArray a, NDArray b, NDArray initial) {
        long batch = a.size(0);
        long steps = a.size(1);
        long width = a.size(2);
        boolean wide = batch * width >= WIDE && !a.getDevice().isGpu();
        long length = wide ? steps : chunkLength(steps);
        long chunks = (steps + length - 1) / length;
        long padding = chunks * length - steps;
        NDList factors = cut(pad(a, padding), batch, chunks, length, width);
        NDList added = cut(pad(b, padding), batch, chunks, length, width);
        NDArray first = initial.expandDims(1);
        NDArray starts = chunks == 1 ? first : starts(factors, added, first);
        NDArray all = stack(follow(factors, added, starts));
        NDArray flat = all.reshape(batch, chunks * length, width);
        return padding == 0 ? flat : flat.get(":, :{}", steps);
    }

    /**
     * {@return the root of the number of steps, or as little as half of it where that spares
     * padding, which copies everything}
     */
    static long chunkLength(long steps) {
        long root = (long) Math.ceil(Math.sqrt((double) steps));
        for (long length = root; 2 * length >= root; length--) {
            if (steps % length == 0) {
                return length;
            }
        }
        return root;
    }

    /** {@return the state before each chunk, {@code (B,chunks,H)}} */
    private static NDArray starts(NDList factors, NDList added, NDArray first) {
        NDArray starts;
        // Without gradients, what was needed on the way is given back before the second run.
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray end = added.head();
            NDArray product = factors.head();
            for (int i = 1; i < factors.size(); i++) {
                end = factors.get(i).mul(end).addi(added.get(i));
                product = factors.get(i).mul(product);
            }
            long chunks = end.size(1);
            NDList ends = follow(product.split(chunks, 1), end.split(chunks, 1), first);
            ends.add(0, first);
            starts = Recurrent.concat(ends.subNDList(0, (int) chunks), 1);
            NDScope.unregister(starts);
        }
        NDScope.register(starts);
        return starts;
    }

    /** {@return the states after each step, one step after the other} */
    private static NDList follow(NDList factors, NDList added, NDArray start) {
        NDList states = new NDList();
        NDArray state = start;
        for (int i = 0; i < factors.size(); i++) {
            state = factors.get(i).mul(state).addi(added.get(i));
            states.add(state);
        }
        return states;
    }

    /** Makes time a multiple of the chunks' length; what stands there is cut off again. */
    private static NDArray pad(NDArray x, long steps) {
        if (steps == 0) {
            return x;
        }
        Shape shape = new Shape(x.size(0), steps, x.size(2));
        NDArray zeros = x.getManager().zeros(shape, x.getDataType(), x.getDevice());
        return NDArrays.concat(new NDList(x, zeros), 1);
    }

    /** {@return step i of every chunk, {@code (B,chunks,H)}, for each i} */
    private static NDList cut(NDArray x, long batch, long chunks, long length, long width) {
        NDList steps = new NDList();
        x.reshape(batch, chunks, length, width)
                .split(length, 2)
                .forEach(step -> steps.add(step.squeeze(2)));
        return steps;
    }

    private static NDArray stack(NDList steps) {
        return steps.size() == 1 ? steps.head().expandDims(2) : NDArrays.stack(steps, 2);
    }
}
