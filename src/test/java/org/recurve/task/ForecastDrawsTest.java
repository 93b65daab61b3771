package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
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

    @Test
    void thereIsNothingToDrawFromAPoint() {
        ForecastDraws draws = ForecastDraws.seeded(ForecastOutput.squared(), 1);
        assertThatThrownBy(() -> draws.draw(1, 1, 1)).isInstanceOf(RecurveException.class);
    }
}
