package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.LastValue;
import org.recurve.baseline.MethodForecaster;
import org.recurve.baseline.SeasonalNaive;
import org.recurve.baseline.WindowRidge;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSplits;
import org.recurve.data.SeriesWindows;

/**
 * Published figures by way of the evaluator, on data that the project cannot carry along: tried
 * where {@code RECURVE_DATA} names a folder that has them.
 */
class OfficialForecastEvaluationTest {
    private static boolean isThere(String folder) {
        String data = System.getenv("RECURVE_DATA");
        boolean there = data != null && Files.isDirectory(Path.of(data, folder));
        if (!there) {
            System.out.println("Not tried: figures of " + folder + ": it is not in RECURVE_DATA");
        }
        return there;
    }

    @Test
    void hourlySeriesOfM4() {
        if (!isThere("m4")) {
            return;
        }
        SeriesWindows windows = SeriesSplits.load("m4-hourly").test().windowsWithHistory(1, 48);
        assertThat(windows.size()).isEqualTo(414);
        ForecastEvaluation last =
                new ForecastEvaluator()
                        .owa()
                        .evaluate(MethodForecaster.of(new LastValue()), windows);
        ForecastEvaluation seasonal = last.reference();
        ForecastEvaluation naive2 = last.others().get(0);
        // The last digit that is published, and no more than half of it off.
        assertThat(seasonal.smape()).isCloseTo(13.912, within(0.0005));
        assertThat(seasonal.mase()).isCloseTo(1.193, within(0.0005));
        assertThat(seasonal.owa()).isCloseTo(0.628, within(0.0005));
        assertThat(naive2.smape()).isCloseTo(18.383, within(0.0005));
        assertThat(naive2.mase()).isCloseTo(2.395, within(0.0005));
        assertThat(last.smape()).isCloseTo(43.003, within(0.0005));
        assertThat(last.mase()).isCloseTo(11.608, within(0.0005));
        assertThat(last.unscaled()).isZero();
    }

    @Test
    void allWindowsOfTheTestMonthsOfEtt() {
        if (!isThere("ett")) {
            return;
        }
        SeriesSplits splits = SeriesSplits.load("ett-h1");
        SeriesScaler scaler = SeriesScaler.fit(Scaling.standard(), splits.train());
        int[] horizons = {24, 168, 720};
        double[] expected = {0.424, 0.571, 0.655};
        double[] ridges = {0.319, 0.398, 0.436};
        for (int i = 0; i < horizons.length; i++) {
            SeriesWindows windows = splits.test().windowsWithHistory(336, horizons[i]);
            assertThat(windows.size()).isEqualTo(2880 - horizons[i] + 1);
            MethodForecaster ridge =
                    WindowRidge.builder()
                            .lookBack(336)
                            .horizon(horizons[i])
                            .fit(splits.train(), scaler);
            ForecastEvaluation judged =
                    new ForecastEvaluator().scaled(scaler).evaluate(ridge, windows);
            ForecastEvaluation naive = judged.reference();
            assertThat(naive.mse()).isCloseTo(expected[i], within(0.0005));
            // Not published: that a ridge with shared weights does better, by as much as is known.
            assertThat(judged.mse()).isLessThan(ridges[i]);
            assertThat(naive.model()).isEqualTo(new SeasonalNaive(24).name());
        }
    }
}
