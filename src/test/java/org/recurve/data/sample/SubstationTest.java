package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.data.SeriesSet;

class SubstationTest {
    private static final double[] LOAD = values("load");
    private static final double[] OUTSIDE = values("outside");
    private static final double[] OIL = values("oil");

    private static double[] values(String column) {
        return SeriesSet.load("substation").series(0).values(column);
    }

    @Test
    void regeneratesTheFileBitForBit(@TempDir Path folder) throws IOException {
        Substation.write(folder);
        assertThat(folder.resolve("hours.csv"))
                .hasSameBinaryContentAs(Path.of("data", "substation", "hours.csv"));
    }

    /** The change of the oil in an hour, on what heats it: air, square of the load, itself. */
    @Test
    void theOilFollowsAirAndLoad() {
        double[][] causes = new double[Substation.HOURS - 1][];
        double[] changes = new double[Substation.HOURS - 1];
        for (int t = 1; t < Substation.HOURS; t++) {
            causes[t - 1] = new double[] {OUTSIDE[t], LOAD[t] * LOAD[t], OIL[t - 1]};
            changes[t - 1] = OIL[t] - OIL[t - 1];
        }
        var regression = new OLSMultipleLinearRegression();
        regression.newSampleData(changes, causes);
        double[] weights = regression.estimateRegressionParameters();
        double warming = Substation.WARMING;
        assertThat(weights[1]).isCloseTo(warming, within(0.01));
        assertThat(weights[2]).isCloseTo(warming * 45 / (20 * 20), within(0.001));
        assertThat(weights[3]).isCloseTo(-warming, within(0.01));
        assertThat(regression.estimateErrorVariance()).isCloseTo(0.09, within(0.01));
    }

    /** In 24 hours the load comes back, on a day of the same kind in 168 even more so. */
    @Test
    void theLoadHasDaysAndWeeks() {
        assertThat(correlation(LOAD, 12)).isLessThan(0.4);
        assertThat(correlation(LOAD, 24)).isBetween(0.75, 0.92);
        assertThat(correlation(LOAD, 168)).isGreaterThan(correlation(LOAD, 24) + 0.01);
    }

    private static double correlation(double[] values, int lag) {
        int n = values.length - lag;
        double[] before = new double[n];
        double[] after = new double[n];
        System.arraycopy(values, 0, before, 0, n);
        System.arraycopy(values, lag, after, 0, n);
        return new PearsonsCorrelation().correlation(before, after);
    }

    /** Without the hours of the day what is left of the air fades as it should. */
    @Test
    void weatherStaysForDays() {
        double[] daily = new double[Substation.HOURS - 24];
        for (int t = 0; t < daily.length; t++) {
            daily[t] = OUTSIDE[t + 24] - OUTSIDE[t];
        }
        // Of x(t + 24) - x(t), with x fading by f an hour: correlation at lag k < 24 is
        // (2 f^k - f^(24 - k) - f^(24 + k)) / (2 - 2 f^24).
        double f = Substation.WEATHER;
        for (int k : new int[] {1, 6, 12}) {
            double expected =
                    (2 * Math.pow(f, k) - Math.pow(f, 24.0 - k) - Math.pow(f, 24.0 + k))
                            / (2 - 2 * Math.pow(f, 24));
            assertThat(correlation(daily, k)).isCloseTo(expected, within(0.05));
        }
    }
}
