package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Affine;

/**
 * Additive attention (Bahdanau, Cho and Bengio 2015, "Neural Machine Translation by Jointly
 * Learning to Align and Translate"):
 *
 * <p>{@code score(q, k) = v tanh(W q + U k + b)}
 *
 * <p>Query and keys may have different widths. Parameters: {@code query.weight (H,D)} is W, {@code
 * key.weight (H,E)} is U, {@code bias (H)} is b, {@code score.weight (1,H)} is v. Needs memory for
 * {@code B*Q*T*H} numbers. See {@link Attention} for inputs and outputs.
 */
public final class AdditiveAttention extends Attention {
    private final int hidden;
    private final Parameter query;
    private final Parameter key;
    private final Parameter bias;
    private final Parameter score;

    /**
     * Makes the block.
     *
     * @param hidden size H of the hidden layer, 1 or more
     */
    public AdditiveAttention(int hidden) {
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden must be 1 or more, but is " + hidden);
        }
        this.hidden = hidden;
        query = addParameter(Affine.weight("query.weight", Affine.GLOROT));
        key = addParameter(Affine.weight("key.weight", Affine.GLOROT));
        bias = addParameter(Affine.bias("bias"));
        score = addParameter(Affine.weight("score.weight", Affine.GLOROT));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        super.prepare(inputShapes);
        query.setShape(new Shape(hidden, inputShapes[0].get(2)));
        key.setShape(new Shape(hidden, inputShapes[1].get(2)));
        bias.setShape(new Shape(hidden));
        score.setShape(new Shape(1, hidden));
    }

    @Override
    protected AttentionMemory project(
            ParameterStore store, NDArray keys, NDArray valid, boolean training) {
        NDArray u = store.getValue(key, keys.getDevice(), training);
        NDArray b = store.getValue(bias, keys.getDevice(), training);
        return new AttentionMemory(Affine.map(keys, u, b), keys, valid);
    }

    @Override
    protected NDArray scores(
            ParameterStore store, NDArray queries, AttentionMemory memory, boolean training) {
        NDArray w = store.getValue(query, queries.getDevice(), training);
        NDArray v = store.getValue(score, queries.getDevice(), training);
        NDArray projected = Affine.map(queries, w, null).expandDims(2);
        NDArray sum = projected.add(memory.keys().expandDims(1));
        return Affine.map(sum.tanh(), v, null).squeeze(3);
    }

    @Override
    protected String settings() {
        return widths() + "hidden " + hidden;
    }
}
