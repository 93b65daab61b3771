package org.recurve.batch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.SeriesExamples;

/** Numeric sequences as batches: what they hold depends on the data alone. */
record SeriesCollation(SeriesExamples<?> data) implements Collation {

    /**
     * {@return how batches are made of data by itself}
     *
     * @throws RecurveException if it is text, of which only a model can make batches
     */
    static Collation of(Examples<?> data) {
        if (data instanceof SeriesExamples<?> series) {
            return new SeriesCollation(series);
        }
        throw new RecurveException(
                data.provenance().dataset()
                        + " is text, whose batches depend on a vocabulary: train a model of text, which has one");
    }

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
