package org.recurve.baseline;

/** The log-count ratios of naive Bayes, and how much of them a linear model keeps. */
final class NaiveBayes {
    /** Added to every count, so that none is 0. */
    private static final double SMOOTHING = 1;

    /** What Wang and Manning found to serve all their data. */
    private static final double LEARNED = 0.25;

    private NaiveBayes() {}

    /**
     * How much more an n-gram is at home in a class than outside it: log of its share of all counts
     * in the class, each raised by 1, over its share outside. Wang and Manning (2012).
     *
     * @param rows the n-grams of each text
     * @param in whether each text is of the class
     * @param size how many n-grams there are
     * @return the ratio of each n-gram
     */
    static double[] logCountRatios(int[][] rows, boolean[] in, int size) {
        double[] inside = new double[size];
        double[] outside = new double[size];
        double allInside = SMOOTHING * size;
        double allOutside = SMOOTHING * size;
        for (int i = 0; i < rows.length; i++) {
            for (int ngram : rows[i]) {
                (in[i] ? inside : outside)[ngram]++;
            }
            if (in[i]) {
                allInside += rows[i].length;
            } else {
                allOutside += rows[i].length;
            }
        }
        double[] ratios = new double[size];
        for (int n = 0; n < size; n++) {
            ratios[n] =
                    Math.log((inside[n] + SMOOTHING) / allInside)
                            - Math.log((outside[n] + SMOOTHING) / allOutside);
        }
        return ratios;
    }

    /**
     * Draws a model that was fitted to weighted n-grams towards naive Bayes, which trusts all of
     * them alike: of each learned weight w it keeps a quarter, and the rest is the mean of all |w|.
     * So Wang and Manning do; here the bias, which has no ratio, keeps a quarter as well, in
     * proportion.
     *
     * @param fitted whose weights are w times the ratio
     * @param ratios that the n-grams were weighted by
     * @return weights that are times the ratio again
     */
    static LogOdds interpolate(LogOdds fitted, double[] ratios) {
        double[] learned = new double[ratios.length];
        double mean = 0;
        for (int n = 0; n < ratios.length; n++) {
            // Where the ratio is 0 the penalty leaves no weight.
            learned[n] = ratios[n] == 0 ? 0 : fitted.weights()[n] / ratios[n];
            mean += Math.abs(learned[n]) / ratios.length;
        }
        double[] weights = new double[ratios.length];
        for (int n = 0; n < ratios.length; n++) {
            weights[n] = (LEARNED * learned[n] + (1 - LEARNED) * mean) * ratios[n];
        }
        return new LogOdds(LEARNED * fitted.bias(), weights);
    }
}
