package org.recurve.baseline;

/**
 * What a linear model adds up: the log-odds of a class are the bias and the weights of what a text
 * has.
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over inside the package; it may have millions.
record LogOdds(double bias, double[] weights) {

    double of(int[] present) {
        double sum = bias;
        for (int feature : present) {
            sum += weights[feature];
        }
        return sum;
    }

    /** {@return log of the logistic function, which does not underflow} */
    static double logProbability(double logOdds) {
        return logOdds >= 0
                ? -Math.log1p(Math.exp(-logOdds))
                : logOdds - Math.log1p(Math.exp(logOdds));
    }
}
