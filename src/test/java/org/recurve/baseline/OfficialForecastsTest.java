package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.recurve.metric.NaiveScale;
import org.recurve.metric.Owa;
import org.recurve.metric.PointErrors;

/**
 * The M4 competition's published scores of its benchmarks on the 414 hourly series, which the
 * project cannot carry along: tried where {@code RECURVE_DATA} names a folder that has them.
 */
class OfficialForecastsTest {
    private static final int HORIZON = 48;
    private static final int PERIOD = 24;

    /** Means over the series. */
    private record Scores(double smape, double mase) {}

    private static List<double[]> read(Path folder, String name) throws IOException {
        Path zipped = folder.resolve(name + ".gz");
        boolean isZipped = Files.exists(zipped);
        List<double[]> series = new ArrayList<>();
        try (InputStream in = Files.newInputStream(isZipped ? zipped : folder.resolve(name));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        isZipped ? new GZIPInputStream(in) : in,
                                        StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                series.add(
                        Arrays.stream(line.replace("\"", "").split(","))
                                .skip(1)
                                .filter(cell -> !cell.isEmpty())
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return series;
    }

    private static Scores score(ForecastMethod method, List<double[]> train, List<double[]> test) {
        double smape = 0;
        double mase = 0;
        for (int i = 0; i < train.size(); i++) {
            double[] forecast = method.forecast(train.get(i), HORIZON);
            PointErrors errors = PointErrors.of(test.get(i), forecast);
            smape += errors.smape() / train.size();
            mase += NaiveScale.of(train.get(i), PERIOD).mase(errors) / train.size();
        }
        return new Scores(smape, mase);
    }

    @Test
    void hourlySeriesOfM4() throws IOException {
        String data = System.getenv("RECURVE_DATA");
        Path folder = data == null ? Path.of("") : Path.of(data, "m4");
        if (data == null || !Files.isDirectory(folder)) {
            System.out.println("Not tried: the scores of m4-hourly: it is not in RECURVE_DATA");
            return;
        }
        List<double[]> train = read(folder, "Hourly-train.csv");
        List<double[]> test = read(folder, "Hourly-test.csv");
        assertThat(train).hasSize(414);
        assertThat(test).hasSize(414).allSatisfy(one -> assertThat(one).hasSize(HORIZON));

        Scores naive = score(new LastValue(), train, test);
        Scores seasonal = score(new SeasonalNaive(PERIOD), train, test);
        Scores naive2 = score(new Naive2(PERIOD), train, test);
        // The last digit that is published, and no more than half of it off.
        assertThat(naive.smape()).isCloseTo(43.003, within(0.0005));
        assertThat(naive.mase()).isCloseTo(11.608, within(0.0005));
        assertThat(seasonal.smape()).isCloseTo(13.912, within(0.0005));
        assertThat(seasonal.mase()).isCloseTo(1.193, within(0.0005));
        assertThat(naive2.smape()).isCloseTo(18.383, within(0.0005));
        assertThat(naive2.mase()).isCloseTo(2.395, within(0.0005));
        double owa = Owa.of(seasonal.smape(), seasonal.mase(), naive2.smape(), naive2.mase());
        assertThat(owa).isCloseTo(0.628, within(0.0005));

        // Not published: that fitted seasons work on real series of every kind.
        Scores smoothed = score(ExponentialSmoothing.additiveHoltWinters(PERIOD), train, test);
        assertThat(smoothed.smape()).isLessThan(naive.smape());
    }
}
