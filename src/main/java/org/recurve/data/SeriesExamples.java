package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;

/**
 * Numeric sequences of any lengths with something to predict for each: one class ({@link
 * LabeledSeries}), a vector ({@link ValuedSeries}) or a class at every step ({@link
 * StepLabeledSeries}).
 *
 * <p>A sequence is {@code float[T][F]}: T time steps, at least 1, of F features, the same F for
 * all; every number is finite. Sequences may have attributes, numbers that no model sees but that
 * results can be tabulated by. Arrays are not copied and must not be changed.
 *
 * @param <S> the type itself
 */
public abstract sealed class SeriesExamples<S extends SeriesExamples<S>> extends Examples<S>
        permits LabeledSeries, ValuedSeries, StepLabeledSeries {
    private final List<float[][]> sequences;
    private final Map<String, double[]> attributes;
    private final int features;

    SeriesExamples(
            List<float[][]> sequences,
            Map<String, double[]> attributes,
            DataProvenance provenance) {
        super(provenance);
        this.sequences = List.copyOf(sequences);
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        this.features = SeriesChecks.features(this.sequences, provenance.dataset());
        attributes.forEach(
                (name, values) -> SeriesChecks.each("attribute " + name, values.length, size()));
    }

    /** Some of the examples, in the given order; with {@code order}, their steps in that order. */
    abstract S derive(int[] indices, int[][] order, DataProvenance derived);

    /** Says what is to be predicted, for a reader. */
    abstract String target();

    @Override
    final S derive(int[] indices, DataProvenance derived) {
        return derive(indices, null, derived);
    }

    @Override
    final String unit() {
        return "sequences";
    }

    /** {@return how many sequences there are, at least 1} */
    @Override
    public final int size() {
        return sequences.size();
    }

    /** {@return F, how many numbers a step has, at least 1} */
    public final int features() {
        return features;
    }

    /** {@return the sequences themselves, not copies} */
    public final List<float[][]> sequences() {
        return sequences;
    }

    /**
     * One sequence.
     *
     * @param index from 0
     * @return {@code float[T][F]}, not a copy
     */
    public final float[][] sequence(int index) {
        return sequences.get(index);
    }

    /** {@return T of each sequence} */
    public final int[] lengths() {
        return sequences.stream().mapToInt(s -> s.length).toArray();
    }

    /** {@return the attributes by name, a number for each sequence} */
    public final Map<String, double[]> attributes() {
        return attributes;
    }

    /**
     * The same examples with the steps of each sequence in a random order, another for each; a step
     * keeps its label. What a model loses by it is what order is worth. Attributes stay those of
     * the sequence as it was.
     *
     * @param seed of the orders
     * @return a copy
     */
    public final S shuffled(long seed) {
        Random random = new Random(seed);
        int[][] order = new int[size()][];
        for (int i = 0; i < order.length; i++) {
            order[i] = Strata.permutation(sequence(i).length, random);
        }
        return derive(
                IntStream.range(0, size()).toArray(),
                order,
                derived(split(), "steps shuffled, seed=" + seed));
    }

    final List<float[][]> pick(int[] indices, int[][] order) {
        List<float[][]> picked = new ArrayList<>();
        for (int index : indices) {
            float[][] sequence = sequences.get(index);
            picked.add(
                    order == null
                            ? sequence
                            : Arrays.stream(order[index])
                                    .mapToObj(t -> sequence[t])
                                    .toArray(float[][]::new));
        }
        return picked;
    }

    final Map<String, double[]> pickAttributes(int[] indices) {
        Map<String, double[]> picked = new LinkedHashMap<>();
        attributes.forEach(
                (name, values) ->
                        picked.put(
                                name,
                                Arrays.stream(indices).mapToDouble(i -> values[i]).toArray()));
        return picked;
    }

    /** {@return size, lengths, features and target in a line} */
    @Override
    public final String toString() {
        var steps = Arrays.stream(lengths()).summaryStatistics();
        return String.format(
                Locale.ROOT,
                "%s %s: %,d sequences of %s steps, features %d; %s",
                provenance().dataset(),
                split(),
                size(),
                steps.getMin() == steps.getMax()
                        ? steps.getMin()
                        : steps.getMin() + " to " + steps.getMax(),
                features,
                target());
    }
}
