package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

class SeriesReaderTest {
    private static final double NAN = Double.NaN;

    @TempDir Path folder;

    private static Table table(Column<?> time, double... values) {
        return Table.create("made", time, DoubleColumn.create("y", values));
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(folder.resolve("made.csv"), String.join("\n", lines));
    }

    @Test
    void everyKindOfTimeColumnMeansTheSame() {
        LocalDate[] days = new LocalDate[3];
        LocalDateTime[] times = new LocalDateTime[3];
        Instant[] instants = new Instant[3];
        String[] texts = new String[3];
        for (int i = 0; i < 3; i++) {
            days[i] = LocalDate.of(1960, 2, 28).plusDays(i);
            times[i] = days[i].atStartOfDay();
            instants[i] = Instant.parse(days[i] + "T00:00:00Z");
            texts[i] = days[i].toString();
        }
        for (Column<?> time :
                List.of(
                        DateColumn.create("t", days),
                        DateTimeColumn.create("t", times),
                        InstantColumn.create("t", instants),
                        StringColumn.create("t", texts))) {
            SeriesSet set = SeriesSet.fromTable(table(time, 1, 2, 3), "t", "y");
            assertThat(set)
                    .hasToString(
                            "made all: 1 series of y, 3 steps of 1 day, 1960-02-28 to 1960-03-01");
            assertThat(set.series(0).values(0)).containsExactly(1, 2, 3);
            assertThat(set.series(0).dateTime(1)).isEqualTo("1960-02-29T00:00");
            assertThat(set.report().isClean()).isTrue();
            assertThat(set.season()).isEqualTo(7);
        }
    }

    @Test
    void wholeNumbersAreAnIndex() {
        SeriesSet set =
                SeriesSet.fromTable(table(IntColumn.create("t", 5, 6, 7), 1, 2, 3), "t", "y");
        assertThat(set.frequency()).isEqualTo(Frequency.INDEX);
        assertThat(set.series(0).time(2)).isEqualTo("7");
        assertThat(set.from("6").series(0).values(0)).containsExactly(2, 3);
        assertThatThrownBy(() -> set.series(0).dateTime(0))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("numbered and have no time");
    }

    @Test
    void unsortedRowsAreSortedByTime() {
        StringColumn time = StringColumn.create("t", "2020-03", "2020-01", "2020-04", "2020-02");
        SeriesSet set = SeriesSet.fromTable(table(time, 3, 1, 4, 2), "t", "y");
        assertThat(set.series(0).values(0)).containsExactly(1, 2, 3, 4);
        assertThat(set.frequency()).isEqualTo(Frequency.MONTHLY);
        assertThat(set.report().issues())
                .containsExactly(new SeriesReport.Issue("made", 2, 0, "", 0, 0, ""));
    }

