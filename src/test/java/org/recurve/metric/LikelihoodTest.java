package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikelihoodTest {

    @Test
    void uniformGuessOverFourTokensHasPerplexityFourAndTwoBits() {
        double nats = 10 * Math.log(4);
        assertThat(Likelihood.perplexity(nats, 10)).isCloseTo(4, within(1e-12));
        assertThat(Likelihood.bitsPer(nats, 10)).isCloseTo(2, within(1e-12));
        assertThat(Likelihood.natsPer(nats, 40)).isCloseTo(Math.log(4) / 4, within(1e-15));
    }

    @Test
    void nothingToAverageOverIsAMistake() {
        assertThatThrownBy(() -> Likelihood.perplexity(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void aCompensatedSumEqualsExactArithmetic() {
        Random random = new Random(7);
        CompensatedSum sum = new CompensatedSum();
        BigDecimal exact = BigDecimal.ZERO;
        double plain = 0;
        for (int i = 0; i < 200_000; i++) {
            double term = random.nextDouble() * Math.pow(10, random.nextInt(12) - 4);
            sum.add(term);
            plain += term;
            exact = exact.add(new BigDecimal(term));
        }
        assertThat(sum.total()).isEqualTo(exact.doubleValue());
        assertThat(plain).isNotEqualTo(exact.doubleValue());
    }

    @Test
    void termsMuchLargerThanTheSumDoNotSwallowIt() {
        CompensatedSum sum = new CompensatedSum();
        for (double term : new double[] {1, 1e100, 1, -1e100}) {
            sum.add(term);
        }
        assertThat(sum.total()).isEqualTo(2);
    }

    @Test
    void anImpossibleTokenMakesTheTotalInfinite() {
        CompensatedSum sum = new CompensatedSum();
        sum.add(1);
        sum.add(Double.POSITIVE_INFINITY);
        sum.add(1);
        assertThat(sum.total()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Likelihood.perplexity(sum.total(), 3)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
