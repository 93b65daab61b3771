package org.recurve.metric;

/**
 * M4's overall weighted average: sMAPE and MASE, each as a part of what Naive2 has, and the mean of
 * both parts (Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition: 100,000 time
 * series and 61 forecasting methods"). Of many series, first the means of sMAPE and MASE are taken
 * over the series and then their parts, so that no single series with an easy Naive2 decides.
 */
public final class Owa {
    private Owa() {}

    /**
     * Weighs.
     *
     * @param smape of the method, mean over the series, in percent
     * @param mase of the method, mean over the series
     * @param naive2Smape of Naive2 on the same series, above 0
     * @param naive2Mase of Naive2 on the same series, above 0
     * @return at least 0; 1 is as good as Naive2, less is better
     */
    public static double of(double smape, double mase, double naive2Smape, double naive2Mase) {
        if (!(naive2Smape > 0 && naive2Mase > 0)) {
            throw new IllegalArgumentException(
                    "an OWA needs errors of Naive2 above 0 to compare with, not sMAPE %s and MASE %s"
                            .formatted(naive2Smape, naive2Mase));
        }
        return (smape / naive2Smape + mase / naive2Mase) / 2;
    }
}