    @Test
    void gapsAreAnErrorUnlessTheyAreToBeFilled() {
        StringColumn time =
                StringColumn.create("t", "2020-01-01", "2020-01-02", "2020-01-03", "2020-01-06");
        Table table = table(time, 1, 2, NAN, 8);
        assertThatThrownBy(() -> SeriesSet.fromTable(table, "t", "y"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("made: the times are not regular: a step of 1 day")
                .hasMessageContaining("made: 2 steps missing in 1 gaps, first 2020-01-04")
                .hasMessageContaining("gaps(Fill.NAN)");
        assertThat(filled(table, Fill.NAN)).containsExactly(1, 2, NAN, NAN, NAN, 8);
        assertThat(filled(table, Fill.ZERO)).containsExactly(1, 2, NAN, 0, 0, 8);
        assertThat(filled(table, Fill.LAST)).containsExactly(1, 2, NAN, 2, 2, 8);
        assertThat(filled(table, Fill.LINEAR)).containsExactly(1, 2, NAN, 5, 6.5, 8);
        SeriesReport report = SeriesSet.reader("t").targets("y").inspect(table);
        assertThat(report.issues())
                .containsExactly(new SeriesReport.Issue("made", 0, 0, "", 1, 2, "2020-01-04"));
        assertThat(report.toTable().intColumn("missing steps").get(0)).isEqualTo(2);
    }

    private static double[] filled(Table table, Fill how) {
        return SeriesSet.reader("t").targets("y").gaps(how).read(table).series(0).values(0);
    }

    @Test
    void timesThatOccurTwiceAreAnErrorUnlessItIsSaidWhichCounts() {
        StringColumn time =
                StringColumn.create("t", "2020-01-02", "2020-01-01", "2020-01-02", "2020-01-02");
        Table table = table(time, 5, 1, NAN, 9);
        assertThatThrownBy(() -> SeriesSet.fromTable(table, "t", "y"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("2 times twice, first 2020-01-02")
                .hasMessageContaining("duplicates(Duplicates.FIRST)")
                .hasMessageNotContaining("gaps(");
        assertThat(once(table, Duplicates.FIRST)).containsExactly(1, 5);
        assertThat(once(table, Duplicates.LAST)).containsExactly(1, 9);
        assertThat(once(table, Duplicates.MEAN)).containsExactly(1, 7);
    }

    private static double[] once(Table table, Duplicates which) {
        return SeriesSet.reader("t").targets("y").duplicates(which).read(table).series(0).values(0);
    }

    @Test
    void timesBetweenTheStepsAreAnError() {
        StringColumn time =
                StringColumn.create(
                        "t",
                        "2020-01-01 00:00",
                        "2020-01-01 01:00",
                        "2020-01-01 02:00",
                        "2020-01-01 03:20");
        assertThatThrownBy(() -> SeriesSet.fromTable(table(time, 1, 2, 3, 4), "t", "y"))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "made: in series made, 2020-01-01 03:20 follows 2020-01-01 02:00, which is no"
                                + " multiple of the step of 1 hour; round the times, or give the"
                                + " frequency if it was not inferred rightly");
    }

    @Test
    void theLongFormatHasManySeriesWithCovariates() throws IOException {
        SeriesSet set =
                SeriesSet.reader("day")
                        .id("shop")
                        .targets("sales")
                        .past("visitors")
                        .known("offer", "weather")
                        .categories("weather")
                        .statics("town", "area")
                        .read(
                                csv(
                                        "shop,day,sales,visitors,offer,weather,town,area",
                                        "b,2020-01-02,20,200,1,sun,Ulm,7.5",
                                        "a,2020-01-05,1,10,0,rain,Bonn,3",
                                        "b,2020-01-01,10,100,0,rain,Ulm,7.5",
                                        "b,2020-01-03,,,1,snow,Ulm,7.5",
                                        "a,2020-01-06,NA,11,1,sun,Bonn,3"));
        assertThat(set.ids()).containsExactly("b", "a");
        assertThat(set.knownCovariates())
                .containsExactly("offer", "weather=rain", "weather=snow", "weather=sun");
        assertThat(set.series("b").values(0)).containsExactly(10, 20);
        assertThat(set.series("b").values("visitors")).containsExactly(100, 200);
        assertThat(set.series("b").values("weather=sun")).containsExactly(0, 1);
        assertThat(set.series("a").values("sales")).containsExactly(1, NAN);
        assertThat(set.series("a").time(0)).isEqualTo("2020-01-05");
        StaticCovariate town = set.staticCovariates().get(0);
        assertThat(town.categories()).containsExactly("Bonn", "Ulm");
        assertThat(town.values()).containsExactly(1, 0);
        assertThat(set.staticCovariates().get(1).isCategorical()).isFalse();
        assertThat(set.staticCovariates().get(1).values()).containsExactly(7.5, 3);

        // The row of b without sales and visitors is its known future.
        float[] known = new float[3 * 4];
        set.lastWindows(2, 1).fillKnown(0, known, 0);
        assertThat(known).containsExactly(0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0);
        assertThat(set.provenance().preparation())
                .containsExactly(
                        "time=day",
                        "id=shop",
                        "targets=sales",
                        "past=visitors",
                        "known=offer, weather",
                        "static=town, area");
        assertThat(set.provenance().files()).hasSize(1);
    }

    @Test
    void timesInSeveralColumnsAndYearsAreRead() throws IOException {
        SeriesSet hours =
                SeriesSet.reader("year", "month", "day", "hour")
                        .targets("y")
                        .read(csv("year,month,day,hour,y", "2010,12,31,23,1", "2011,1,1,0,2"));
        assertThat(hours.series(0).time(1)).isEqualTo("2011-01-01 00:00");
        SeriesSet years =
                SeriesSet.reader("year")
                        .targets("y")
                        .frequency(Frequency.YEARLY)
                        .read(csv("year,y", "1999,1", "2000,2"));
        assertThat(years.series(0).dateTime(1)).isEqualTo("2000-01-01T00:00");
        assertThat(years.before("2000").steps()).isEqualTo(1);
    }

    @Test
    void badInputIsNamed() {
        assertRefused(
                "made.csv, line 3: expected a finite number in \"y\", found \"x\"", "2020-01-02,x");
        assertRefused("found \"Infinity\"", "2020-01-02,Infinity");
        assertRefused("made.csv, line 3: \"soon\" in \"t\" is no time; expected a date", "soon,1");
        assertRefused(
                "line 3: times must be all dates or all whole numbers, but this is a number",
                "3,1");
        assertRefused(
                "made.csv, line 3: the row has 3 fields, the first row names 2 columns: t, y",
                "2020-01-02,1,2");
        assertThatThrownBy(() -> SeriesSet.fromCsv(csv("t,y", "2020-01-01,1"), "t", "z"))
                .hasMessageContaining("there is no column \"z\"; there are t, y");
        assertThatThrownBy(() -> SeriesSet.reader("t").read(csv("t,y")))
                .hasMessageContaining("name at least one target");
        assertThatThrownBy(() -> SeriesSet.fromCsv(csv("t,y"), "t", "y"))
                .hasMessage("made.csv has no rows; expected at least 1");
        assertThatThrownBy(() -> SeriesSet.fromCsv(csv("t,y", "1,NA", "2,"), "t", "y"))
                .hasMessage(
                        "made.csv: series made.csv has no value of y at any time; leave it out");
        assertThatThrownBy(
                        () ->
                                SeriesSet.reader("t")
                                        .targets("y")
                                        .frequency(Frequency.HOURLY)
                                        .read(csv("t,y", "1,2")))
                .hasMessageContaining(
                        "the frequency was given as 1 hour, but the times are whole numbers");
        assertThatThrownBy(
                        () -> SeriesSet.reader("t").targets("y").past("y").read(csv("t,y", "1,2")))
                .hasMessageContaining("named twice");
        assertThatThrownBy(
                        () ->
                                SeriesSet.reader("t")
                                        .targets("y")
                                        .statics("s")
                                        .read(csv("t,y,s", "1,2,a", "2,2,b")))
                .hasMessageContaining(
                        "line 3: the static covariate \"s\" of series made.csv is \"b\", but \"a\"");
    }

    private void assertRefused(String message, String row) {
        assertThatThrownBy(() -> SeriesSet.fromCsv(csv("t,y", "2020-01-01,1", row), "t", "y"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTableOfTheSetReadsBackEqual() throws IOException {
        SeriesSet set =
                SeriesSet.reader("t")
                        .id("s")
                        .targets("y", "z")
                        .read(
                                csv(
                                        "s,t,y,z",
                                        "a,2020-01-01 00:00,1.25,-1",
                                        "a,2020-01-01 00:30,2.5,",
                                        "b,2019-01-01 00:00,3,7"));
        SeriesSet again =
                SeriesSet.reader("time").id("series").targets("y", "z").read(set.toTable());
        assertThat(again.ids()).isEqualTo(set.ids());
        for (int i = 0; i < set.size(); i++) {
            assertThat(again.series(i).time(0)).isEqualTo(set.series(i).time(0));
            for (int c = 0; c < 2; c++) {
                assertThat(again.series(i).values(c)).containsExactly(set.series(i).values(c));
            }
        }
        assertThat(set.summary().rowCount()).isEqualTo(4);
        assertThat(set.summary().intColumn("missing").asList()).containsExactly(0, 1, 0, 0);
        assertThat(set.summary().doubleColumn("mean").get(0)).isEqualTo(1.875);
    }

    @Test
    void seriesOfOneSetMayBeginAtAnyTime() {
        List<SeriesSet> sets = new ArrayList<>();
        sets.add(SeriesSet.of("a", "2020-01", Frequency.MONTHLY, 1, 2, 3));
        sets.add(SeriesSet.of("b", "2019-12", Frequency.MONTHLY, 4, 5));
        SeriesSet set = SeriesSet.join("both", "y", sets);
        assertThat(set)
                .hasToString("both all: 2 series of y, 5 steps of 1 month, 2019-12 to 2020-03");
        assertThat(set.before("2020-01").ids()).containsExactly("b");
        assertThat(set.only("b").series(0).values("y")).containsExactly(4, 5);
        sets.add(SeriesSet.of("c", "2019-12-01", Frequency.DAILY, 4, 5));
        assertThatThrownBy(() -> SeriesSet.join("three", "y", sets))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("a has a step of 1 month and c of 1 day");
        assertThatThrownBy(() -> SeriesSet.join("twice", "y", List.of(sets.get(0), sets.get(0))))
                .hasMessageContaining("two series called \"a\"");
        assertThatThrownBy(() -> SeriesSet.of("e", "0", Frequency.INDEX))
                .hasMessage("e has no values; expected at least 1");
        assertThatThrownBy(
                        () -> SeriesSet.of("e", "0", Frequency.INDEX, 1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("the value of 1 is Infinity");
    }
}
