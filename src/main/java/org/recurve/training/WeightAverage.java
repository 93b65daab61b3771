package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.List;

/**
 * The mean of the weights over all updates since a plateau was reached: NT-ASGD, section 5 of
 * Merity, Keskar and Socher, "Regularizing and optimizing LSTM language models", ICLR 2018; or over
 * all updates with weights that fall exponentially (Polyak and Juditsky 1992 average plainly). The
 * training goes on from the last weights; what is judged and kept is the mean.
 */
final class WeightAverage implements AutoCloseable {
    private final List<NDArray> weights;
    private final NDManager manager;
    private final int patience;
    private final double decay;

    /** Empty before the plateau. */
    private final NDList means = new NDList();

    /** The last weights, while the means stand in their place. */
    private final NDList last = new NDList();

    private boolean started;
    private long count;

    /**
     * @param patience the non-monotone interval n; negative for no averaging since a plateau
     * @param decay of the exponential average; 0 for none
     */
    WeightAverage(List<NDArray> weights, NDManager parent, int patience, double decay) {
        this.weights = weights;
        this.manager = parent.newSubManager();
        this.patience = patience;
        this.decay = decay;
        this.started = decay > 0;
    }

    /**
     * Begins to average where the last epoch is worse than the best of all but the {@code n} before
     * it.
     *
     * @param values the watched value of every epoch so far, lower is better
     */
    void watch(List<Double> values) {
        int old = values.size() - 1 - patience;
        if (patience < 0 || started || old < 1) {
            return;
        }
        double best = Collections.min(values.subList(0, old));
        started = values.get(values.size() - 1) > best;
    }

    /** Takes the weights after an update into the mean. */
    void add() {
        if (!started) {
            return;
        }
        count++;
        for (int i = 0; i < weights.size(); i++) {
            if (count == 1) {
                means.add(Snapshot.copy(weights.get(i), manager));
            } else {
                try (NDArray now = weights.get(i).stopGradient();
                        NDArray change = now.sub(means.get(i))) {
                    means.get(i).addi(decay > 0 ? change.muli(share()) : change.divi(count));
                }
            }
        }
    }

    private double share() {
        return 1 - Math.min(decay, count / (count + 9.0));
    }

    /** Puts the means in the place of the weights, to be judged and kept. */
    void show() {
        if (means.isEmpty() || !last.isEmpty()) {
            return;
        }
        for (int i = 0; i < weights.size(); i++) {
            last.add(Snapshot.copy(weights.get(i), manager));
            means.get(i).copyTo(weights.get(i));
        }
    }

    /** Puts the last weights back, to go on from. */
    void resume() {
        for (int i = 0; i < last.size(); i++) {
            last.get(i).copyTo(weights.get(i));
            last.get(i).close();
        }
        last.clear();
    }

    @Override
    public void close() {
        manager.close();
    }
}
