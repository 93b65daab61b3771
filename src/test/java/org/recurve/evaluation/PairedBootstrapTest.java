package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import tech.tablesaw.api.Table;

class PairedBootstrapTest {
    private static final int TOKENS = 5000;
    private static final TokenStream TEXT = text(1);

    private static TokenStream text(long seed) {
        return FixedPredictor.stream(0, new Random(seed).ints(TOKENS, 0, 4).toArray());
    }

    private static LanguageModelEvaluation judged(String name, IntToDoubleFunction nats) {
        return judged(name, TEXT, nats);
    }

    private static LanguageModelEvaluation judged(
            String name, TokenStream text, IntToDoubleFunction nats) {
        return new LanguageModelEvaluator()
                .evaluate(
                        new FixedPredictor(name, FixedPredictor.VOCABULARY, false, 100, nats),
                        text);
    }

    /** Both models find the same tokens hard, much more so than they differ. */
    private static LanguageModelEvaluation noisy(String name, double mean, long seed) {
        double[] common = new Random(5).doubles(TOKENS, 0, 9).toArray();
        double[] own = new Random(seed).doubles(TOKENS, -0.5, 0.5).toArray();
        return judged(name, i -> mean + common[i] + own[i]);
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        LanguageModelEvaluation model = noisy("one", 1, 1);
        PairedBootstrap result = Evaluations.pairedBootstrap(model, model);
        assertThat(result.difference()).isZero();
        assertThat(result.lower()).isZero();
        assertThat(result.upper()).isZero();
        assertThat(result.perplexityRatio()).isEqualTo(1);
        assertThat(result.firstBetter()).isEqualTo(0.5);
        assertThat(result.pValue()).isEqualTo(1);
    }

    @Test
    void aKnownDifferenceIsFoundWithItsSign() {
        LanguageModelEvaluation good = noisy("good", 1, 1);
        LanguageModelEvaluation bad = noisy("bad", 1.05, 2);
        PairedBootstrap result = Evaluations.pairedBootstrap(good, bad);
        assertThat(result.difference())
                .isCloseTo(bad.natsPerToken() - good.natsPerToken(), within(1e-6));
        assertThat(result.lower()).isGreaterThan(0);
        assertThat(result.lower()).isLessThan(0.05);
        assertThat(result.upper()).isGreaterThan(0.05);
        // 1.96 standard errors: the difference of two uniforms has the variance 1/6.
        double half = 1.96 * Math.sqrt(1.0 / 6 / TOKENS);
        assertThat(result.upper() - result.lower()).isCloseTo(2 * half, within(0.5 * half));
        assertThat(result.firstBetter()).isGreaterThan(0.999);
        assertThat(result.pValue()).isLessThan(0.002);
        assertThat(result.perplexityRatio())
                .isCloseTo(bad.perplexity() / good.perplexity(), within(1e-5));
        assertThat(result.lowerRatio()).isCloseTo(Math.exp(result.lower()), within(1e-12));
        assertThat(result.upperRatio()).isCloseTo(Math.exp(result.upper()), within(1e-12));
        assertThat(result.toString())
                .contains("bad less good: +0.0", "good is better in", "10,000 resamples", "p = ");

        PairedBootstrap turned = Evaluations.pairedBootstrap(bad, good);
        assertThat(turned.difference()).isEqualTo(-result.difference());
        assertThat(turned.firstBetter()).isCloseTo(1 - result.firstBetter(), within(1e-12));
    }

    @Test
    void blockAndSeedDecide() {
        LanguageModelEvaluation a = noisy("a", 1, 1);
        LanguageModelEvaluation b = noisy("b", 1, 2);
        PairedBootstrap result = Evaluations.pairedBootstrap(a, b);
        assertThat(Evaluations.pairedBootstrap(a, b, 100, 1)).isEqualTo(result);
        assertThat(Evaluations.pairedBootstrap(a, b, 100, 2).lower()).isNotEqualTo(result.lower());
        assertThat(Evaluations.pairedBootstrap(a, b, 10, 1).lower()).isNotEqualTo(result.lower());
    }

    @Test
    void severalModelsAreComparedToTheFirst() {
        LanguageModelEvaluation first = noisy("first", 1, 1);
        LanguageModelEvaluation better = noisy("better", 0.9, 2);
        LanguageModelEvaluation alike = noisy("alike", 1, 3);
        Table table = Evaluations.significance(first, better, alike);
        assertThat(table.columnNames())
                .containsExactly(
                        "model", "perplexity ratio", "from", "to", "better than first", "p");
        assertThat(table.stringColumn("model").asList()).containsExactly("better", "alike");
        PairedBootstrap result = Evaluations.pairedBootstrap(first, better);
        assertThat(table.doubleColumn("perplexity ratio").get(0))
                .isEqualTo(result.perplexityRatio());
        assertThat(table.doubleColumn("from").get(0)).isEqualTo(result.lowerRatio());
        assertThat(table.doubleColumn("to").get(0)).isEqualTo(result.upperRatio()).isLessThan(1);
        assertThat(table.doubleColumn("better than first").get(0)).isEqualTo(1);
        assertThat(table.doubleColumn("p").get(0)).isEqualTo(result.pValue());
        assertThat(table.doubleColumn("from").get(1)).isLessThan(1);
        assertThat(table.doubleColumn("to").get(1)).isGreaterThan(1);
    }

    @Test
    void differentTextsCannotBeCompared() {
        LanguageModelEvaluation here = judged("here", i -> 1);
        LanguageModelEvaluation there = judged("there", text(2), i -> 1);
        assertThatThrownBy(() -> Evaluations.pairedBootstrap(here, there))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("here was judged on letters validation (5,000 tokens")
                .hasMessageContaining("there was judged on letters validation")
                .hasMessageContaining("not the same tokens");
        assertThat(Evaluations.compare(here, there).doubleColumn("vs first").isMissing(1)).isTrue();
        LanguageModelEvaluation again = judged("again", text(1), i -> 2);
        assertThat(Evaluations.pairedBootstrap(here, again).difference())
                .as("the same text read again")
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeResampledIsRefused() {
        LanguageModelEvaluation a = judged("a", i -> 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluations.pairedBootstrap(a, a, 0, 1))
                .withMessageContaining("at least 1 token, not 0");
        assertThatThrownBy(() -> Evaluations.pairedBootstrap(a, a, 1000, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("only 5 blocks of 1000 tokens");
        LanguageModelEvaluation impossible =
                judged("count", i -> i == 7 ? Double.POSITIVE_INFINITY : 1);
        assertThatThrownBy(() -> Evaluations.pairedBootstrap(a, impossible))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("count gave token 7 of letters validation")
                .hasMessageContaining("probability 0");
    }
}
