package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batches;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

class ForecastEnsembleTest {
    /** Says always the same. */
    private record Fixed(double point, ForecastSpread spread) implements SeriesForecaster {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public long seed() {
            return -1;
        }

        @Override
        public Map<String, Object> provenanceMap() {
            return Map.of("point", point);
        }

        @Override
        public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
            for (int w = 0; w < windows.size(); w++) {
                sink.accept(
                        new Forecast(
                                name(),
                                windows.set().series(windows.series(w)),
                                windows.set().targets(),
                                windows.origin(w),
                                new double[][] {{point, point + windows.origin(w)}},
                                List.of(spread)));
            }
        }
    }

    private static final SeriesWindows WINDOWS =
            ForecastSamples.waves("waves", 700, 0).windows(10, 2);

    private static ForecastSpread quantiles(double low, double middle, double high) {
        return new ForecastSpread.Quantiles(
                new double[] {0.1, 0.5, 0.9},
                new double[][] {{low, low}, {middle, middle}, {high, high}});
    }

    @Test
    void pointsAndQuantilesAreMeansOfEveryWindowInItsPlace() {
        var ensemble =
                ForecastEnsemble.of(
                        List.of(
                                new Fixed(1, quantiles(0, 1, 2)),
                                new Fixed(4, quantiles(2, 4, 9))));
        List<Forecast> forecasts = ensemble.forecast(WINDOWS);
        assertThat(forecasts).hasSize(689);
        for (int w = 0; w < forecasts.size(); w++) {
            assertThat(forecasts.get(w).origin()).isEqualTo(10 + w);
            assertThat(forecasts.get(w).mean())
                    .containsExactly(new double[] {2.5, 12.5 + w}, within(1e-12));
        }
        assertThat(forecasts.get(0).quantile(0.9)[1]).isEqualTo(5.5);
        assertThat(ensemble.name()).isEqualTo("2 x fixed");
    }

    @Test
    void pathsArePooledAndUnlikeSpreadsAreNone() {
        var few = new ForecastSpread.Samples(new double[][] {{1, 2}, {3, 4}});
        var one = new ForecastSpread.Samples(new double[][] {{9, 8}});
        Forecast pooled =
                ForecastEnsemble.of(List.of(new Fixed(1, few), new Fixed(1, one)))
                        .forecast(WINDOWS)
                        .get(0);
        assertThat(((ForecastSpread.Samples) pooled.spread(0)).sorted(1)).containsExactly(2, 4, 8);
        assertThat(
                        ForecastEnsemble.of(
                                        List.of(
                                                new Fixed(1, few),
                                                new Fixed(1, quantiles(0, 1, 2))))
                                .forecast(WINDOWS)
                                .get(0)
                                .hasSpread())
                .isFalse();
    }

    @Test
    void membersDifferInTheirSeed() {
        SeriesSet data = ForecastSamples.waves("waves", 80, 0);
        List<Long> seeds = new ArrayList<>();
        try (ForecastEnsemble ensemble =
                ForecastEnsemble.fit(
                        2,
                        5,
                        seed -> {
                            seeds.add(seed);
                            Forecaster model =
                                    Forecaster.builder()
                                            .lookback(12)
                                            .horizon(3)
                                            .hidden(8)
                                            .build(data);
                            Training.builder()
                                    .optimizer(Optimizers.adam(0.01))
                                    .batches(Batches.windows(16))
                                    .epochs(1)
                                    .seed(seed)
                                    .build()
                                    .fit(model, data);
                            return model;
                        })) {
            assertThat(seeds).containsExactly(5L, 6L);
            double[] first =
                    ensemble.members().get(0).forecast(data.lastWindows(12, 3)).get(0).mean();
            double[] second =
                    ensemble.members().get(1).forecast(data.lastWindows(12, 3)).get(0).mean();
            assertThat(first).isNotEqualTo(second);
            assertThat(ensemble.forecast(data).get(0).mean()[2])
                    .isCloseTo((first[2] + second[2]) / 2, within(1e-6));
            assertThat(ensemble.seed()).isEqualTo(5);
        }
        assertThatThrownBy(() -> ForecastEnsemble.of(List.of()))
                .hasMessageContaining("at least 1 member");
        assertThatThrownBy(
                        () ->
                                ForecastEnsemble.of(List.of(new Fixed(1, ForecastSpread.NONE)))
                                        .forecast(data))
                .hasMessageContaining("lastWindows");
    }
}
