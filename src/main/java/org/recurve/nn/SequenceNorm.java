package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/**
 * Normalisation of sequences: {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths
 * (B)}, to the same shape, zero at padding. Parameters {@code weight} and {@code bias}, {@code (F)}
 * each.
 */
abstract class SequenceNorm extends AbstractBlock {
    private final Parameter gain = vector("weight", Parameter.Type.GAMMA, Initializer.ONES, true);
    private final Parameter shift = vector("bias", Parameter.Type.BETA, Initializer.ZEROS, true);

    final Parameter vector(
            String name, Parameter.Type type, Initializer initializer, boolean learned) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optInitializer(initializer)
                        .optRequiresGrad(learned)
                        .build());
    }

    /** {@return the normalised x, of any value at padding} */
    abstract NDArray normalize(
            ParameterStore store,
            NDArray x,
            NDArray gain,
            NDArray shift,
            TimeAxis time,
            boolean training);

    final NDArray run(ParameterStore store, NDArray x, TimeAxis time, boolean training) {
        NDArray weight = store.getValue(gain, x.getDevice(), training);
        NDArray bias = store.getValue(shift, x.getDevice(), training);
        return time.zeroPadding(normalize(store, x, weight, bias, time, training));
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.head();
        check(x.getShape());
        Lengths lengths =
                inputs.size() == 1 ? null : Lengths.of(inputs.get(1), x.size(0), x.size(1));
        TimeAxis time = TimeAxis.of(x, lengths);
        return new NDList(run(parameterStore, time.zeroPadding(x), time, training));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }

    @Override
    protected final void prepare(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        check(x);
        parameters.values().forEach(p -> p.setShape(new Shape(x.get(2))));
    }

    private void check(Shape x) {
        if (x.dimension() != 3 || x.get(1) == 0) {
            throw new IllegalArgumentException(
                    "input must have shape (batch, time, features) with at least one step, but has "
                            + x);
        }
        Shape known = gain.getShape();
        if (known != null && known.get(0) != x.get(2)) {
            throw new IllegalArgumentException(
                    "input of shape %s must have %d features, as the normalisation was made for"
                            .formatted(x, known.get(0)));
        }
    }

    @Override
    public final String toString() {
        Shape shape = gain.isInitialized() ? gain.getShape() : null;
        return BlockText.of(this, shape == null ? "" : "features " + shape.get(0));
    }
}
