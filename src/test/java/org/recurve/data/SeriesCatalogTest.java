package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

/** The catalogued sets for forecasting, from files of their form that the tests write. */
class SeriesCatalogTest {

    @TempDir Path folder;

    private DataCatalog catalog(String path, String... lines) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\r\n", lines));
        return new DataCatalog(CatalogJson.standard(), folder, folder.resolve("cache"));
    }

    @Test
    void aTimeAndItsTargetsAreColumns() throws IOException {
        SeriesSet airline =
                SeriesSet.load(
                        catalog(
                                "small-series/airline-passengers.csv",
                                "\"Month\",\"Passengers\"",
                                "\"1949-01\",112",
                                "\"1949-02\",118"),
                        "airline-passengers");
        assertThat(airline)
                .hasToString(
                        "airline-passengers all: 1 series of Passengers, 2 steps of 1 month,"
                                + " 1949-01 to 1949-02");
        assertThat(airline.ids()).containsExactly("airline-passengers");
        assertThat(airline.provenance().files()).hasSize(1);
        SeriesSet ett =
                SeriesSet.load(
                        catalog(
                                "ett/ETTh1.csv",
                                "date,HUFL,OT",
                                "2016-07-01 00:00:00,5.5,30",
                                "2016-07-01 01:00:00,5.25,27"),
                        "ett-h1");
        assertThat(ett.targets()).containsExactly("HUFL", "OT");
        assertThat(ett.season()).isEqualTo(24);
    }

    @Test
    void windOfBeijingIsACategoryAndNaMissing() throws IOException {
        SeriesSet set =
                SeriesSet.load(
                        catalog(
                                "small-series/pollution.csv",
                                "No,year,month,day,hour,pm2.5,DEWP,TEMP,PRES,cbwd,Iws,Is,Ir",
                                "1,2010,1,1,0,NA,-21,-11,1021,NW,1.79,0,0",
                                "2,2010,1,1,1,129,-16,-4,1020,SE,2.68,0,0"),
                        "beijing-pm25");
        assertThat(set.series(0).values("pm2.5")).containsExactly(Double.NaN, 129);
        assertThat(set.pastCovariates())
                .containsExactly("DEWP", "TEMP", "PRES", "cbwd=NW", "cbwd=SE", "Iws", "Is", "Ir");
        assertThat(set.series(0).values("cbwd=SE")).containsExactly(0, 1);
        assertThat(set.series(0).time(1)).isEqualTo("2010-01-01 01:00");
    }

    /** A row of the training file: a name and 100 values. */
    private static String row(String id, int from, int to) {
        StringBuilder row = new StringBuilder("\"" + id + "\"");
        Stream.iterate(from, i -> i < to, i -> i + 1)
                .forEach(i -> row.append(",\"").append(i).append('"'));
        return row.toString();
    }

    @Test
    void testStepsOfTheCompetitionFollowTheTraining() throws IOException {
        catalog("m4/Hourly-train.csv", "\"V1\",\"V2\"", row("H1", 0, 100), row("H2", 0, 60) + ",,");
        SeriesSplits before =
                SeriesSplits.load(
                        new DataCatalog(CatalogJson.standard(), folder, folder.resolve("cache")),
                        "m4-hourly");
        assertThat(before.train().series("H1").length()).isEqualTo(52);
        assertThat(before.validation().series("H2").values(0)).hasSize(48).startsWith(12, 13);
        assertThat(before.development().series("H2").length()).isEqualTo(60);

        DataCatalog catalog =
                catalog("m4/Hourly-test.csv", "\"V1\"", row("H1", 500, 548), row("H2", 600, 648));
        SeriesSplits splits = SeriesSplits.load(catalog, "m4-hourly");
        SeriesSet test = splits.test();
        assertThat(test.series("H1").values(0)).hasSize(48).startsWith(500, 501);
        assertThat(test.series("H2").history()).isEqualTo(60);
        assertThat(test.windowsWithHistory(5, 48).lookback(1)[4][0]).isEqualTo(59);
        assertThat(test.season()).isEqualTo(24);
        assertThat(splits.train().split()).isEqualTo("train");
        assertThat(splits.validation().split()).isEqualTo("validation");
        assertThat(splits.trainingFor("test").split()).isEqualTo("development");
        SeriesSet all = SeriesSet.load(catalog, "m4-hourly");
        assertThat(all.ids()).containsExactly("H1", "H2");
        assertThat(all.series("H2").length()).isEqualTo(108);
    }

    @Test
    void aSetForSomethingElseIsRefused() {
        assertThatThrownBy(() -> SeriesSet.load("heartbeats"))
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith(
                        "heartbeats is a set for series-classification, not time series to"
                                + " forecast: sets of that kind are bakeries, substation, ett-h1");
        assertThatThrownBy(() -> SeriesSplits.load("bakerie"))
                .hasMessageContaining("did you mean bakeries?");
    }

    @Test
    void theBakeriesComeWithTheLibrary() {
        SeriesSet set = SeriesSet.load("bakeries");
        assertThat(set)
                .hasToString(
                        "bakeries all: 20 series of sales, 14,799 steps of 1 day, 2021-04-21 to"
                                + " 2023-12-31");
        assertThat(set.report().isClean()).isTrue();
        assertThat(set.provenance().files().get(0).verified()).isTrue();
        assertThat(set.staticCovariates().get(0).categories())
                .containsExactly("college", "harbour", "market");
        assertThat(set.knownCovariates()).containsExactly("offer");
        SeriesSplits splits = SeriesSplits.load("bakeries");
        for (TimeSeries series : splits.test().series()) {
            assertThat(series.length()).isEqualTo(56);
            assertThat(series.time(0)).isEqualTo("2023-11-06");
        }
        assertThat(splits.validation().series(3).time(0)).isEqualTo("2023-09-11");
    }

    @Test
    void theSubstationComesWithTheLibrary() {
        SeriesSet set = SeriesSet.load("substation");
        assertThat(set)
                .hasToString(
                        "substation all: 1 series of 3 targets, 7,200 steps of 1 hour, 2023-01-02"
                                + " 00:00 to 2023-10-28 23:00");
        assertThat(set.targets()).containsExactly("load", "outside", "oil");
        assertThat(set.report().isClean()).isTrue();
        assertThat(set.season()).isEqualTo(24);
        SeriesSplits splits = SeriesSplits.load("substation");
        assertThat(splits.train().series(0).length()).isEqualTo(6 * 720);
        assertThat(splits.validation().series(0).time(0)).isEqualTo("2023-07-01 00:00");
        assertThat(splits.test().series(0).time(0)).isEqualTo("2023-08-30 00:00");
        assertThat(splits.test().series(0).length()).isEqualTo(2 * 720);
    }

    @Test
    void partsAreChangedWithTheirHistory() {
        SeriesSplits splits = SeriesSplits.load("substation").map(set -> set.onlyTargets("oil"));
        assertThat(splits.test().targets()).containsExactly("oil");
        assertThat(splits.test().series(0).history()).isEqualTo(8 * 720);
        assertThat(splits.trainingFor("test").targets()).containsExactly("oil");
    }

    /** Neither folder has a file here; what comes with the library is read. */
    @Test
    void airlinePassengersComeWithTheLibrary() {
        DataCatalog alone = new DataCatalog(CatalogJson.standard(), null, folder.resolve("cache"));
        SeriesSet set = SeriesSet.load(alone, "airline-passengers");
        assertThat(set)
                .hasToString(
                        "airline-passengers all: 1 series of Passengers, 144 steps of 1 month,"
                                + " 1949-01 to 1960-12");
        assertThat(set.series(0).values(0)).startsWith(112, 118, 132).endsWith(461, 390, 432);
        assertThat(set.report().isClean()).isTrue();
        assertThat(set.provenance().files())
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("passengers.csv"))
                .satisfies(file -> assertThat(file.verified()).isTrue());
        SeriesSplits splits = SeriesSplits.load(alone, "airline-passengers");
        assertThat(splits.test().series(0).time(0)).isEqualTo("1957-01");
    }

    /** What comes with the library against the file that others have published. */
    @Test
    void airlinePassengersAreThoseOfTheOfficialFile() {
        String data = System.getenv("RECURVE_DATA");
        Path official = Path.of(data == null ? "" : data, "small-series", "airline-passengers.csv");
        if (!Files.isRegularFile(official)) {
            System.out.println("Not tried: airline-passengers against " + official);
            return;
        }
        SeriesSet theirs = SeriesSet.fromCsv(official, "Month", "Passengers");
        SeriesSet ours =
                SeriesSet.load(
                        new DataCatalog(CatalogJson.standard(), null, folder.resolve("cache")),
                        "airline-passengers");
        assertThat(ours.series(0).values(0)).containsExactly(theirs.series(0).values(0));
        assertThat(ours.series(0).time(0)).isEqualTo(theirs.series(0).time(0));
    }

    /** The first day, of which nothing is known, is dropped; the parts are whole years. */
    @Test
    void dustOfBeijingIsCutInYears() throws IOException {
        String[] lines = new String[1 + 24 + 5 * 365 * 24 + 24];
        lines[0] = "No,year,month,day,hour,pm2.5,DEWP,TEMP,PRES,cbwd,Iws,Is,Ir";
        LocalDateTime time = LocalDateTime.of(2010, 1, 1, 0, 0);
        for (int t = 1; t < lines.length; t++) {
            lines[t] =
                    "%d,%d,%d,%d,%d,%s,-21,-11,1021,NW,1.79,0,0"
                            .formatted(
                                    t,
                                    time.getYear(),
                                    time.getMonthValue(),
                                    time.getDayOfMonth(),
                                    time.getHour(),
                                    t <= 24 ? "NA" : Integer.toString(t));
            time = time.plusHours(1);
        }
        SeriesSplits splits =
                SeriesSplits.load(catalog("small-series/pollution.csv", lines), "beijing-pm25");
        assertThat(splits.development().series(0).time(0)).isEqualTo("2010-01-02 00:00");
        assertThat(splits.development().series(0).length()).isEqualTo(8_760);
        assertThat(splits.train().series(0).length()).isEqualTo(7_884);
        assertThat(splits.test().series(0).time(0)).isEqualTo("2011-01-02 00:00");
        assertThat(splits.test().series(0).length()).isEqualTo(4 * 8_760);
    }

    private static boolean isThere(String name) {
        return OfficialTextTest.isThere(name);
    }

    @Test
    void officialFilesHaveTheirSizes() {
        assertOfficial("airline-passengers", 1, 144, "1 month", "1949-01", "1960-12");
        assertOfficial("sunspots", 1, 2_820, "1 month", "1749-01", "1983-12");
        assertOfficial("beijing-pm25", 1, 43_824, "1 hour", "2010-01-01 00:00", "2014-12-31 23:00");
        assertOfficial("ett-h1", 7, 17_420, "1 hour", "2016-07-01 00:00", "2018-06-26 19:00");
    }

    private static void assertOfficial(
            String name, int targets, int steps, String frequency, String from, String to) {
        if (!isThere(name)) {
            return;
        }
        SeriesSet set = SeriesSet.load(name);
        assertThat(set.targets()).hasSize(targets);
        assertThat(set.steps()).isEqualTo(steps);
        assertThat(set.frequency()).hasToString(frequency);
        assertThat(set.series(0).time(0)).isEqualTo(from);
        assertThat(set.series(0).time(steps - 1)).isEqualTo(to);
        assertThat(set.provenance().files()).allMatch(file -> file.verified());
    }

    /** Of the ten years two leap days, the last days of 1984 and 1988, are not in the file. */
    @Test
    void temperaturesOfMelbourneLackTwoDays() {
        if (!isThere("daily-min-temperatures")) {
            return;
        }
        SeriesSet set = SeriesSet.load("daily-min-temperatures");
        assertThat(set.steps()).isEqualTo(3_652);
        assertThat(set.series(0).missing()).isEqualTo(2);
        assertThat(set.report().issues()).hasSize(1);
        assertThat(set.report().issues().get(0).firstGap()).isEqualTo("1984-12-31");
    }

    /**
     * Mean squared error of repeating the last day, z-scored, as the anchors of the set have it.
     */
    @Test
    void theTransformerHasThePublishedProtocol() {
        if (!isThere("ett-h1")) {
            return;
        }
        SeriesSplits splits = SeriesSplits.load("ett-h1");
        assertThat(splits.train().series(0).time(8_639)).isEqualTo("2017-06-25 23:00");
        SeriesScaler scaler = SeriesScaler.fit(Scaling.standard(), splits.train());
        SeriesWindows windows = scaler.apply(splits.test()).windowsWithHistory(24, 24);
        assertThat(windows.size()).isEqualTo(2_880 - 24 + 1);
        double sum = 0;
        for (int w = 0; w < windows.size(); w++) {
            double[][] last = windows.lookback(w);
            double[][] next = windows.horizon(w);
            for (int t = 0; t < 24; t++) {
                for (int c = 0; c < 7; c++) {
                    sum += Math.pow(next[t][c] - last[t][c], 2);
                }
            }
        }
        assertThat(sum / windows.size() / 24 / 7).isBetween(0.4235, 0.4245);
    }

    /** The official table has sMAPE 13.912 and MASE 1.193 for the seasonal naive forecast. */
    @Test
    void theCompetitionHasTheOfficialScoreOfTheSeasonalNaive() {
        if (!isThere("m4-hourly")) {
            return;
        }
        SeriesSplits splits = SeriesSplits.load("m4-hourly");
        SeriesSet test = splits.test();
        SeriesSet training = splits.development();
        assertThat(test.size()).isEqualTo(414);
        assertThat(test.ids()).startsWith("H1", "H2").endsWith("H414");
        double smape = 0;
        double mase = 0;
        for (int i = 0; i < test.size(); i++) {
            double[] before = training.series(i).values(0);
            double[] actual = test.series(i).values(0);
            double scale = 0;
            for (int t = 24; t < before.length; t++) {
                scale += Math.abs(before[t] - before[t - 24]) / (before.length - 24);
            }
            for (int h = 0; h < 48; h++) {
                double forecast = before[before.length - 24 + h % 24];
                double error = Math.abs(actual[h] - forecast);
                smape += 200 * error / (Math.abs(actual[h]) + Math.abs(forecast)) / 48 / 414;
                mase += error / scale / 48 / 414;
            }
        }
        assertThat(List.of(Math.round(smape * 1000), Math.round(mase * 1000)))
                .containsExactly(13_912L, 1_193L);
    }
}
