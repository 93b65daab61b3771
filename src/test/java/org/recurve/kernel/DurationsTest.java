package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "2e-9, 2 ns",
        "9.994e-7, 999 ns",
        "9.996e-7, 1.00 µs",
        "1.2345e-5, 12.3 µs",
        "0.00999, 9.99 ms",
        "0.1, 100 ms",
        "1.004, 1.00 s",
        "59.9, 59.9 s",
        "59.96, 1 min 0 s",
        "185, 3 min 5 s"
    })
    void haveThreeDigits(double seconds, String text) {
        assertThat(Durations.text(seconds)).isEqualTo(text);
    }
}
