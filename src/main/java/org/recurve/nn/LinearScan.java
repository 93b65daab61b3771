package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * The linear recurrence {@code h_t = a_t h_(t-1) + b_t}, element by element, for all steps in few
 * operations on large arrays (Blelloch, "Prefix sums and their applications", 1990).
 *
 * <p>Time is cut into about {@code sqrt(T)} chunks. All chunks run side by side as if they started
 * from zero, together with the product of the {@code a} since their start; then the states at the
 * chunks' ends follow one from the other, and what each chunk started from is added. That is {@code
 * O(T)} work in {@code O(sqrt(T))} operations, where doubling would be {@code O(T log T)} work.
 * With {@code |a| <= 1} products only shrink, so nothing overflows, and nothing is divided.
 */
final class LinearScan {
    /**
     * Numbers in a step, over the whole batch, from which a processor gains nothing by chunks: they
     * are more arithmetic and memory, and what it costs to start an operation of this size hardly
     * counts.
     */
    private static final long WIDE = 1 << 14;

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
        NDList states = chunks == 1 ? follow(factors, added, first) : join(factors, added, first);
        NDArray flat = stack(states).reshape(batch, chunks * length, width);
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

    /** {@return the states after each step, one step after the other} */
    private static NDList follow(NDList factors, NDList added, NDArray start) {
        NDList states = new NDList();
        NDArray state = start;
        for (int i = 0; i < factors.size(); i++) {
            // In place: nothing needs the product's value again, backward neither.
            state = factors.get(i).mul(state).addi(added.get(i));
            states.add(state);
        }
        return states;
    }

    /** {@return the states after each step of all chunks} */
    private static NDList join(NDList factors, NDList added, NDArray first) {
        NDList local = new NDList(added.head());
        NDList products = new NDList(factors.head());
        for (int i = 1; i < factors.size(); i++) {
            local.add(factors.get(i).mul(local.get(i - 1)).addi(added.get(i)));
            products.add(factors.get(i).mul(products.get(i - 1)));
        }
        int last = factors.size() - 1;
        long chunks = products.head().size(1);
        NDList ends = local.get(last).split(chunks, 1);
        NDList decays = products.get(last).split(chunks, 1);
        NDList starts = follow(decays, ends, first);
        starts.add(0, first);
        NDArray start = Recurrent.concat(starts.subNDList(0, (int) chunks), 1);
        NDList states = new NDList();
        for (int i = 0; i <= last; i++) {
            states.add(products.get(i).mul(start).addi(local.get(i)));
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
