package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.SeriesSet;
import org.recurve.metric.Autocorrelation;
import org.recurve.metric.LjungBox;

class ResidualDiagnosticsTest {

    private static double[] noise(int n) {
        Random random = new Random(6);
        double[] values = new double[n];
        Arrays.setAll(values, t -> 2 * random.nextGaussian() + 1);
        return values;
    }

    @Test
    void theTestIsThatOfTheMetric() {
        double[] residuals = noise(120);
        String alt = new ResidualDiagnostics("r", residuals, 1).alt();
        assertThat(alt)
                .startsWith("r. 120 residuals, mean ")
                .endsWith("Autocorrelation: " + LjungBox.of(residuals, 10, 0));
        assertThat(new ResidualDiagnostics("r", residuals, 12).alt()).contains("Q(24)");
        assertThat(new ResidualDiagnostics("r", residuals, 24).alt()).contains("Q(24)");
        assertThat(new ResidualDiagnostics("r", noise(20), 1).alt()).contains("Q(4)");
    }

    @Test
    void everyLagIsABarAsLongAsItsCorrelation() {
        double[] residuals = new double[100];
        double[] noise = noise(100);
        for (int t = 0; t < 100; t++) {
            residuals[t] = noise[t] - 1 + (t > 0 ? 0.8 * residuals[t - 1] : 0);
        }
        ResidualDiagnostics picture = new ResidualDiagnostics("r", residuals, 1);
        List<double[][]> bars = ForecastSamples.paths(picture, "stroke-width=\"4\"");
        Autocorrelation correlation = Autocorrelation.of(residuals, 10);
        assertThat(bars).hasSize(10);
        double first = bars.get(0)[0][1] - bars.get(0)[1][1];
        for (int k = 1; k <= 10; k++) {
            double length = bars.get(k - 1)[0][1] - bars.get(k - 1)[1][1];
            assertThat(length / first)
                    .isCloseTo(correlation.at(k) / correlation.at(1), within(0.01));
        }
        // What is beyond the bounds has the other colour.
        assertThat(ForecastSamples.paths(picture, "class=\"recurve-line1\" ").size())
                .isEqualTo(
                        1
                                + (int)
                                        Arrays.stream(correlation.correlations())
                                                .filter(r -> Math.abs(r) > correlation.bound())
                                                .count());
    }

    @Test
    void whereValuesAreMissingTheLongestStretchIsTested() {
        double[] residuals = noise(80);
        residuals[10] = Double.NaN;
        residuals[75] = Double.NaN;
        double[] stretch = Arrays.copyOfRange(residuals, 11, 75);
        assertThat(new ResidualDiagnostics("r", residuals, 1).alt())
                .startsWith("r. 78 residuals")
                .endsWith(LjungBox.of(stretch, 10, 0) + "; of 64 in a row");
        assertThat(new ResidualDiagnostics("r", new double[] {1}, 1).alt())
                .endsWith("too few values");
        assertThat(new ResidualDiagnostics("r", new double[30], 1).alt())
                .contains("30 residuals, mean 0, standard deviation 0")
                .endsWith("the values do not change");
        assertThat(new ResidualDiagnostics("r", new double[0], 1).alt())
                .isEqualTo("r. no residual. Autocorrelation: too few values");
    }

    @Test
    void residualsOfForecastsAreInOrderOfTime() {
        SeriesSet set = ForecastSamples.monthly("air", 144);
        List<Forecast> forecasts = new ArrayList<>();
        IntStream.range(100, 140)
                .filter(o -> o != 110)
                .forEach(o -> forecasts.add(ForecastSamples.points("GRU", set, o, 3)));
        Collections.shuffle(forecasts, new Random(1));
        ResidualDiagnostics picture = ResidualDiagnostics.of(forecasts);
        // Each point is 5 above what came.
        assertThat(picture.alt())
                .startsWith(
                        "Residuals of GRU one step ahead, air, 1957-05 to 1960-08. 39 residuals, mean -5,");
        // The gap where one is left out.
        List<double[][]> lines = ForecastSamples.paths(picture, "stroke-width=\"1.2\"");
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).hasNumberOfRows(39);
        double step = lines.get(0)[1][0] - lines.get(0)[0][0];
        assertThat(lines.get(0)[10][0] - lines.get(0)[9][0]).isCloseTo(2 * step, within(0.05));
        assertThatThrownBy(() -> ResidualDiagnostics.of(List.of()))
                .isInstanceOf(RecurveException.class);
        forecasts.add(ForecastSamples.points("GRU", ForecastSamples.monthly("sea", 144), 100, 3));
        assertThatThrownBy(() -> ResidualDiagnostics.of(forecasts))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("give those of one series");
    }

    @Test
    void aHistogramCountsEveryValueOnce() {
        // Quartiles 1 and 3 of eight values: the ideal width is 2, and 0 to 4 are two ranges.
        Histogram histogram = Histogram.of(new double[] {0, 1, 1, 2, 2, 3, 3, 4});
        assertThat(histogram.low()).isZero();
        assertThat(histogram.width()).isEqualTo(2);
        assertThat(histogram.counts()).containsExactly(3, 5);
        for (int n : new int[] {1, 2, 5, 1000}) {
            Histogram noise = Histogram.of(noise(n));
            assertThat(Arrays.stream(noise.counts()).sum()).isEqualTo(n);
            assertThat(noise.counts().length).isBetween(1, 40);
        }
        assertThat(Histogram.of(new double[] {5, 5, 5}).counts()).containsExactly(3);
        assertThat(Histogram.of(new double[] {5, 5, 5, 5, 5, 5, 9}).counts())
                .containsExactly(6, 0, 1);
        assertThat(Histogram.of(new double[0]).counts()).containsExactly(0);
    }
}
