package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.core.RecurveException;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.recurve.data.TimeSeries;

class TimeAxisTest {

    private static TimeSeries series(String start, Frequency frequency) {
        return SeriesSet.of("s", start, frequency, 1, 2, 3).series(0);
    }

    private static List<String> labels(TimeSeries series, int from, int to, double pixels) {
        return TimeAxis.ticks(series, from, to, pixels).stream()
                .map(tick -> tick.step() + ": " + tick.label())
                .toList();
    }

    @Test
    void roundTimesAreChosen() {
        TimeSeries months = series("1949-03", Frequency.MONTHLY);
        assertThat(labels(months, 0, 47, 600))
                .containsExactly(
                        "4: 1949-07",
                        "10: 1950-01",
                        "16: 1950-07",
                        "22: 1951-01",
                        "28: 1951-07",
                        "34: 1952-01",
                        "40: 1952-07",
                        "46: 1953-01");
        assertThat(labels(months, 0, 5, 600))
                .containsExactly(
                        "0: 1949-03",
                        "1: 1949-04",
                        "2: 1949-05",
                        "3: 1949-06",
                        "4: 1949-07",
                        "5: 1949-08");
        assertThat(labels(months, -2, 300, 400))
                .containsExactly("10: 1950", "70: 1955", "130: 1960", "190: 1965", "250: 1970");
    }

    @Test
    void hoursOfADayAreWrittenBetweenDays() {
        TimeSeries hours = series("2016-07-01 20:00", Frequency.HOURLY);
        assertThat(labels(hours, 0, 17, 420))
                .containsExactly(
                        "1: 21:00", "4: 07-02", "7: 03:00", "10: 06:00", "13: 09:00", "16: 12:00");
        assertThat(labels(hours, 0, 24 * 60, 500))
                .containsExactly(
                        "220: 2016-07-11",
                        "556: 2016-07-25",
                        "892: 2016-08-08",
                        "1228: 2016-08-22");
    }

    @Test
    void aStepThatIsNoRoundTimeIsWrittenAsItIs() {
        // Wednesdays, of which the first in a month stands for it.
        TimeSeries weeks = series("2020-01-01", Frequency.WEEKLY);
        assertThat(labels(weeks, 0, 3, 400))
                .containsExactly("1: 2020-01-08", "2: 2020-01-15", "3: 2020-01-22");
        assertThat(labels(weeks, 0, 20, 400))
                .containsExactly(
                        "0: 2020-01", "5: 2020-02", "9: 2020-03", "13: 2020-04", "18: 2020-05");
        assertThat(labels(series("5", Frequency.of(3, Frequency.Unit.INDEX)), 0, 10, 300))
                .containsExactly("0: 5", "2: 11", "4: 17", "6: 23", "8: 29", "10: 35");
    }

    @Test
    void whereNoTimeIsRoundTheEndsAreWritten() {
        TimeSeries hours = series("2016-07-01 13:00", Frequency.HOURLY);
        assertThat(labels(hours, 3, 3, 500)).containsExactly("3: 2016-07-01 16:00");
        assertThat(labels(hours, 0, 5, 60)).containsExactly("0: 2016-07-01 13:00");
        assertThat(labels(series("2001-02", Frequency.YEARLY), 0, 1, 400))
                .containsExactly("0: 2001-02", "1: 2002-02");
        assertThat(TimeAxis.span(hours, 0, 5))
                .isEqualTo("2016-07-01 13:00 to 2016-07-01 18:00, steps of 1 hour");
        assertThat(TimeAxis.span(series("4", Frequency.INDEX), 0, 5)).isEqualTo("step 4 to 9");
    }

    @ParameterizedTest
    @EnumSource(Frequency.Unit.class)
    void labelsAreInOrderAndDoNotTouch(Frequency.Unit unit) {
        String start = unit == Frequency.Unit.INDEX ? "17" : "1987-05-13";
        for (int count : new int[] {1, 2, 15}) {
            TimeSeries series = series(start, Frequency.of(count, unit));
            for (int steps : new int[] {2, 3, 11, 48, 700, 20_000}) {
                for (double pixels : new double[] {150, 400, 700}) {
                    List<TimeAxis.Tick> ticks = TimeAxis.ticks(series, -1, steps - 2, pixels);
                    assertThat(ticks).isNotEmpty();
                    for (int i = 1; i < ticks.size(); i++) {
                        TimeAxis.Tick left = ticks.get(i - 1);
                        TimeAxis.Tick right = ticks.get(i);
                        double apart = (right.step() - left.step()) * pixels / (steps - 1);
                        double room =
                                (Svg.textWidth(left.label(), TimeAxis.SIZE)
                                                + Svg.textWidth(right.label(), TimeAxis.SIZE))
                                        / 2;
                        assertThat(apart)
                                .as("%s of %d %s, %s", ticks, count, unit, pixels)
                                .isGreaterThan(room);
                    }
                    assertThat(ticks.get(0).step()).isGreaterThanOrEqualTo(-1);
                    assertThat(ticks.get(ticks.size() - 1).step()).isLessThan(steps - 1);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1949-01, MONTH, 1950-03, 14",
        "1949-01, MONTH, 1948-12, -1",
        "2016-07-01 13:00, HOUR, 2016-07-02 00:00, 11",
        "5, INDEX, 9, 4"
    })
    void aTimeHasItsStep(String start, Frequency.Unit unit, String time, int step) {
        TimeSeries series = series(start, Frequency.of(1, unit));
        assertThat(series.step(time)).isEqualTo(step);
        assertThat(series.time(step)).isEqualTo(time);
        assertThat(series.frequency()).isEqualTo(Frequency.of(1, unit));
    }

    @Test
    void aTimeBetweenTwoStepsHasNone() {
        TimeSeries quarters = series("2001-01", Frequency.QUARTERLY);
        assertThatThrownBy(() -> quarters.step("2001-03"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("2001-03 lies between two steps of series s")
                .hasMessageContaining("begins with 2001-01 and has a step of 1 quarter");
    }
}
