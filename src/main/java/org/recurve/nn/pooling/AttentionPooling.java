package org.recurve.nn.pooling;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.recurve.nn.Affine;
import org.recurve.nn.Lengths;
import org.recurve.nn.Scalars;

/**
 * Self-attentive pooling (Lin et al. 2017, "A Structured Self-attentive Sentence Embedding"): each
 * of R hops weighs the valid steps of X in its own way,
 *
 * <p>{@code A = softmax(W2 tanh(W1 X^T))}, and the result is {@code A X}, row after row.
 *
 * <p>Parameters: {@code hidden.weight (H,F)} is W1, {@code hop.weight (R,H)} is W2. The result has
 * {@code R * F} features, those of the first hop first.
 */
public final class AttentionPooling extends Pooling {
    private final int hidden;
    private final int hops;
    private final Parameter hiddenWeight;
    private final Parameter hopWeight;

    AttentionPooling(int hidden, int hops) {
        if (hidden < 1 || hops < 1) {
            throw new IllegalArgumentException(
                    "hidden and hops must be 1 or more, but are " + hidden + " and " + hops);
        }
        this.hidden = hidden;
        this.hops = hops;
        hiddenWeight = addParameter(Affine.weight("hidden.weight", Affine.GLOROT));
        hopWeight = addParameter(Affine.weight("hop.weight", Affine.GLOROT));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        hiddenWeight.setShape(new Shape(hidden, inputShapes[0].get(2)));
        hopWeight.setShape(new Shape(hops, hidden));
    }

    /**
     * Gives the weights A, to be shown or to be kept apart by {@link #penalty}.
     *
     * @param store gives the values of the parameters
     * @param x {@code (B,T,F)}
     * @param lengths int64 {@code (B)}, each 1 to T; or null if all sequences are full
     * @param training whether in training
     * @return {@code (B,R,T)}; each row sums to 1 and is exactly 0 at padding
     * @throws IllegalArgumentException if a shape does not fit
     * @throws org.recurve.core.RecurveException if a length is not in 1 to T
     */
    public NDArray weights(ParameterStore store, NDArray x, NDArray lengths, boolean training) {
        Lengths valid = check(x, lengths);
        return weights(store, valid.zeroPadding(x), valid, training);
    }

    private NDArray weights(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        Device device = x.getDevice();
        NDArray first = store.getValue(hiddenWeight, device, training);
        NDArray second = store.getValue(hopWeight, device, training);
        NDArray scores = Affine.map(Affine.map(x, first, null).tanh(), second, null);
        NDArray valid =
                lengths.allFull() ? scores : lengths.fillPadding(scores, Double.NEGATIVE_INFINITY);
        return valid.softmax(1).swapAxes(1, 2);
    }

    @Override
    protected NDArray pool(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray valid = lengths.zeroPadding(x);
        NDArray sums = weights(store, valid, lengths, training).matMul(valid);
        return sums.reshape(x.size(0), outputSize(x.size(2)));
    }

    /**
     * Gives the paper's penalty on hops that look at the same steps, {@code |A A^T - I|^2} in the
     * Frobenius norm, to be added to the loss with a factor; of use with two hops or more.
     *
     * @param weights {@code (B,R,T)}
     * @return scalar, the mean over the batch
     */
    public static NDArray penalty(NDArray weights) {
        NDArray unit =
                weights.getManager()
                        .eye(
                                (int) weights.size(1),
                                (int) weights.size(1),
                                0,
                                weights.getDataType());
        NDArray overlap = weights.matMul(weights.swapAxes(1, 2));
        NDArray squares = overlap.sub(unit.toDevice(weights.getDevice(), false)).square();
        return Scalars.times(squares.sum(), 1.0 / weights.size(0));
    }

    @Override
    public RunningPooling running() {
        return new RunningAttention(
                hiddenWeight.getArray().toFloatArray(), hopWeight.getArray().toFloatArray(), hops);
    }

    @Override
    public String name() {
        return hops == 1 ? "attention(" + hidden + ")" : "attention(" + hidden + "," + hops + ")";
    }

    @Override
    public long outputSize(long features) {
        return hops * features;
    }

    @Override
    public long parameterCount(long features) {
        return hidden * features + (long) hops * hidden;
    }

    @Override
    String settings() {
        String features = inputShapes == null ? "" : "features " + inputShapes[0].get(2) + ", ";
        return features + "hidden " + hidden + ", hops " + hops;
    }
}
