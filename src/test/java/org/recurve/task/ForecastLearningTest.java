package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batches;
import org.recurve.data.Forecast;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesSplits;
import org.recurve.data.WindowNormalization;
import org.recurve.metric.IntervalScores;
import org.recurve.metric.PointErrors;
import org.recurve.training.Optimizers;
import org.recurve.training.Schedules;
import org.recurve.training.Training;

/** Forecasters learn, and say how sure they may be. */
class ForecastLearningTest {

    private static void fit(Forecaster model, SeriesSplits splits, double rate, int epochs) {
        Training.builder()
                .optimizer(Optimizers.adam(rate))
                .schedule(Schedules.cosine())
                .clipNorm(1)
                .batches(Batches.windows(32))
                .epochs(epochs)
                .seed(1)
                .build()
                .fit(model, splits.train(), splits.validation());
    }

    @Test
    void everyDecoderFollowsAWaveThatTheLastValueDoesNot() {
        SeriesSplits splits = ForecastSamples.waves("waves", 400, 0).splitSteps(280, 60, 60);
        for (ForecastDecoder decoder :
                List.of(
                        ForecastDecoder.direct(),
                        ForecastDecoder.recursive(),
                        ForecastDecoder.encoderDecoder(),
                        ForecastDecoder.segments(6))) {
            try (Forecaster model =
                    Forecaster.builder()
                            .lookback(24)
                            .horizon(12)
                            .hidden(32)
                            .decoder(decoder)
                            .build(splits.train())) {
                fit(model, splits, 0.01, 25);
                PointErrors network = new PointErrors();
                PointErrors last = new PointErrors();
                for (Forecast f : model.forecast(splits.test().windowsWithHistory(24, 12))) {
                    double[] past = f.past(0, 1);
                    for (int h = 0; h < 12; h++) {
                        network.add(f.actual(0)[h], f.mean()[h]);
                        last.add(f.actual(0)[h], past[0]);
                    }
                }
                assertThat(network.rmse()).as(decoder.toString()).isLessThan(0.25 * last.rmse());
            }
        }
    }

    @Test
    void intervalsOfAnAutoregressionHoldWhatTheySay() {
        SeriesSplits splits =
                ForecastSamples.autoregression("y", 6000, 0.8, 11).splitSteps(3500, 500, 2000);
        try (Forecaster model =
                Forecaster.builder()
                        .lookback(10)
                        .horizon(6)
                        .hidden(16)
                        .decoder(ForecastDecoder.recursive())
                        .output(ForecastOutput.gaussian())
                        .normalization(WindowNormalization.NONE)
                        .samples(300)
                        .build(splits.train())) {
            fit(model, splits, 0.01, 8);
            IntervalScores all = new IntervalScores(0.95);
            IntervalScores last = new IntervalScores(0.95);
            for (Forecast f : model.forecast(splits.test().windowsWithHistory(10, 6))) {
                double[] low = f.quantile(0.025);
                double[] high = f.quantile(0.975);
                double[] actual = f.actual(0);
                for (int h = 0; h < 6; h++) {
                    all.add(actual[h], low[h], high[h]);
                }
                last.add(actual[5], low[5], high[5]);
            }
            assertThat(all.coverage()).isBetween(0.93, 0.97);
            assertThat(last.coverage()).isBetween(0.93, 0.97);
            // The deviation of the sixth step is that of a sum of powers of 0.8.
            double deviation = Math.sqrt((1 - Math.pow(0.8, 12)) / (1 - 0.64));
            assertThat(last.meanWidth()).isCloseTo(2 * 1.96 * deviation, within(0.4));
        }
    }

    @Test
    void quantilesHoldWhatTheySay() {
        SeriesSplits splits =
                ForecastSamples.autoregression("y", 6000, 0.8, 12).splitSteps(3500, 500, 2000);
        try (Forecaster model =
                Forecaster.builder()
                        .lookback(10)
                        .horizon(3)
                        .hidden(16)
                        .output(ForecastOutput.quantiles(0.025, 0.1, 0.5, 0.9, 0.975))
                        .build(splits.train())) {
            fit(model, splits, 0.01, 8);
            IntervalScores scores = new IntervalScores(0.95);
            for (Forecast f : model.forecast(splits.test().windowsWithHistory(10, 3))) {
                for (int h = 0; h < 3; h++) {
                    scores.add(f.actual(0)[h], f.quantile(0.025)[h], f.quantile(0.975)[h]);
                }
            }
            assertThat(scores.coverage()).isBetween(0.93, 0.97);
        }
    }

    @Test
    void countsAreCounts() {
        Random random = new Random(4);
        double[] values = new double[1500];
        for (int t = 0; t < values.length; t++) {
            double mean = 6 + 4 * Math.sin(t / 7.0 * 2 * Math.PI);
            // A Poisson number by the waiting times between events.
            double time = -Math.log(1 - random.nextDouble());
            while (time < mean) {
                values[t]++;
                time -= Math.log(1 - random.nextDouble());
            }
        }
        SeriesSplits splits =
                SeriesSet.of("visits", "0", Frequency.INDEX, values).splitSteps(1100, 150, 250);
        try (Forecaster model =
                Forecaster.builder()
                        .lookback(14)
                        .horizon(7)
                        .hidden(24)
                        .decoder(ForecastDecoder.recursive())
                        .output(ForecastOutput.negativeBinomial())
                        .build(splits.train())) {
            fit(model, splits, 0.01, 15);
            PointErrors network = new PointErrors();
            PointErrors constant = new PointErrors();
            IntervalScores scores = new IntervalScores(0.8);
            for (Forecast f : model.forecast(splits.test().windowsWithHistory(14, 7))) {
                double[] low = f.quantile(0.1);
                double[] high = f.quantile(0.9);
                for (int h = 0; h < 7; h++) {
                    network.add(f.actual(0)[h], f.mean()[h]);
                    constant.add(f.actual(0)[h], 6);
                    scores.add(f.actual(0)[h], low[h], high[h]);
                    assertThat(low[h]).isGreaterThanOrEqualTo(0);
                }
            }
            // What is left is the noise: the root of the mean, about 2.4, against 3.7.
            assertThat(network.rmse()).isLessThan(0.8 * constant.rmse());
            // Intervals of few whole numbers hold more than they say, ends included.
            assertThat(scores.coverage()).isBetween(0.76, 0.95);
        }
    }
}
