package org.recurve.baseline;

/** The log-count ratios of naive Bayes. */
final class NaiveBayes {
    /** Added to every count, so that none is 0. */
    private static final double SMOOTHING = 1;

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
}
