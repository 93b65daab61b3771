package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Examples to learn from and to be judged on, in a fixed order: texts with a label ({@link
 * LabeledText}) or any number of them ({@link MultiLabeledText}), sentences with a tag for each
 * token ({@link TaggedText}), sentences with their translation ({@link ParallelText}) or numeric
 * sequences ({@link SeriesExamples}). What is made of them is a new object of the same type, with
 * what was done added to its provenance.
 *
 * @param <S> the type itself
 */
public abstract sealed class Examples<S extends Examples<S>>
        permits SeriesExamples, TextExamples, ParallelText, TaggedText {
    private final DataProvenance provenance;

    Examples(DataProvenance provenance) {
        this.provenance = provenance;
    }

    /** Some of the examples, in the given order. */
    abstract S derive(int[] indices, DataProvenance derived);

    /** What a split spreads evenly over its parts: a group for each example. */
    int[] groups() {
        return new int[size()];
    }

    /** Which examples are held out: of each group the same share. */
    boolean[] heldOut(double fraction, long seed) {
        return Strata.holdOut(groups(), fraction, seed);
    }

    /** The fold of each example, 0 to {@code folds - 1}: of each group as many in each. */
    int[] foldOfEach(int folds, long seed) {
        return Strata.folds(groups(), folds, seed);
    }

    /** What several examples are called in messages. */
    abstract String unit();

    /** {@return how many examples there are, at least 1} */
    public abstract int size();

    /** {@return where the data came from and what was done to it} */
    public final DataProvenance provenance() {
        return provenance;
    }

    /** {@return which part of its data set this is: {@code "train"}, {@code "all"}, …} */
    public final String split() {
        return provenance.split();
    }

    /**
     * The first examples, for a trial on fewer. Where the data is sorted by class they may all be
     * of one; {@code holdOut(0.1, seed).validation()} has the share of every class.
     *
     * @param count how many, 1 to {@link #size()}
     * @return those
     * @throws IllegalArgumentException if there are not so many
     */
    public final S first(int count) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the first %,d %s of %s %s were asked for, which has %,d",
                            count,
                            unit(),
                            provenance.dataset(),
                            split(),
                            size()));
        }
        return derive(
                IntStream.range(0, count).toArray(),
                derived(split(), "first=" + count + " " + unit()));
    }

    /**
     * A random part, with the share of every class as in all of it, for a trial on fewer.
     *
     * @param count about how many, at least 2; with no more than so many, this data itself
     * @param seed of the choice
     * @return some of the examples, in the order of this data
     */
    public final S sample(int count, long seed) {
        if (count < 2) {
            throw new IllegalArgumentException("a sample needs at least 2, not " + count);
        }
        return count >= size()
                ? derive(IntStream.range(0, size()).toArray(), provenance)
                : holdOut((double) count / size(), seed, split()).validation();
    }

    /**
     * Holds out a random part, with the share of every class the same in both, to one example,
     * where examples have classes. A class is never held out as a whole: the only example of a
     * class stays in the part to learn from.
     *
     * @param fraction to hold out, above 0 and below 1
     * @param seed of the choice
     * @return the rest, called {@code "train"}, and the held-out part, called {@code "validation"};
     *     each in the order of this data
     * @throws RecurveException if one of the parts would be empty
     */
    public final HoldOut<S> holdOut(double fraction, long seed) {
        return holdOut(fraction, seed, "validation");
    }

    /**
     * As {@link #holdOut(double, long)}, with another name for the part that is held out.
     *
     * @param fraction to hold out, above 0 and below 1
     * @param seed of the choice
     * @param part what it is called, for example {@code "test"}
     * @return the rest, called {@code "train"}, and the held-out part
     * @throws RecurveException if one of the parts would be empty
     */
    public final HoldOut<S> holdOut(double fraction, long seed, String part) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "the fraction to hold out must be above 0 and below 1, not " + fraction);
        }
        boolean[] held = heldOut(fraction, seed);
        int[] out = where(i -> held[i]);
        int[] rest = where(i -> !held[i]);
        if (out.length == 0 || rest.length == 0) {
            throw new RecurveException(
                    "%s has %d %s: holding out %s of them leaves a part empty; choose another fraction"
                            .formatted(provenance.dataset(), size(), unit(), fraction));
        }
        String how = "held out " + fraction + ", seed=" + seed;
        return new HoldOut<>(derive(rest, derived("train", how)), derive(out, derived(part, how)));
    }

    /**
     * Cuts the data into parts of about the same size, each of which is held out once, for
     * cross-validation; every class has the same share in all parts, to one example, where examples
     * have classes. With fewer examples of a class than folds, some folds are judged without it;
     * the only example of a class is judged by who has never seen the class.
     *
     * @param folds how many, 2 to {@link #size()}
     * @param seed of the choice
     * @return for each fold what to learn from and what is held out, called and ordered as by
     *     {@link #holdOut}; every example is held out exactly once
     * @throws RecurveException if there are fewer examples than folds
     */
    public final List<HoldOut<S>> folds(int folds, long seed) {
        if (folds < 2) {
            throw new IllegalArgumentException("there must be at least 2 folds, not " + folds);
        }
        if (folds > size()) {
            throw new RecurveException(
                    "%s has %d %s, too few for %d folds: ask for %d at most"
                            .formatted(provenance.dataset(), size(), unit(), folds, size()));
        }
        int[] fold = foldOfEach(folds, seed);
        List<HoldOut<S>> all = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            int number = f;
            String how = "fold " + (f + 1) + " of " + folds + ", seed=" + seed;
            all.add(
                    new HoldOut<>(
                            derive(where(i -> fold[i] != number), derived("train", how)),
                            derive(where(i -> fold[i] == number), derived("validation", how))));
        }
        return List.copyOf(all);
    }

    private int[] where(IntPredicate chosen) {
        return IntStream.range(0, size()).filter(chosen).toArray();
    }

    final DataProvenance derived(String part, String how) {
        List<String> preparation = new ArrayList<>(provenance.preparation());
        preparation.add(how);
        return new DataProvenance(provenance.dataset(), part, provenance.files(), preparation);
    }
}
