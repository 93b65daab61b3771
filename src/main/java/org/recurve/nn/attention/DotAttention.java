package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Scalars;

/**
 * Dot-product attention (Luong, Pham and Manning 2015, "Effective Approaches to Attention-based
 * Neural Machine Translation"), scaled as in Vaswani et al. 2017, "Attention Is All You Need":
 *
 * <p>{@code score(q, k) = q k}, if scaled divided by the square root of D
 *
 * <p>Query and keys have the same width. There are no parameters. See {@link Attention} for inputs
 * and outputs.
 */
public final class DotAttention extends Attention {
    private final boolean scaled;

    /** Makes the block, with scores as in Luong's paper. */
    public DotAttention() {
        this(false);
    }

    /**
     * Makes the block.
     *
     * @param scaled whether scores are divided by the square root of the width D of the query
     */
    public DotAttention(boolean scaled) {
        this.scaled = scaled;
    }

    private static void checkWidths(long query, long keys) {
        if (query != keys) {
            throw new IllegalArgumentException(
                    "dot-product attention needs query and keys of one width, but they have "
                            + query
                            + " and "
                            + keys
                            + "; MultiplicativeAttention takes different ones");
        }
    }

    @Override
    protected AttentionMemory project(
            ParameterStore store, NDArray keys, NDArray valid, boolean training) {
        return new AttentionMemory(keys, keys, valid);
    }

    @Override
    protected NDArray scores(
            ParameterStore store, NDArray query, AttentionMemory memory, boolean training) {
        checkWidths(query.size(2), memory.keys().size(2));
        return scores(query, memory.keys(), scaled);
    }

    /** Products of {@code (...,Q,D)} and {@code (...,T,D)}: {@code (...,Q,T)}. */
    static NDArray scores(NDArray query, NDArray keys, boolean scaled) {
        int last = keys.getShape().dimension() - 1;
        // Scales the smaller factor.
        NDArray left =
                scaled ? Scalars.times(query, 1 / Math.sqrt((double) query.size(last))) : query;
        return left.matMul(keys.swapAxes(last - 1, last));
    }

    @Override
    protected String settings() {
        return widths() + (scaled ? "scaled" : "not scaled");
    }
}
