package org.recurve.training;

/** What adds up over the batches of one epoch. */
final class EpochSums {
    private final long start = System.nanoTime();
    private double loss;
    private double figure;
    private long weight;
    private double norms;
    private long updates;

    void add(Stepper.Result mean, long count) {
        loss += mean.loss() * count;
        figure += mean.figure() * count;
        weight += count;
    }

    void addNorm(double norm) {
        norms += norm;
        updates++;
    }

    double meanLoss() {
        return loss / weight;
    }

    /**
     * {@return the figure that the model's steps give; where they give none, what the loss tells}
     */
    double metric(Trainable<?> model) {
        double mean = figure / weight;
        return Double.isNaN(mean) ? model.metric(meanLoss()) : mean;
    }

    double meanNorm() {
        return norms / updates;
    }

    double perSecond() {
        return weight / seconds();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
