package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import tech.tablesaw.api.Table;

class TokenTablesTest {
    /** Occurrences in the training text: by name, "never" 0 times. */
    private static final int[] COUNTS = {4, 12_000, 10_000, 9_999, 1_000, 999, 100, 10, 9, 1, 0};

    private static final Vocabulary WORDS =
            Vocabulary.builder()
                    .specials("<unk>", "<eos>")
                    .inventory(List.of("a", "b", "c", "d", "e", "f", "g", "h", "never"))
                    .build();
    private static final int[] IDS = ids();
    private static final TokenStream TRAIN = train();

    private static int[] ids() {
        List<String> names =
                List.of("<unk>", "<eos>", "a", "b", "c", "d", "e", "f", "g", "h", "never");
        return WORDS.encode(names);
    }

    private static TokenStream train() {
        int[] text =
                IntStream.range(0, COUNTS.length)
                        .flatMap(i -> IntStream.generate(() -> IDS[i]).limit(COUNTS[i]))
                        .toArray();
        return stream("train", WORDS, text);
    }

    private static TokenStream stream(String split, Vocabulary words, int... ids) {
        return new TokenStream(
                ids, words, 0, new DataProvenance("bands", split, List.of(), List.of()));
    }

    private static LanguageModelEvaluation judged(
            String name, TokenStream text, IntToDoubleFunction nats) {
        return new LanguageModelEvaluator()
                .evaluate(new FixedPredictor(name, text.vocabulary(), false, 10, nats), text);
    }

    @Test
    void tokensFallIntoTheBandOfTheirOccurrencesInTraining() {
        // One token of each, and the first band's, "a", twice more.
        int[] ids = IntStream.concat(IntStream.of(IDS), IntStream.of(IDS[2], IDS[2])).toArray();
        TokenStream text = stream("validation", WORDS, ids);
        LanguageModelEvaluation model = judged("m", text, i -> i);

        Table table = Evaluations.perplexityByFrequency(TRAIN, model);

        assertThat(table.columnNames())
                .containsExactly(
                        "occurrences in train", "tokens", "share", "perplexity", "nats per token");
        assertThat(table.stringColumn(0).asList())
                .containsExactly(
                        "<unk>",
                        "<eos>",
                        "10,000 or more",
                        "1,000 to 9,999",
                        "100 to 999",
                        "10 to 99",
                        "1 to 9",
                        "0");
        assertThat(table.intColumn("tokens").asList()).containsExactly(1, 1, 3, 2, 2, 1, 2, 1);
        assertThat(table.doubleColumn("share").sum()).isCloseTo(1, within(1e-12));
        assertThat(table.doubleColumn("share").get(2)).isEqualTo(3.0 / 13);
        assertThat(table.doubleColumn("nats per token").asList())
                .containsExactly(0.0, 1.0, (2 + 11 + 12) / 3.0, 3.5, 5.5, 7.0, 8.5, 10.0);
        assertThat(table.doubleColumn("perplexity").get(3)).isCloseTo(Math.exp(3.5), within(1e-12));
    }

    @Test
    void modelsStandSideBySideAndBandsWithoutATokenAreLeftOut() {
        TokenStream text = stream("validation", WORDS, IDS[2], IDS[2], IDS[7]);
        LanguageModelEvaluation counts = judged("counts", text, i -> i == 2 ? 6 : 1);
        LanguageModelEvaluation network = judged("LSTM", text, i -> i == 2 ? 4 : 2);
        LanguageModelEvaluation again = judged("LSTM", text, i -> 3);

        Table table = Evaluations.perplexityByFrequency(TRAIN, counts, network, again);

        assertThat(table.stringColumn(0).asList()).containsExactly("10,000 or more", "10 to 99");
        assertThat(table.columnNames())
                .contains("counts perplexity", "LSTM perplexity", "LSTM (2) perplexity");
        assertThat(table.doubleColumn("counts nats per token").asList()).containsExactly(1.0, 6.0);
        assertThat(table.doubleColumn("LSTM nats per token").asList()).containsExactly(2.0, 4.0);
        assertThat(table.doubleColumn("LSTM (2) nats per token").asList())
                .containsExactly(3.0, 3.0);
    }

