package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;

/**
 * Layer normalisation of sequences (Ba, Kiros and Hinton 2016): every step's features to mean 0 and
 * variance 1, then scaled by {@code weight} and shifted by {@code bias}. {@code [x (B,T,F)]},
 * optionally followed by int64 {@code lengths (B)}, to the same shape, zero at padding.
 */
public final class SequenceLayerNorm extends SequenceNorm {
    @Override
    NDArray normalize(
            ParameterStore store,
            NDArray x,
            NDArray gain,
            NDArray shift,
            TimeAxis time,
            boolean training) {
        return Normalization.layer(x, gain, shift);
    }
}
