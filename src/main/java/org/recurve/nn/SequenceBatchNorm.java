package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * Batch normalisation of sequences (Ioffe and Szegedy 2015): every feature to mean 0 and variance 1
 * over the valid steps of the batch, then scaled by {@code weight} and shifted by {@code bias}. In
 * evaluation it uses running means, so that a sequence's result does not depend on the others.
 * {@code [x (B,T,F)]}, optionally followed by int64 {@code lengths (B)}, to the same shape, zero at
 * padding.
 *
 * <p>As PyTorch's: each training batch moves the running figures by a tenth, the running variance
 * is the unbiased one, and the parameters are called {@code running_mean} and {@code running_var}.
 */
public final class SequenceBatchNorm extends SequenceNorm {
    private static final float MOMENTUM = 0.1f;

    private final Parameter runningMean =
            vector("running_mean", Parameter.Type.RUNNING_MEAN, Initializer.ZEROS, false);
    private final Parameter runningVariance =
            vector("running_var", Parameter.Type.RUNNING_VAR, Initializer.ONES, false);

    @Override
    NDArray normalize(
            ParameterStore store,
            NDArray x,
            NDArray gain,
            NDArray shift,
            TimeAxis time,
            boolean training) {
        NDArray movingMean = store.getValue(runningMean, x.getDevice(), false);
        NDArray movingVariance = store.getValue(runningVariance, x.getDevice(), false);
        NDArray mean = movingMean;
        NDArray variance = movingVariance;
        if (training) {
            int[] overSteps = {0, 1};
            NDArray count =
                    time.full()
                            ? Scalars.of(x, (double) x.size(0) * x.size(1))
                            : time.valid().toType(x.getDataType(), false).sum();
            mean = x.sum(overSteps).div(count);
            NDArray centered = time.zeroPadding(x.sub(mean));
            variance = centered.square().sum(overSteps).div(count);
            NDArray unbiased = variance.mul(count.div(count.sub(1).maximum(1)));
            move(movingMean, mean);
            move(movingVariance, unbiased);
        }
        NDArray scale = gain.div(variance.add(Normalization.EPSILON).sqrt());
        return x.sub(mean).mul(scale).add(shift);
    }

    private static void move(NDArray running, NDArray current) {
        NDArray change = current.stopGradient().sub(running).mul(MOMENTUM);
        running.addi(change);
    }
}
