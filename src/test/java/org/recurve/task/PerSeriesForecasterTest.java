package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesSplits;
import org.recurve.data.SeriesWindows;
import org.recurve.training.Training;

class PerSeriesForecasterTest {
    private static final SeriesSplits SPLITS =
            SeriesSet.join(
                            "waves",
                            "height",
                            List.of(
                                    ForecastSamples.waves("low", 90, 0),
                                    ForecastSamples.waves("middle", 12, 10),
                                    ForecastSamples.waves("high", 70, 90)))
                    .only("low", "high")
                    .splitLast(0, 20);

    private static Forecaster fit(SeriesSet train) {
        Forecaster model =
                Forecaster.builder()
                        .hidden(4)
                        .lookback(10)
                        .horizon(3)
                        .output(ForecastOutput.gaussian())
                        .samples(5)
                        .build(train);
        Training.builder().batches(Batches.windows(16)).epochs(2).seed(3).build().fit(model, train);
        return model;
    }

    /** Each series alone, from the model that its part of the training makes. */
    @Test
    void everySeriesIsForecastByItsOwnModel() {
        SeriesWindows windows = SPLITS.test().windowsWithHistory(10, 3).stride(4);
        try (var local = PerSeriesForecaster.fit(SPLITS.train(), PerSeriesForecasterTest::fit)) {
            List<Forecast> together = local.forecast(windows);
            List<Forecast> alone = new ArrayList<>();
            for (String id : List.of("low", "high")) {
                try (Forecaster one = fit(SPLITS.train().only(id))) {
                    alone.addAll(
                            one.forecast(
                                    SPLITS.test().only(id).windowsWithHistory(10, 3).stride(4)));
                }
            }
            assertThat(together).hasSameSizeAs(alone).hasSize(windows.size());
            for (int w = 0; w < together.size(); w++) {
                assertThat(together.get(w).mean()).containsExactly(alone.get(w).mean());
                assertThat(together.get(w).quantile(0.9))
                        .containsExactly(alone.get(w).quantile(0.9));
                assertThat(together.get(w).time(0)).isEqualTo(windows.time(w));
                assertThat(together.get(w).model()).isEqualTo(local.name());
            }
            assertThat(local).hasToString("GRU 1x4, direct, one for each series");
            assertThat(local.seed()).isEqualTo(3);
            assertThat(local.baseline()).isFalse();
            assertThat((List<?>) local.provenanceMap().get("members")).hasSize(2);
            assertThat(local.of("low")).isNotSameAs(local.of("high"));
        }
    }

    @Test
    void aSeriesWithoutAModelIsNamed() {
        SeriesWindows windows = SPLITS.test().windowsWithHistory(10, 3);
        try (var low =
                PerSeriesForecaster.fit(SPLITS.train().only("low"), PerSeriesForecasterTest::fit)) {
            assertThatThrownBy(() -> low.forecast(windows))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("none was fitted to \"high\"");
        }
    }

    @Test
    void whenOneFailsThoseBeforeItAreClosed() {
        List<Forecaster> fitted = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                PerSeriesForecaster.fit(
                                        SPLITS.train(),
                                        one -> {
                                            if (!fitted.isEmpty()) {
                                                throw new RecurveException("the second fails");
                                            }
                                            fitted.add(fit(one));
                                            return (SeriesForecaster) fitted.get(0);
                                        }))
                .hasMessage("the second fails");
        assertThat(fitted.get(0).manager().isOpen()).isFalse();
    }
}
