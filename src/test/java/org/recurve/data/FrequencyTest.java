package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

class FrequencyTest {

    private static long[] seconds(String... times) {
        return Arrays.stream(times).mapToLong(t -> TimeText.parse(t).value()).toArray();
    }

    private static Frequency infer(String... times) {
        return FrequencyInference.infer("made up", List.of(seconds(times)), false);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-01 00:00 2020-01-01 00:01 2020-01-01 00:02, 1 minute",
        "2020-01-01 00:07 2020-01-01 00:22 2020-01-01 01:07, 15 minutes",
        "2020-01-01 00:00 2020-01-01 01:00 2020-01-01 02:00, 1 hour",
        "2020-02-28 2020-02-29 2020-03-01, 1 day",
        "2020-02-24 2020-03-02 2020-03-09, 1 week",
        "2020-02-24 2020-03-09 2020-03-23, 2 weeks",
        "2020-01-01 2020-02-01 2020-03-01 2020-06-01, 1 month",
        "2020-01-31 2020-02-29 2020-03-31 2020-04-30, 1 month",
        "2020-01-15 2020-02-15, 1 month",
        "2020-Q1 2020-Q2 2021-Q1, 1 quarter",
        "2018-12-31 2019-12-31 2020-12-31, 1 year",
        "2016-05-01 2018-05-01 2020-05-01, 2 years",
        "2020-01-01 00:00:05 2020-01-01 00:00:10, 5 seconds"
    })
    void isInferred(String times, String expected) {
        String joined = times.replaceAll(" (\\d\\d:)", "T$1");
        assertThat(infer(joined.split(" "))).hasToString(expected);
    }

    @Test
    void isTheMostFrequentDistanceOverAllSeriesWhateverTheGaps() {
        Frequency frequency =
                FrequencyInference.infer(
                        "made up",
                        List.of(
                                seconds("2020-01-03", "2020-01-06", "2020-01-09"),
                                seconds("2020-01-01", "2020-01-02", "2020-01-02", "2020-01-03"),
                                seconds("2021-01-05", "2021-01-06")),
                        false);
        assertThat(frequency).isEqualTo(Frequency.DAILY);
        assertThat(FrequencyInference.infer("n", List.of(new long[] {10, 20, 30, 70}), true))
                .isEqualTo(Frequency.of(10, Frequency.Unit.INDEX));
        assertThat(FrequencyInference.infer("n", List.of(new long[] {10}), true))
                .isEqualTo(Frequency.INDEX);
    }

    @Test
    void cannotBeInferredFromOneTime() {
        assertThatThrownBy(() -> infer("2020-01-01", "2020-01-01"))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "made up: no series has two different times, so that there is no telling how"
                                + " far apart the steps are: give the frequency");
    }

    @ParameterizedTest
    @CsvSource({
        "MINUTELY, 1440",
        "HOURLY, 24",
        "DAILY, 7",
        "WEEKLY, 52",
        "MONTHLY, 12",
        "QUARTERLY, 4",
        "YEARLY, 1",
        "INDEX, 1"
    })
    void hasAUsualSeason(String name, int season) throws ReflectiveOperationException {
        assertThat(((Frequency) Frequency.class.getField(name).get(null)).season())
                .isEqualTo(season);
    }

    @Test
    void oddStepsHaveTheSeasonThatTheyDivide() {
        assertThat(Frequency.of(15, Frequency.Unit.MINUTE).season()).isEqualTo(96);
        assertThat(Frequency.of(7, Frequency.Unit.HOUR).season()).isEqualTo(1);
        assertThat(Frequency.of(6, Frequency.Unit.MONTH).season()).isEqualTo(2);
        assertThat(Frequency.of(2, Frequency.Unit.WEEK).season()).isEqualTo(26);
    }

    @ParameterizedTest
    @CsvSource({
        "2016-07-01, 2016-07-01T00:00",
        "2016/7/1, 2016-07-01T00:00",
        "2016-07-01 13:05, 2016-07-01T13:05",
        "2016-07-01 13:05:06.000, 2016-07-01T13:05:06",
        "2016-07-01T13:05:06Z, 2016-07-01T13:05:06",
        "2016-07-01T13:05+0200, 2016-07-01T11:05",
        "1949-03, 1949-03-01T00:00",
        "2016Q3, 2016-07-01T00:00"
    })
    void readsTimes(String text, LocalDateTime expected) {
        assertThat(Frequency.HOURLY.time(TimeText.parse(text).value()).plusSeconds(0))
                .isEqualTo(expected);
    }

    @Test
    void whatIsNoTimeIsRefused() {
        for (String text : List.of("yesterday", "2016-13-01", "2016-02-30", "1.5", "")) {
            assertThat(TimeText.parse(text)).as(text).isNull();
        }
        assertThatThrownBy(() -> Frequency.HOURLY.parse("17"))
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith(
                        "\"17\" is no time of a series with a step of 1 hour: expected a date");
        assertThatThrownBy(() -> Frequency.INDEX.parse("2016-07-01"))
                .hasMessageContaining("expected a whole number");
        assertThat(Frequency.YEARLY.format(Frequency.YEARLY.parse("1949"))).isEqualTo("1949-01");
        assertThatThrownBy(() -> Frequency.of(0, Frequency.Unit.DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a frequency has at least 1 day a step, not 0");
    }

    @Test
    void monthsStepOverLeapYearsAndTheYearZero() {
        long january = Frequency.MONTHLY.parse("2020-01-31");
        assertThat(Frequency.MONTHLY.format(january + 1)).isEqualTo("2020-02");
        assertThat(Frequency.MONTHLY.time(january + 12)).isEqualTo("2021-01-01T00:00");
        assertThat(Frequency.MONTHLY.time(-1).getMonthValue()).isEqualTo(12);
    }
}
