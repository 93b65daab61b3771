package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.OptionalInt;
import org.recurve.data.NllConsumer;
import org.recurve.data.Reading;
import org.recurve.nn.Rows;

/**
 * The same stretch of several runs side by side, B by T: what the network reads there, which of its
 * predictions count, and whose they are. Where a run is over already, it reads on from token 0, and
 * nothing of that counts.
 */
final class RunSegment {
    private final List<Reading.Run> runs;
    private final int at;
    private final int width;
    private final long[] inputs;
    private final long[] cells;
    private final long[] labels;

    /**
     * @param runs none of them empty
     * @param at how many steps of each run came before
     * @param width how many steps to read, T
     * @param ids the text
     * @param start read before the text's first token; there where a run begins with that
     */
    RunSegment(List<Reading.Run> runs, int at, int width, int[] ids, OptionalInt start) {
        this.runs = runs;
        this.at = at;
        this.width = width;
        inputs = new long[runs.size() * width];
        int count = runs.stream().mapToInt(run -> end(run) - first(run)).sum();
        cells = new long[count];
        labels = new long[count];
        int next = 0;
        for (int r = 0; r < runs.size(); r++) {
            Reading.Run run = runs.get(r);
            int begin = run.from() + at;
            for (int i = begin; i < Math.min(run.to(), begin + width); i++) {
                int cell = r * width + i - begin;
                inputs[cell] = i == 0 ? start.getAsInt() : ids[i - 1];
                if (i >= run.counted()) {
                    cells[next] = cell;
                    labels[next] = ids[i];
                    next++;
                }
            }
        }
    }

    /** The first token of a run that counts here; {@link #end} if there is none. */
    private int first(Reading.Run run) {
        return Math.min(end(run), Math.max(run.counted(), run.from() + at));
    }

    /** Where the run's tokens of this stretch end, exclusive; not before its own beginning. */
    private int end(Reading.Run run) {
        return Math.min(run.to(), run.from() + at + width);
    }

    /** {@return whether any prediction counts} */
    boolean counts() {
        return cells.length > 0;
    }

    /** {@return the tokens to read (B, T)} */
    NDArray inputs(NDManager manager) {
        return manager.create(inputs, new Shape(runs.size(), width));
    }

    /**
     * Picks what counts, so that the output layer, most of the work, is spared the rest.
     *
     * @param hidden {@code (B, T, O)}
     * @return {@code (N, O)}, N predictions that count
     */
    NDArray counted(NDArray hidden) {
        NDArray rows = hidden.reshape(inputs.length, hidden.getShape().get(2));
        if (cells.length == inputs.length) {
            return rows;
        }
        return Rows.of(rows, hidden.getManager().create(cells));
    }

    /** {@return the right tokens of what counts (N)} */
    NDArray labels(NDManager manager) {
        return manager.create(labels);
    }

    /**
     * Hands on what was found.
     *
     * @param losses of what counts, N
     */
    void deliver(float[] losses, NllConsumer sink) {
        int next = 0;
        for (Reading.Run run : runs) {
            int first = first(run);
            double[] nats = new double[end(run) - first];
            for (int i = 0; i < nats.length; i++) {
                nats[i] = losses[next++];
            }
            if (nats.length > 0) {
                sink.accept(first, nats, nats.length);
            }
        }
    }
}
