package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ForecastTest {
    private static final SeriesSet SET =
            SeriesSet.of("s", "2020-01", Frequency.MONTHLY, 1, 2, 3, 4);

    private static Forecast forecast(ForecastSpread spread) {
        return new Forecast(
                "made", SET.series(0), SET.targets(), 3, new double[][] {{5, 6}}, List.of(spread));
    }

    @Test
    void theTableHasPointsAndWhatCame() {
        Table table = forecast(ForecastSpread.NONE).toTable();
        assertThat(table.columnNames()).containsExactly("time", "mean", "actual");
        assertThat(table.stringColumn("time").asList()).containsExactly("2020-04", "2020-05");
        assertThat(table.doubleColumn("mean").asDoubleArray()).containsExactly(5, 6);
        assertThat(table.doubleColumn("actual").asDoubleArray()).containsExactly(4, Double.NaN);
    }

    @Test
    void theTableHasTheQuantilesThatWereForecastAndNoneBetweenThem() {
        // The upper end of an interval of 80 %, as it is computed, is not 0.9 to the last digit.
        var wide =
                new ForecastSpread.Quantiles(
                        new double[] {0.025, 0.5, 1 - 0.1 + 1e-16, 0.975},
                        new double[][] {{1, 2}, {5, 6}, {8, 9}, {9, 10}});
        Table table = forecast(wide).toTable();
        assertThat(table.columnNames())
                .containsExactly("time", "mean", "q0.025", "q0.9", "q0.975", "actual");
        assertThat(table.doubleColumn("q0.9").asDoubleArray()).containsExactly(8, 9);
        assertThat(wide.quantile(0.2625)).containsExactly(new double[] {3, 4}, within(1e-12));
    }

    @Test
    void theTableHasIntervalsOfSamples() {
        var samples = new ForecastSpread.Samples(new double[][] {{0, 10}, {10, 0}, {5, 5}});
        Table table = forecast(samples).toTable();
        assertThat(table.doubleColumn("q0.1").asDoubleArray())
                .containsExactly(new double[] {1, 1}, within(1e-12));
        assertThat(table.doubleColumn("q0.975").asDoubleArray())
                .containsExactly(new double[] {9.75, 9.75}, within(1e-12));
    }
}
