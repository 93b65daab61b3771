package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * The linear recurrence {@code h_t = a_t h_(t-1) + b_t}, element by element, for all steps in few
 * operations on large arrays (Blelloch, "Prefix sums and their applications", 1990).
 *
 * <p>Time is cut into about {@code sqrt(T)} chunks. All chunks are computed side by side as if they
 * started from zero, together with the product of the {@code a} since their start; then the states
 * at the chunks' ends follow one from the other, and what each chunk started from is added. That is
 * {@code O(T)} work in {@code O(sqrt(T))} operations; doubling would be {@code O(T log T)} work.
 * With {@code |a| <= 1} products only shrink, so nothing overflows and nothing is divided.
 */
final class LinearScan {
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
        long length = (long) Math.ceil(Math.sqrt((double) steps));
        long chunks = (steps + length - 1) / length;
        long padding = chunks * length - steps;
        NDList factors = cut(pad(a, padding), batch, chunks, length, width);
        NDList added = cut(pad(b, padding), batch, chunks, length, width);

        NDList local = new NDList(added.head());
        NDList products = new NDList(factors.head());
        for (int i = 1; i < length; i++) {
            local.add(factors.get(i).mul(local.get(i - 1)).add(added.get(i)));
            products.add(factors.get(i).mul(products.get(i - 1)));
        }

        NDList ends = local.get((int) length - 1).split(chunks, 1);
        NDList decays = products.get((int) length - 1).split(chunks, 1);
        NDList starts = new NDList(initial.expandDims(1));
        for (int i = 1; i < chunks; i++) {
            starts.add(decays.get(i - 1).mul(starts.get(i - 1)).add(ends.get(i - 1)));
        }
        NDArray start = Recurrent.concat(starts, 1).expandDims(2);

        NDArray all = stack(local).add(stack(products).mul(start));
        NDArray flat = all.reshape(batch, chunks * length, width);
        return padding == 0 ? flat : flat.get(":, :{}", steps);
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
