package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import java.util.Arrays;
import java.util.function.Supplier;
import org.recurve.core.RecurveException;
import org.recurve.nn.BlockText;
import org.recurve.nn.SequenceMask;

/**
 * Linear-chain conditional random field over the tags of a sequence (Lafferty et al. 2001; on top
 * of recurrent layers: Huang et al. 2015, Lample et al. 2016).
 *
 * <p>Sizes: batch {@code B}, time {@code T}, tags {@code K}. The score of tags {@code y} is {@code
 * start[y_1] + sum_t emission[t][y_t] + sum_t transition[y_(t-1)][y_t] + end[y_n]}, their
 * probability the softmax of it over all sequences of tags that the {@link TagRules} allow. What
 * stands behind a sequence's length has no influence.
 *
 * <p>Learns {@code transitions (K,K)}, from row to column, {@code start_transitions (K)} and {@code
 * end_transitions (K)}, uniform in +-0.1 at first. As a DJL block it takes {@code [emissions
 * (B,T,K)]}, optionally followed by int64 {@code lengths (B)}, and gives the best tags {@code
 * (B,T)}, int64 and -1 on padding, and their scores {@code (B)}.
 */
public final class LinearChainCrf extends AbstractBlock {
    private static final float INITIAL_RANGE = 0.1f;

    private final TagRules rules;
    private final int tags;
    private final Parameter transitions;
    private final Parameter start;
    private final Parameter end;

    /**
     * Any tag may follow any.
     *
     * @param tags how many, 1 or more
     */
    public LinearChainCrf(int tags) {
        this(TagRules.free(tags));
    }

    /**
     * Only what the rules allow has a probability above 0.
     *
     * @param rules for as many tags as there are
     */
    public LinearChainCrf(TagRules rules) {
        this.rules = rules;
        tags = rules.size();
        transitions = scores("transitions", new Shape(tags, tags));
        start = scores("start_transitions", new Shape(tags));
        end = scores("end_transitions", new Shape(tags));
    }

