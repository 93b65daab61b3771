package org.recurve.training;

import ai.djl.ndarray.NDManager;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.recurve.batch.BatchSource;
import org.recurve.batch.BatchStrategy;
import org.recurve.batch.Collation;
import org.recurve.batch.WholeSequences;

/** Opens passes over data, as the strategy cuts it and the model sees it. */
final class Passes<D> {
    private final BatchStrategy<? super D> strategy;
    private final Trainable<? super D> model;

    /** Numbering the tokens of a data set is done once for all epochs. */
    private final IdentityHashMap<D, Optional<Collation>> collations = new IdentityHashMap<>();

    Passes(BatchStrategy<? super D> strategy, Trainable<? super D> model) {
        this.strategy = strategy;
        this.model = model;
    }

    BatchSource training(D data, NDManager manager, RandomGenerator random) {
        Optional<Collation> collation = collation(data);
        return strategy instanceof WholeSequences whole && collation.isPresent()
                ? whole.training(collation.get(), manager, random)
                : strategy.training(data, manager, random);
    }

    BatchSource evaluation(D data, NDManager manager) {
        Optional<Collation> collation = collation(data);
        return strategy instanceof WholeSequences whole && collation.isPresent()
                ? whole.evaluation(collation.get(), manager)
                : strategy.evaluation(data, manager);
    }

    private Optional<Collation> collation(D data) {
        return collations.computeIfAbsent(data, model::collation);
    }
}
