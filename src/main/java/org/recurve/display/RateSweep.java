package org.recurve.display;

import org.recurve.training.LearningRateFinder;
import tech.tablesaw.api.Table;

/** The losses of a learning rate sweep over the rate, with the suggestion marked. */
final class RateSweep {
    private RateSweep() {}

    static LineChart chart(LearningRateFinder.Result found) {
        Table sweep = found.table();
        double[] rates = sweep.doubleColumn("learning rate").asDoubleArray();
        double suggestion = found.suggestion();
        return new LineChart("Learning rate sweep")
                .axes("learning rate", "nats")
                .logarithmicX()
                .line("loss", rates, sweep.doubleColumn("loss").asDoubleArray())
                .line("smoothed", rates, sweep.doubleColumn("smoothed loss").asDoubleArray())
                .mark(suggestion, "suggested: " + Numbers.format(suggestion));
    }
}