    @Test
    void theBandsTogetherAreTheWholeText() {
        Random random = new Random(8);
        int[] ids = random.ints(1000, 0, WORDS.size()).toArray();
        double[] nats = random.doubles(1000, 0, 12).toArray();
        LanguageModelEvaluation model = judged("m", stream("test", WORDS, ids), i -> nats[i]);
        Table table = Evaluations.perplexityByFrequency(TRAIN, model);
        double mean = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            mean +=
                    table.doubleColumn("share").get(row)
                            * table.doubleColumn("nats per token").get(row);
        }
        assertThat(mean).isCloseTo(model.natsPerToken(), within(1e-6));
    }

    @Test
    void anotherVocabularyOrAnotherTextIsRefused() {
        TokenStream text = stream("validation", WORDS, IDS);
        LanguageModelEvaluation model = judged("m", text, i -> 1);
        LanguageModelEvaluation elsewhere = judged("n", stream("test", WORDS, IDS[2]), i -> 1);
        TokenStream foreign = FixedPredictor.stream(0, 1, 2);
        assertThatThrownBy(() -> Evaluations.perplexityByFrequency(foreign, model))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("letters validation cannot be looked up")
                .hasMessageContaining("(4 tokens) than bands validation (11)");
        assertThatThrownBy(() -> Evaluations.perplexityByFrequency(TRAIN, model, elsewhere))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("n was judged on bands test (1 tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluations.perplexityByFrequency(TRAIN))
                .withMessageContaining("at least 1 evaluation");
    }

    @Test
    void theTokensThatGainMostComeFirst() {
        TokenStream text = stream("validation", WORDS, IDS[2], IDS[3], IDS[2], IDS[4], IDS[5]);
        double[] first = {5, 4, 3, 2, 1};
        double[] second = {4, 2, 2.5, 2, 3};
        LanguageModelEvaluation a = judged("5-gram", text, i -> first[i]);
        LanguageModelEvaluation b = judged("LSTM", text, i -> second[i]);

        Table gains = Evaluations.largestGains(a, b, 10);

        assertThat(gains.columnNames())
                .containsExactly("token", "occurrences", "5-gram nats", "LSTM nats", "gain");
        assertThat(gains.stringColumn("token").asList())
                .as("c gains nothing, d loses")
                .containsExactly("b", "a");
        assertThat(gains.intColumn("occurrences").asList()).containsExactly(1, 2);
        assertThat(gains.doubleColumn("5-gram nats").asList()).containsExactly(4.0, 4.0);
        assertThat(gains.doubleColumn("LSTM nats").asList()).containsExactly(2.0, 3.25);
        assertThat(gains.doubleColumn("gain").asList()).containsExactly(2.0, 1.5);
        assertThat(Evaluations.largestGains(a, b, 1).stringColumn("token").asList())
                .containsExactly("b");
        Table losses = Evaluations.largestGains(b, a, 10);
        assertThat(losses.stringColumn("token").asList()).containsExactly("d");
        assertThat(losses.doubleColumn("gain").asList()).containsExactly(2.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluations.largestGains(a, b, 0))
                .withMessageContaining("at least 1, not 0");
    }

    @Test
    void gainsAndLossesAddUpToTheDifference() {
        Random random = new Random(4);
        TokenStream text = stream("test", WORDS, random.ints(500, 0, WORDS.size()).toArray());
        List<LanguageModelEvaluation> models = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            double[] nats = random.doubles(500, 0, 9).toArray();
            models.add(judged(name, text, i -> nats[i]));
        }
        Table gains = Evaluations.largestGains(models.get(0), models.get(1), 99);
        Table losses = Evaluations.largestGains(models.get(1), models.get(0), 99);
        double difference =
                models.get(0).negativeLogLikelihood() - models.get(1).negativeLogLikelihood();
        assertThat(gains.doubleColumn("gain").sum() - losses.doubleColumn("gain").sum())
                .isCloseTo(difference, within(1e-3));
    }
}
