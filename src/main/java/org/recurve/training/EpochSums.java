package org.recurve.training;

/** What adds up over the batches of one epoch. */
final class EpochSums {
    private final long start = System.nanoTime();
    private double loss;
    private long weight;
    private double norms;
    private long updates;

    void add(double meanLoss, long count) {
        loss += meanLoss * count;
        weight += count;
    }

    void addNorm(double norm) {
        norms += norm;
        updates++;
    }

    double meanLoss() {
        return loss / weight;
    }

    double meanNorm() {
        return norms / updates;
    }

    double tokensPerSecond() {
        return weight / seconds();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
