package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

/** Mean and variance of many draws are those of the distributions. */
class ForecastDrawsTest {
    private static final int COUNT = 100_000;

    private static double[] draws(ForecastOutput output, double... parameters) {
        ForecastDraws draws = ForecastDraws.seeded(output, 7);
        double[] values = new double[COUNT];
        Arrays.setAll(values, i -> draws.draw(parameters[0], parameters[1], parameters[2]));
        return values;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void normal() {
        double[] values = draws(ForecastOutput.gaussian(), 3, 2, 0);
        assertThat(mean(values)).isCloseTo(3, within(0.03));
        assertThat(variance(values)).isCloseTo(4, within(0.08));
    }

    @Test
    void student() {
        double[] values = draws(ForecastOutput.studentT(), -1, 2, 9);
        assertThat(mean(values)).isCloseTo(-1, within(0.03));
        assertThat(variance(values)).isCloseTo(4 * 9 / 7.0, within(0.2));
        double beyond = Arrays.stream(values).filter(v -> Math.abs(v + 1) > 2 * 2.262).count();
        // 2.262 is the quantile of 97.5 % for 9 degrees of freedom, in any table.
        assertThat(beyond / COUNT).isCloseTo(0.05, within(0.004));
    }

    @Test
    void negativeBinomial() {
        double[] values = draws(ForecastOutput.negativeBinomial(), 5, 0.4, 0);
        assertThat(mean(values)).isCloseTo(5, within(0.06));
        assertThat(variance(values)).isCloseTo(5 + 0.4 * 25, within(0.5));
        assertThat(Arrays.stream(values)).allMatch(v -> v >= 0 && v == Math.rint(v));
        double none = Arrays.stream(values).filter(v -> v == 0).count();
        assertThat(none / COUNT).isCloseTo(Math.pow(1 / 3.0, 2.5), within(0.004));
    }

    /** By the probabilities themselves, of rates that are drawn one by one and of larger ones. */
    @ParameterizedTest
    @CsvSource({"3, 0.2", "11, 0.0001", "60, 0.0001", "60, 0.05", "900, 0.0001"})
    void everyCountComesAsOftenAsItsProbabilitySays(double mean, double dispersion) {
        double[] values = draws(ForecastOutput.negativeBinomial(), mean, dispersion, 0);
        double deviation = Math.sqrt(mean + dispersion * mean * mean);
        int low = (int) Math.max(0, mean - 2.5 * deviation);
        int high = (int) (mean + 2.5 * deviation);
        double width = Math.max(1, (high - low) / 20);
        // Chi-square of about 20 classes between 2.5 deviations: about 21, and above 50 by a chance
        // of 1 in 4,000; that of a wrong sampler grows with the number of draws.
        double square = 0;
        for (double from = low; from < high; from += width) {
            double expected = 0;
            for (int k = (int) from; k < from + width; k++) {
                expected += COUNT * probability(k, mean, dispersion);
            }
            double begin = from;
            double end = from + width;
            double found = Arrays.stream(values).filter(v -> v >= begin && v < end).count();
            square += (found - expected) * (found - expected) / expected;
        }
        assertThat(square).isLessThan(50);
    }

    /** Γ(k + r) / (k! Γ(r)) p^r (1 - p)^k, with r = 1 / dispersion and p = r / (r + mean). */
    private static double probability(int k, double mean, double dispersion) {
        double r = 1 / dispersion;
        double log = r * Math.log(r / (r + mean));
        for (int i = 0; i < k; i++) {
            log += Math.log((r + i) / (i + 1) * (mean / (r + mean)));
        }
        return Math.exp(log);
    }

    @Test
    void thereIsNothingToDrawFromAPoint() {
        ForecastDraws draws = ForecastDraws.seeded(ForecastOutput.squared(), 1);
        assertThatThrownBy(() -> draws.draw(1, 1, 1)).isInstanceOf(RecurveException.class);
    }
}
