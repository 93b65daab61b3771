package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.recurve.nn.BlockText;
import org.recurve.nn.Lengths;
import org.recurve.nn.Scalars;

/**
 * Attention: each query compares itself with the keys of its sequence and gets the average of their
 * values, weighted by the softmax of the scores.
 *
 * <p>Sizes: batch {@code B}, queries {@code Q} per sequence, steps {@code T}, width of a query
 * {@code D}, of a key {@code E}. As a DJL block it takes {@code [query (B,Q,D), keys (B,T,E)]},
 * optionally followed by int64 {@code lengths (B)} of the keys, and gives {@code [context (B,Q,E'),
 * weights (B,Q,T)]}; {@code E'} is {@link #contextSize}. Weights on padding are exactly 0 and what
 * stands in the padding of the keys, NaN included, has no influence. The rows of queries are
 * independent of each other.
 *
 * <p>A decoder that asks one query after the other calls {@link #memory} once per batch and {@link
 * #attend} at every step: what can be computed from the keys alone is computed once.
 */
public abstract class Attention extends AbstractBlock {
    /** Makes the block. */
    protected Attention() {}

    /**
     * Computes what depends on the keys alone.
     *
     * @param store gives the values of the parameters
     * @param keys {@code (B,T,E)}
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @param training whether in training
     * @return the memory, on the manager of the keys
     * @throws IllegalArgumentException if a shape does not fit
     * @throws org.recurve.core.RecurveException if a length is not in 1 to T
     */
    public final AttentionMemory memory(
            ParameterStore store, NDArray keys, NDArray lengths, boolean training) {
        check("keys", "(batch, time, features)", keys.getShape(), 1);
        Lengths valid = lengths == null ? null : Lengths.of(lengths, keys.size(0), keys.size(1));
        if (valid == null || valid.allFull()) {
            return project(store, keys, null, training);
        }
        return project(store, valid.zeroPadding(keys), valid.valid(keys), training);
    }

    /**
     * Answers queries.
     *
     * @param store gives the values of the parameters
     * @param query {@code (B,Q,D)}
     * @param memory of the keys of the same B sequences
     * @param training whether in training
     * @return {@code [context (B,Q,E'), weights (B,Q,T)]}; with heads, weights {@code
     *     (B,heads,Q,T)}
     * @throws IllegalArgumentException if a shape does not fit
     */
    public final NDList attend(
            ParameterStore store, NDArray query, AttentionMemory memory, boolean training) {
        check("query", "(batch, queries, features)", query.getShape(), 0);
        if (query.size(0) != memory.batch()) {
            throw new IllegalArgumentException(
                    "there are queries for "
                            + query.size(0)
                            + " sequences, but keys of "
                            + memory.batch());
        }
        NDArray scores = scores(store, query, memory, training);
        if (memory.valid() != null) {
            scores = onlyWhere(expand(memory.valid(), scores), scores);
        }
        NDArray weights = scores.softmax(scores.getShape().dimension() - 1);
        return new NDList(average(store, weights, memory, training), weights);
    }

    /**
     * Tells the width of the context.
     *
     * @param keySize width E of the keys
     * @return E'
     */
    public long contextSize(long keySize) {
        return keySize;
    }

    /**
     * Makes the memory.
     *
     * @param store gives the values of the parameters
     * @param keys {@code (B,T,E)}, zero at padding
     * @param valid boolean {@code (B,T)}, or null
     * @param training whether in training
     * @return the memory
     */
    protected abstract AttentionMemory project(
            ParameterStore store, NDArray keys, NDArray valid, boolean training);

    /**
     * Scores each key for each query.
     *
     * @param store gives the values of the parameters
     * @param query {@code (B,Q,D)}
     * @param memory of the keys
     * @param training whether in training
     * @return {@code (B,Q,T)} or {@code (B,heads,Q,T)}; anything at padding
     */
    protected abstract NDArray scores(
            ParameterStore store, NDArray query, AttentionMemory memory, boolean training);

    /**
     * Averages the values.
     *
     * @param store gives the values of the parameters
     * @param weights shaped as the scores
     * @param memory of the keys
     * @param training whether in training
     * @return {@code (B,Q,E')}
     */
    protected NDArray average(
            ParameterStore store, NDArray weights, AttentionMemory memory, boolean training) {
        return weights.matMul(memory.values());
    }

    /** {@return the sizes in words, as far as they are known} */
    protected abstract String settings();

    /**
     * {@return the width of the query, or of the keys, that the block was made for; -1 if not known
     * yet}
     *
     * @param input 0 for the query, 1 for the keys
     */
    protected long width(int input) {
        return inputShapes == null ? -1 : inputShapes[input].get(2);
    }

    /** {@return {@code query D, keys E, } once these are known} */
    final String widths() {
        return inputShapes == null ? "" : "query " + width(0) + ", keys " + width(1) + ", ";
    }

    /** Gives scores that may not count a weight of exactly 0. */
    static NDArray onlyWhere(NDArray allowed, NDArray scores) {
        return Scalars.where(allowed, scores, Double.NEGATIVE_INFINITY);
    }

    private static NDArray expand(NDArray valid, NDArray scores) {
        NDArray mask = valid;
        while (mask.getShape().dimension() < scores.getShape().dimension()) {
            mask = mask.expandDims(1);
        }
        return mask;
    }

    private void check(String name, String axes, Shape shape, int input) {
        if (shape.dimension() != 3 || shape.get(1) == 0) {
            throw new IllegalArgumentException(
                    "%s must be of shape %s with at least one step, but is %s"
                            .formatted(name, axes, shape));
        }
        if (width(input) >= 0 && shape.get(2) != width(input)) {
            throw new IllegalArgumentException(
                    "%s of shape %s must have %d features, as the attention was made for"
                            .formatted(name, shape, width(input)));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        if (inputs.size() < 2 || inputs.size() > 3) {
            throw new IllegalArgumentException(
                    "attention takes [query, keys] or [query, keys, lengths], but got "
                            + inputs.size()
                            + " inputs");
        }
        NDArray lengths = inputs.size() == 3 ? inputs.get(2) : null;
        return attend(
                store, inputs.get(0), memory(store, inputs.get(1), lengths, training), training);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        check("query", "(batch, queries, features)", inputShapes[0], 0);
        check("keys", "(batch, time, features)", inputShapes[1], 1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape query = inputShapes[0];
        Shape keys = inputShapes[1];
        return new Shape[] {
            new Shape(query.get(0), query.get(1), contextSize(keys.get(2))),
            new Shape(query.get(0), query.get(1), keys.get(1))
        };
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public final String toString() {
        return BlockText.of(this, settings());
    }
}
