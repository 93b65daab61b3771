package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.recurve.nn.Scalars;

/**
 * The differentiable part of a {@link LinearChainCrf}, batched, in log space.
 *
 * @param transitions {@code (K,K)}, from row to column
 * @param start {@code (K)}
 * @param end {@code (K)}
 */
record CrfScores(NDArray transitions, NDArray start, NDArray end) {
    /**
     * Score of what is forbidden. Minus infinity would make NaN of gradients; this is far below any
     * score, and its sum over a long sequence is still a float.
     */
    private static final double FORBIDDEN = -1e30;

    /** Puts the rules into the parameters; arrays go to the manager of {@code like}. */
    static CrfScores of(
            TagRules rules, NDArray transitions, NDArray start, NDArray end, NDArray like) {
        int tags = rules.size();
        boolean[] follow = new boolean[tags * tags];
        boolean[] first = new boolean[tags];
        boolean[] last = new boolean[tags];
        for (int i = 0; i < tags; i++) {
            for (int j = 0; j < tags; j++) {
                follow[i * tags + j] = rules.mayFollow(i, j);
            }
            first[i] = rules.mayStart(i);
            last[i] = rules.mayEnd(i);
        }
        return new CrfScores(
                allow(follow, transitions, like),
                allow(first, start, like),
                allow(last, end, like));
    }

    private static NDArray allow(boolean[] allowed, NDArray scores, NDArray like) {
        NDArray mask =
                Scalars.owned(like.getManager().create(allowed, scores.getShape()))
                        .toDevice(like.getDevice(), false);
        return NDArrays.where(mask, scores, LossShapes.constants(like, FORBIDDEN));
    }

    /**
     * Log of the sum of exp(score) over all paths (forward algorithm).
     *
     * @param emissions {@code (B,T,K)}, finite
     * @param valid boolean {@code (B,T)}
     * @return {@code (B)}
     */
    NDArray logPartition(NDArray emissions, NDArray valid) {
        long steps = emissions.size(1);
        // One split: a slice for each step would give a gradient of the full size for each step.
        NDList emission = emissions.split(steps, 1);
        NDList counts = valid.split(steps, 1);
        NDArray scores = emission.get(0).squeeze(1).add(start);
        for (int t = 1; t < steps; t++) {
            NDArray paths = scores.expandDims(2).add(transitions);
            NDArray next = logSumExp(paths).add(emission.get(t).squeeze(1));
            scores = NDArrays.where(counts.get(t).broadcast(next.getShape()), next, scores);
        }
        return logSumExp(scores.add(end));
    }

    /** Over axis 1. The maximum takes no part in the gradient, as it cancels. */
    private static NDArray logSumExp(NDArray x) {
        int[] axis = {1};
        NDArray max = x.max(axis, true).stopGradient();
        return x.sub(max).exp().sum(axis, true).log().add(max).squeeze(1);
    }

    /**
     * Score of the right path.
     *
     * @param emissions {@code (B,T,K)}, zero on padding
     * @return {@code (B)}
     */
    NDArray of(GoldPath gold, NDArray emissions) {
        NDManager manager = emissions.getManager();
        NDArray zero = manager.zeros(new Shape(1), emissions.getDataType(), emissions.getDevice());
        NDArray all = NDArrays.concat(new NDList(transitions.flatten(), start, end, zero), 0);
        long batch = emissions.size(0);
        NDArray moves = all.gather(gold.indices(), 0).reshape(batch, emissions.size(1) + 1);
        NDArray tags = gold.labels().expandDims(2);
        NDArray emitted = emissions.gather(tags, 2).squeeze(2);
        return emitted.sum(new int[] {1}).add(moves.sum(new int[] {1}));
    }
}
