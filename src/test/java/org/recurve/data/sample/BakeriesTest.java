package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.data.SeriesSet;
import org.recurve.data.TimeSeries;

class BakeriesTest {
    @Test
    void regeneratesTheFileBitForBit(@TempDir Path folder) throws IOException {
        Bakeries.write(folder);
        assertThat(folder.resolve("sales.csv"))
                .hasSameBinaryContentAs(Path.of("data", "bakeries", "sales.csv"));
    }

    /** Against the same day of the week before, when nothing else has changed. */
    @Test
    void offersSellMoreAndSaturdaysToo() {
        SeriesSet set = SeriesSet.load("bakeries");
        List<Double> began = new ArrayList<>();
        List<Double> saturdays = new ArrayList<>();
        for (TimeSeries series : set.series()) {
            double[] sales = series.values("sales");
            double[] offer = series.values("offer");
            for (int t = 7; t < sales.length; t++) {
                if (offer[t] == 1 && offer[t - 7] == 0) {
                    began.add(Math.log(sales[t] / sales[t - 7]));
                }
                if (series.dateTime(t).getDayOfWeek() == DayOfWeek.SATURDAY) {
                    saturdays.add(Math.log(sales[t] / sales[t - 1]));
                }
            }
        }
        assertThat(began).hasSizeGreaterThan(1_000);
        assertThat(mean(began)).isCloseTo(Math.log(Bakeries.OFFER), within(0.01));
        assertThat(mean(saturdays)).isCloseTo(Math.log(1.35 / 1.12), within(0.05));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    /** A year after a year, sales of a harbour and of a college town go opposite ways in summer. */
    @Test
    void townsHaveYearsOfTheirOwn() {
        SeriesSet set = SeriesSet.load("bakeries");
        double[] towns = set.staticCovariates().get(0).values();
        List<String> names = set.staticCovariates().get(0).categories();
        double[] change = new double[3];
        int[] shops = new int[3];
        for (int i = 0; i < set.size(); i++) {
            double summer = total(set, i, "2023-07-01", "2023-08-01");
            double spring = total(set, i, "2023-03-01", "2023-04-01");
            change[(int) towns[i]] += Math.log(summer / spring);
            shops[(int) towns[i]]++;
        }
        assertThat(shops[0] + shops[1] + shops[2]).isEqualTo(Bakeries.SHOPS);
        assertThat(change[names.indexOf("harbour")] / shops[names.indexOf("harbour")])
                .isGreaterThan(0.15);
        assertThat(change[names.indexOf("college")] / shops[names.indexOf("college")])
                .isLessThan(-0.05);
    }

    private static double total(SeriesSet set, int shop, String from, String to) {
        TimeSeries series = set.from(from).before(to).series(set.series(shop).id());
        double total = 0;
        for (double sales : series.values(0)) {
            total += sales;
        }
        return total;
    }
}
