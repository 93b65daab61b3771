package org.recurve.batch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;

/** One pass over a token stream in parallel strands; row r starts at token {@code r * stride}. */
final class Strands implements BatchSource {
    private final int[] ids;
    private final NDManager manager;
    private final int rows;
    private final IntSupplier lengths;
    private final int steps;
    private final double meanLength;
    private final int stride;
    private final int perRow;
    private final long targets;
    private int position;

    /**
     * @param lengths of the batches, drawn one by one; the last is shorter if no more is left
     * @param steps the length at which the learning rate is the usual one
     * @param meanLength of the batches
     * @param perRow targets of the longest row
     * @param targets in all rows together
     */
    Strands(
            int[] ids,
            NDManager manager,
            int rows,
            IntSupplier lengths,
            int steps,
            double meanLength,
            int stride,
            int perRow,
            long targets) {
        this.ids = ids;
        this.manager = manager;
        this.rows = rows;
        this.lengths = lengths;
        this.steps = steps;
        this.meanLength = meanLength;
        this.stride = stride;
        this.perRow = perRow;
        this.targets = targets;
    }

    @Override
    public long size() {
        return (long) Math.ceil(perRow / meanLength);
    }

    @Override
    public boolean hasNext() {
        return position < perRow;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int length = lengths.getAsInt();
        int width = Math.min(length, perRow - position);
        long[] inputs = new long[rows * width];
        long[] labels = new long[rows * width];
        float[] mask = new float[rows * width];
        int valid = 0;
        for (int r = 0; r < rows; r++) {
            // Only the last rows of an evaluation can end early: where the next row begins or the
            // stream ends.
            long rowTargets = Math.min(perRow, Math.max(0, targets - (long) r * perRow));
            for (int t = 0; t < width; t++) {
                int cell = r * width + t;
                if (position + t < rowTargets) {
                    int from = r * stride + position + t;
                    inputs[cell] = ids[from];
                    labels[cell] = ids[from + 1];
                    mask[cell] = 1;
                    valid++;
                }
            }
        }
        NDManager own = manager.newSubManager();
        Shape shape = new Shape(rows, width);
        NDArray labelArray = own.create(labels, shape);
        NDList labelList =
                valid == mask.length
                        ? new NDList(labelArray)
                        : new NDList(labelArray, own.create(mask, shape));
        Batch batch =
                new Batch(
                        own,
                        new NDList(own.create(inputs, shape)),
                        labelList,
                        valid,
                        position > 0,
                        (double) length / steps);
        position += width;
        return batch;
    }
}
