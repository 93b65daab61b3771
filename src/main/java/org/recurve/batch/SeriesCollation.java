package org.recurve.batch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.recurve.data.SeriesExamples;

/** Numeric sequences as batches: what they hold depends on the data alone. */
record SeriesCollation(SeriesExamples<?> data) implements Collation {
    @Override
    public int[] lengths() {
        return data.lengths();
    }

    @Override
    public Batch batch(int[] indices, NDManager manager) {
        NDList inputs =
                SeriesInputs.pad(Arrays.stream(indices).mapToObj(data::sequence).toList(), manager);
        SeriesLabels labels = SeriesLabels.of(data, indices, inputs.get(0).size(1), manager);
        return new Batch(manager, inputs, labels.arrays(), labels.count(), false);
    }
}