    private Parameter scores(String name, Shape shape) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.WEIGHT)
                        .optShape(shape)
                        .optInitializer(new UniformInitializer(INITIAL_RANGE))
                        .build());
    }

    /** {@return what may follow what} */
    public TagRules rules() {
        return rules;
    }

    /**
     * Judges tags, differentiably with respect to emissions and parameters.
     *
     * @param store gives the values of the parameters
     * @param emissions {@code (B,T,K)}, unnormalised log-probabilities of each tag
     * @param labels right tags {@code (B,T)}, int64; any number on padding
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @param training whether this is for a training step
     * @return negative log-likelihood of each sequence {@code (B)}, in nats
     * @throws IllegalArgumentException if a shape does not fit
     * @throws RecurveException if a length is not in 1 to T, or if tags are none of the K or break
     *     the rules
     */
    public NDArray negativeLogLikelihood(
            ParameterStore store,
            NDArray emissions,
            NDArray labels,
            NDArray lengths,
            boolean training) {
        checkEmissions(emissions.getShape());
        LossShapes.oneAxisMore(emissions, labels, "tags", tags);
        return kept(() -> {
                    NDArray ends = CrfInput.lengths(emissions, lengths);
                    NDArray valid = SequenceMask.valid(ends, emissions.size(1));
                    Counted counted = Counted.of(emissions, labels, valid);
                    NDArray clean = counted.predictions();
                    GoldPath gold = new GoldPath(rules, counted.labels(), ends);
                    CrfScores scores = scores(store, emissions, training);
                    NDArray all = scores.logPartition(clean, valid);
                    return new NDList(all.sub(scores.of(gold, clean)));
                })
                .singletonOrThrow();
    }

    /**
     * Finds the tags of the highest probability (Viterbi).
     *
     * @param store gives the values of the parameters
     * @param emissions {@code (B,T,K)}
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @return the tags of each sequence and their scores
     * @throws IllegalArgumentException if a shape does not fit
     * @throws RecurveException if a length is not in 1 to T, an emission is NaN or no tags keep the
     *     rules
     */
    public TagPaths decode(ParameterStore store, NDArray emissions, NDArray lengths) {
        checkEmissions(emissions.getShape());
        double[][] sequences = CrfInput.sequences(emissions, lengths);
        Chain chain = chain(store, emissions);
        int[][] paths = new int[sequences.length][];
        double[] best = new double[sequences.length];
        for (int b = 0; b < paths.length; b++) {
            paths[b] = new int[sequences[b].length / tags];
            best[b] = chain.best(sequences[b], paths[b]);
            if (best[b] == Double.NEGATIVE_INFINITY) {
                throw noPath(b, paths[b].length);
            }
        }
        return new TagPaths(paths, best);
    }

    /**
     * Finds the probability of each tag at each step, given the whole sequence.
     *
     * @param store gives the values of the parameters
     * @param emissions {@code (B,T,K)}
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @return probabilities {@code (B,T,K)}, 0 on padding, without gradient
     * @throws IllegalArgumentException if a shape does not fit
     * @throws RecurveException as {@link #decode}
     */
    public NDArray marginals(ParameterStore store, NDArray emissions, NDArray lengths) {
        checkEmissions(emissions.getShape());
        double[][] sequences = CrfInput.sequences(emissions, lengths);
        Chain chain = chain(store, emissions);
        int width = (int) emissions.size(1) * tags;
        double[] all = new double[sequences.length * width];
        for (int b = 0; b < sequences.length; b++) {
            int steps = sequences[b].length / tags;
            double[] probabilities = chain.marginals(sequences[b], steps);
            if (Double.isNaN(probabilities[0])) {
                throw noPath(b, steps);
            }
            System.arraycopy(probabilities, 0, all, b * width, probabilities.length);
        }
        Shape shape = emissions.getShape();
        return kept(() -> new NDList(LossShapes.constants(emissions, all).reshape(shape)))
                .singletonOrThrow();
    }

    /** Makes arrays and closes all others that it makes on the way. */
    private static NDList kept(Supplier<NDList> work) {
        NDList outputs;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            outputs = work.get();
            NDScope.unregister(outputs);
        }
        outputs.forEach(NDScope::register);
        return outputs;
    }

    private static RecurveException noPath(int sequence, int steps) {
        return new RecurveException(
                "no tags for the "
                        + steps
                        + " step(s) of sequence "
                        + sequence
                        + " keep the rules: allow some that do");
    }

    private CrfScores scores(ParameterStore store, NDArray emissions, boolean training) {
        return CrfScores.of(
                rules,
                store.getValue(transitions, emissions.getDevice(), training),
                store.getValue(start, emissions.getDevice(), training),
                store.getValue(end, emissions.getDevice(), training),
                emissions);
    }

    private Chain chain(ParameterStore store, NDArray emissions) {
        return new Chain(
                rules,
                CrfInput.doubles(store.getValue(transitions, emissions.getDevice(), false)),
                CrfInput.doubles(store.getValue(start, emissions.getDevice(), false)),
                CrfInput.doubles(store.getValue(end, emissions.getDevice(), false)));
    }

    private void checkEmissions(Shape shape) {
        if (shape.dimension() != 3 || shape.get(1) == 0 || shape.get(2) != tags) {
            throw new IllegalArgumentException(
                    "emissions must have shape (batch, time, "
                            + tags
                            + ") with at least one step, but have "
                            + shape);
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray emissions = inputs.get(0);
        TagPaths paths = decode(store, emissions, inputs.size() > 1 ? inputs.get(1) : null);
        int steps = (int) emissions.size(1);
        long[] best = new long[paths.tags().length * steps];
        Arrays.fill(best, -1);
        for (int b = 0; b < paths.tags().length; b++) {
            for (int t = 0; t < paths.tags()[b].length; t++) {
                best[b * steps + t] = paths.tags()[b][t];
            }
        }
        Shape shape = new Shape(emissions.size(0), steps);
        return kept(
                () ->
                        new NDList(
                                emissions
                                        .getManager()
                                        .create(best, shape)
                                        .toDevice(emissions.getDevice(), false),
                                LossShapes.constants(emissions, paths.scores())));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        checkEmissions(inputShapes[0]);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape emissions = inputShapes[0];
        return new Shape[] {emissions.slice(0, 2), emissions.slice(0, 1)};
    }

    /** {@return name, number of tags and of parameters} */
    @Override
    public String toString() {
        return BlockText.of(this, "tags " + tags);
    }
}
