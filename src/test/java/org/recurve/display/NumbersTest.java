package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void aboutFourDigits() {
        assertThat(Numbers.format(130.32)).isEqualTo("130.3");
        assertThat(Numbers.format(0.25)).isEqualTo("0.25");
        assertThat(Numbers.format(4.8712)).isEqualTo("4.871");
        assertThat(Numbers.format(33278)).isEqualTo("33,278");
        assertThat(Numbers.format(2213.4)).isEqualTo("2,213");
        assertThat(Numbers.format(1.25e-7)).isEqualTo("1.25e-07");
        assertThat(Numbers.format(0)).isEqualTo("0");
        assertThat(Numbers.format(-0.0)).isEqualTo("0");
        assertThat(Numbers.format(Double.NaN)).isEqualTo("\u2013");
        assertThat(Numbers.format(Double.NEGATIVE_INFINITY)).isEqualTo("-\u221e");
    }

    @Test
    void oneColumnHasOneNumberOfDecimals() {
        assertThat(Numbers.decimals(new double[] {20, 5, 1.25})).isEqualTo(2);
        assertThat(Numbers.decimals(new double[] {1, 2, Double.NaN})).isZero();
        assertThat(Numbers.decimals(new double[] {0.001, 123456.5})).isZero();
        assertThat(Numbers.decimals(new double[] {0.1 + 0.2, 0.35000000000000003})).isEqualTo(2);
        assertThat(Numbers.decimals(new double[0])).isZero();
    }

    @Test
    void durationsAndSizes() {
        assertThat(Numbers.duration(Duration.ofMillis(2440))).isEqualTo("2.4 s");
        assertThat(Numbers.duration(Duration.ofSeconds(187))).isEqualTo("3:07");
        assertThat(Numbers.duration(Duration.ofSeconds(3787))).isEqualTo("1:03:07");
        assertThat(Numbers.amount(10_797_148, "bytes")).isEqualTo("10.8 MB");
        assertThat(Numbers.amount(999, "bytes")).isEqualTo("999 B");
        assertThat(Numbers.amount(1_000_000, "steps")).isEqualTo("1,000,000");
    }
}
