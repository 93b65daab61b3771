package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.random.RandomGenerator;
import org.recurve.data.Examples;

/** Groups of whole sequences; numeric ones are batched without a model's help. */
interface GroupedSequences extends BatchStrategy<Examples<?>>, WholeSequences {

    @Override
    default BatchSource training(Examples<?> data, NDManager manager, RandomGenerator random) {
        return training(SeriesCollation.of(data), manager, random);
    }

    @Override
    default BatchSource evaluation(Examples<?> data, NDManager manager) {
        return evaluation(SeriesCollation.of(data), manager);
    }
}
