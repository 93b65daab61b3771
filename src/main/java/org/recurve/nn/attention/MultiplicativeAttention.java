package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Affine;

/**
 * Multiplicative attention, called "general" by Luong, Pham and Manning 2015, "Effective Approaches
 * to Attention-based Neural Machine Translation":
 *
 * <p>{@code score(q, k) = q W k}, if scaled divided by the square root of D
 *
 * <p>Query and keys may have different widths. The only parameter is {@code weight (D,E)}. See
 * {@link Attention} for inputs and outputs.
 */
public final class MultiplicativeAttention extends Attention {
    private final boolean scaled;
    private final Parameter weight;

    /** Makes the block, with scores as in the paper. */
    public MultiplicativeAttention() {
        this(false);
    }

    /**
     * Makes the block.
     *
     * @param scaled whether scores are divided by the square root of the width D of the query,
     *     which keeps the softmax soft for wide queries
     */
    public MultiplicativeAttention(boolean scaled) {
        this.scaled = scaled;
        weight = addParameter(Affine.weight("weight", Affine.GLOROT));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        super.prepare(inputShapes);
        weight.setShape(new Shape(inputShapes[0].get(2), inputShapes[1].get(2)));
    }

    @Override
    protected AttentionMemory project(
            ParameterStore store, NDArray keys, NDArray valid, boolean training) {
        NDArray w = store.getValue(weight, keys.getDevice(), training);
        return new AttentionMemory(Affine.map(keys, w, null), keys, valid);
    }

    @Override
    protected NDArray scores(
            ParameterStore store, NDArray query, AttentionMemory memory, boolean training) {
        return DotAttention.scores(query, memory.keys(), scaled);
    }

    @Override
    protected String settings() {
        return widths() + (scaled ? "scaled" : "not scaled");
    }
}
