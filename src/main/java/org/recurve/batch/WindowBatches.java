package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.recurve.data.SeriesSet;

/**
 * Windows of time series, in an order that is random in every epoch. What a window is, and what a
 * batch of them holds, is up to the model, which knows its look-back and horizon.
 *
 * <p>A set may have far more windows than an epoch needs, since neighbours share almost all of
 * their values: {@link #perEpoch} has each epoch draw some, others every time. Evaluation goes
 * through all of them in order.
 *
 * @param batchSize windows of a batch, at least 1; the last one may have fewer
 * @param most windows of an epoch, at least 1
 */
public record WindowBatches(int batchSize, int most)
        implements BatchStrategy<SeriesSet>, WholeSequences {

    public WindowBatches {
        if (batchSize < 1 || most < 1) {
            throw new IllegalArgumentException(
                    "a batch and an epoch need at least 1 window, not %d and %d"
                            .formatted(batchSize, most));
        }
    }

    /**
     * Limits the windows of an epoch of training.
     *
     * @param windows how many at most, at least 1; all of them by default
     * @return the strategy with that limit
     */
    public WindowBatches perEpoch(int windows) {
        return new WindowBatches(batchSize, windows);
    }

    @Override
    public BatchSource training(SeriesSet data, NDManager manager, RandomGenerator random) {
        throw noModel(data);
    }

    @Override
    public BatchSource evaluation(SeriesSet data, NDManager manager) {
        throw noModel(data);
    }

    private static RecurveException noModel(SeriesSet data) {
        return new RecurveException(
                "windows of "
                        + data.name()
                        + " depend on the look-back and the horizon of a model: train a forecaster,"
                        + " which has them");
    }

    @Override
    public BatchSource training(Collation data, NDManager manager, RandomGenerator random) {
        int windows = data.lengths().length;
        int drawn = Math.min(windows, most);
        int[] order = IntStream.range(0, windows).toArray();
        for (int i = 0; i < drawn; i++) {
            int j = random.nextInt(i, windows);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return new Pass(data, manager, order, drawn, batchSize);
    }

    @Override
    public BatchSource evaluation(Collation data, NDManager manager) {
        int windows = data.lengths().length;
        int[] order = IntStream.range(0, windows).toArray();
        return new Pass(data, manager, order, windows, batchSize);
    }

    @Override
    public String toString() {
        return "windows("
                + batchSize
                + (most == Integer.MAX_VALUE ? "" : ", " + most + " an epoch")
                + ")";
    }

    private static final class Pass implements BatchSource {
        private final Collation data;
        private final NDManager manager;
        private final int[] order;
        private final int end;
        private final int batchSize;
        private int at;

        Pass(Collation data, NDManager manager, int[] order, int end, int batchSize) {
            this.data = data;
            this.manager = manager;
            this.order = order;
            this.end = end;
            this.batchSize = batchSize;
        }

        @Override
        public long size() {
            return (end + batchSize - 1L) / batchSize;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public Batch next() {
            int to = (int) Math.min(end, (long) at + batchSize);
            int[] group = Arrays.copyOfRange(order, at, to);
            at = to;
            return data.batch(group, manager.newSubManager());
        }
    }
}
