package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.recurve.batch.Batch;
import org.recurve.batch.BatchSource;
import org.recurve.batch.BatchStrategy;

/** Cuts a row of tokens into parallel streams and these into segments, in order or shuffled. */
record StreamBatches(int streams, int steps, boolean shuffled) implements BatchStrategy<int[]> {

    static StreamBatches ordered(int streams, int steps) {
        return new StreamBatches(streams, steps, false);
    }

    @Override
    public BatchSource training(int[] data, NDManager manager, RandomGenerator random) {
        return source(data, manager, shuffled ? random : null);
    }

    @Override
    public BatchSource evaluation(int[] data, NDManager manager) {
        return source(data, manager, null);
    }

    private BatchSource source(int[] data, NDManager manager, RandomGenerator random) {
        int length = (data.length - 1) / streams;
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < length; start += steps) {
            starts.add(start);
        }
        if (random != null) {
            for (int i = starts.size() - 1; i > 0; i--) {
                Collections.swap(starts, i, random.nextInt(i + 1));
            }
        }
        return new BatchSource() {
            private int next;

            @Override
            public long size() {
                return starts.size();
            }

            @Override
            public boolean hasNext() {
                return next < starts.size();
            }

            @Override
            public Batch next() {
                int start = starts.get(next++);
                int width = Math.min(steps, length - start);
                NDManager own = manager.newSubManager();
                long[] x = new long[streams * width];
                long[] y = new long[streams * width];
                for (int b = 0; b < streams; b++) {
                    for (int t = 0; t < width; t++) {
                        x[b * width + t] = data[b * length + start + t];
                        y[b * width + t] = data[b * length + start + t + 1];
                    }
                }
                Shape shape = new Shape(streams, width);
                NDArray inputs = own.create(x, shape);
                NDArray labels = own.create(y, shape);
                return new Batch(
                        own,
                        new NDList(inputs),
                        new NDList(labels),
                        x.length,
                        random == null && start > 0);
            }
        };
    }
}
