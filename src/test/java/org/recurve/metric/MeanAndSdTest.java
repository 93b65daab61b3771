package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanAndSdTest {

    @Test
    void byHand() {
        // Deviations -2, 0, 3, -1 from the mean 4: squares 14, over n - 1 = 3.
        MeanAndSd value = MeanAndSd.of(2, 4, 7, 3);
        assertThat(value.mean()).isEqualTo(4);
        assertThat(value.sd()).isCloseTo(Math.sqrt(14.0 / 3), within(1e-12));
        assertThat(value.runs()).isEqualTo(4);
        assertThat(value).hasToString("4.0000 ± 2.1602");
    }

    @Test
    void oneRunHasNoDeviation() {
        MeanAndSd value = MeanAndSd.of(0.25);
        assertThat(value.sd()).isNaN();
        assertThat(value).hasToString("0.2500");
    }
}
