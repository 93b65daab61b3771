package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import org.recurve.batch.Batch;
import org.recurve.nn.Scalars;
import org.recurve.nn.loss.LinearChainCrf;
import org.recurve.training.Trainable;

/** What becomes of emissions {@code (B,T,K)} under a random field: loss, accuracy, tags. */
final class TagScores {
    private TagScores() {}

    /**
     * Negative log-likelihood of the right paths per token, in nats, so that learning rates mean
     * what they mean with cross-entropy; accuracy of the best paths as figure.
     *
     * @param batch with the tags {@code (B,T)} and, second of its inputs, the lengths
     */
    static Trainable.Step judge(
            LinearChainCrf crf,
            ParameterStore store,
            NDArray emissions,
            Batch batch,
            boolean training) {
        NDArray labels = batch.labels().get(0);
        NDArray lengths = batch.inputs().get(1);
        NDArray paths = crf.negativeLogLikelihood(store, emissions, labels, lengths, training);
        NDArray loss = Scalars.times(paths.sum(), 1.0 / batch.weight());
        double accuracy = accuracy(crf, store, emissions.stopGradient(), batch);
        NDArray figure = emissions.getManager().create(accuracy);
        return new Trainable.Step(loss, loss, new NDList(), figure);
    }

    /** NaN where an emission is: the loss is, too, and it is for the training to say so. */
    private static double accuracy(
            LinearChainCrf crf, ParameterStore store, NDArray emissions, Batch batch) {
        if (emissions.isNaN().any().getBoolean()) {
            return Double.NaN;
        }
        int[][] paths = crf.decode(store, emissions, batch.inputs().get(1)).tags();
        long[] labels = batch.labels().get(0).toLongArray();
        int steps = labels.length / paths.length;
        long right = 0;
        for (int b = 0; b < paths.length; b++) {
            for (int t = 0; t < paths[b].length; t++) {
                right += paths[b][t] == labels[b * steps + t] ? 1 : 0;
            }
        }
        return (double) right / batch.weight();
    }

    /**
     * {@return the marginal probability of each tag and, behind them, the tag of the best path:
     * {@code (B,T,K+1)}}
     */
    static NDArray read(
            LinearChainCrf crf, ParameterStore store, NDArray emissions, NDArray lengths) {
        NDArray marginals = crf.marginals(store, emissions, lengths);
        NDArray path = crf.forward(store, new NDList(emissions, lengths), false).get(0);
        NDArray tags = path.toType(DataType.FLOAT32, false).expandDims(2);
        return NDArrays.concat(new NDList(marginals, tags), 2);
    }
}
