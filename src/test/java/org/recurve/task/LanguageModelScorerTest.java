package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.util.RandomUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.DataProvenance;
import org.recurve.data.Reading;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import org.recurve.evaluation.LanguageModelEvaluation;
import org.recurve.evaluation.LanguageModelEvaluator;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;

/** Every reading against a plain loop that takes one token at a time. */
class LanguageModelScorerTest {
    private static final int TOKENS = 103;
    private static final Vocabulary WORDS = words("<unk>", "<eos>");

    /** Nothing in it says where a text starts. */
    private static final Vocabulary NO_START = words("<unk>");

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(5);
        RandomUtils.RANDOM.setSeed(5);
    }

    static Stream<Cell> cells() {
        return Stream.of(Cells.lstm(), Cells.gru(), Cells.minGru());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void strandsEqualOneStepAtATime(Cell cell) {
        for (Vocabulary vocabulary : List.of(WORDS, NO_START)) {
            try (LanguageModel model = model(cell, vocabulary)) {
                for (int batch : new int[] {1, 10, 20, TOKENS}) {
                    TokenStream text = text(TOKENS, vocabulary);
                    double[] expected = new double[TOKENS];
                    int from = 0;
                    for (int r = 0; r < batch; r++) {
                        int length = TOKENS / batch + (r < TOKENS % batch ? 1 : 0);
                        stepByStep(model, text, from, from + length, from, expected);
                        from += length;
                    }
                    double[] found = score(model, text, new Reading.Carried(batch, 7));
                    assertThat(found).containsExactly(expected, within(2e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void windowsEqualOneStepAtATime(Cell cell) {
        int[][] settings = {{1, 1}, {2, 1}, {5, 1}, {5, 2}, {7, 7}, {60, 25}, {400, 3}};
        for (Vocabulary vocabulary : List.of(WORDS, NO_START)) {
            try (LanguageModel model = model(cell, vocabulary)) {
                TokenStream text = text(TOKENS, vocabulary);
                for (int[] setting : settings) {
                    int context = setting[0];
                    int stride = setting[1];
                    double[] expected = new double[TOKENS];
                    int done = 0;
                    for (int from = 0; done < TOKENS; from += stride) {
                        int to = Math.min(TOKENS, from + context);
                        stepByStep(model, text, from, to, done, expected);
                        done = to;
                    }
                    double[] found = score(model, text, new Reading.Windows(context, stride));
                    assertThat(found).containsExactly(expected, within(2e-5));
                }
            }
        }
    }

    @Test
    void moreWindowsThanAreReadAtOnceCountOnceEach() {
        try (LanguageModel model = model(Cells.lstm(), WORDS)) {
            TokenStream text = text(1000, WORDS);
            double[] single = score(model, text, new Reading.Windows(3, 1));
            double[] triple = score(model, text, new Reading.Windows(3, 3));
            // Where a window of three ends, both saw the same three tokens.
            for (int i = 2; i < 1000; i += 3) {
                assertThat(triple[i]).isCloseTo(single[i], within(2e-5));
            }
            assertThat(triple[3]).as("of one token").isNotCloseTo(single[3], within(1e-3));
        }
    }

    @Test
    void everyTokenCountsOnceWhateverTheBatchSize() {
        try (LanguageModel model = model(Cells.lstm(), WORDS)) {
            for (int tokens : new int[] {20, 21, 199, 1003}) {
                for (int batch : new int[] {1, 10, 20}) {
                    for (int segment : new int[] {1, 35, 2000}) {
                        int[] counts = new int[tokens];
                        model.score(
                                text(tokens, WORDS),
                                new Reading.Carried(batch, segment),
                                (first, nats, count) -> {
                                    for (int i = 0; i < count; i++) {
                                        counts[first + i]++;
                                    }
                                });
                        assertThat(counts).containsOnly(1);
                    }
                }
            }
        }
    }

    @Test
    void figuresDoNotDependOnTheSegment() {
        try (LanguageModel model = model(Cells.lstm(), WORDS)) {
            TokenStream text = text(3001, WORDS);
            for (int batch : new int[] {1, 10, 20}) {
                LanguageModelEvaluator evaluator = new LanguageModelEvaluator().batchSize(batch);
                LanguageModelEvaluation expected = evaluator.segment(35).evaluate(model, text);
                for (int segment : new int[] {20, 70, 3001}) {
                    double perplexity =
                            evaluator.segment(segment).evaluate(model, text).perplexity();
                    assertThat(perplexity / expected.perplexity()).isCloseTo(1, within(1e-6));
                }
            }
            double one = new LanguageModelEvaluator().evaluate(model, text).perplexity();
            double many =
                    new LanguageModelEvaluator().batchSize(300).evaluate(model, text).perplexity();
            assertThat(many / one)
                    .as("strands of ten tokens have little to remember")
                    .isNotCloseTo(1, within(1e-5));
        }
    }

    @Test
    void nothingIsLeftBehind() {
        try (LanguageModel model = model(Cells.lstm(), WORDS)) {
            int parameters = model.block().getParameters().size();
            for (Reading reading :
                    List.of(new Reading.Carried(10, 35), new Reading.Windows(20, 5))) {
                score(model, text(TOKENS, WORDS), reading);
                assertThat(model.manager().getManagedArrays()).hasSize(parameters);
            }
        }
    }

    @Test
    void aTextWithoutTokensHasNoScores() {
        try (LanguageModel model = model(Cells.lstm(), NO_START)) {
            assertThat(score(model, text(0, NO_START), Reading.whole())).isEmpty();
            assertThat(score(model, text(0, NO_START), new Reading.Windows(2, 1))).isEmpty();
        }
    }

    /**
     * Scores of tokens {@code counted} to {@code to - 1}, read from a zero state at {@code from}.
     */
    private static void stepByStep(
            LanguageModel model, TokenStream text, int from, int to, int counted, double[] nats) {
        Vocabulary vocabulary = text.vocabulary();
        boolean hasStart = vocabulary.contains("<eos>");
        try (LanguageModelSteps steps =
                new LanguageModelSteps((LanguageModelNetwork) model.block(), model.manager())) {
            NDList state = null;
            for (int i = from; i < to; i++) {
                if (i == 0 && !hasStart) {
                    nats[0] = Math.log(vocabulary.size());
                    continue;
                }
                int before = i == 0 ? vocabulary.id("<eos>") : text.ids()[i - 1];
                var next = steps.step(state, new int[1], new int[] {before});
                state = next.state();
                if (i >= counted) {
                    nats[i] = negativeLogSoftmax(next.logits()[0], text.ids()[i]);
                }
            }
        }
    }

    private static double negativeLogSoftmax(float[] logits, int label) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[label];
    }

    private static double[] score(LanguageModel model, TokenStream text, Reading reading) {
        double[] found = new double[text.ids().length];
        Arrays.fill(found, Double.NaN);
        model.score(
                text,
                reading,
                (first, nats, count) -> System.arraycopy(nats, 0, found, first, count));
        return found;
    }

    private static LanguageModel model(Cell cell, Vocabulary vocabulary) {
        LanguageModel model =
                LanguageModel.builder()
                        .cell(cell)
                        .layers(2)
                        .embedding(8)
                        .hidden(12)
                        .initialRange(0.5)
                        .build(vocabulary);
        model.initialize();
        return model;
    }

    private static Vocabulary words(String... specials) {
        Vocabulary.Builder builder = Vocabulary.builder().specials(specials);
        IntStream.range(0, 30).forEach(i -> builder.add("w" + i));
        return builder.build();
    }

    private static TokenStream text(int tokens, Vocabulary words) {
        return new TokenStream(
                new Random(1).ints(tokens, 0, words.size()).toArray(),
                words,
                tokens,
                new DataProvenance("made up", "test", List.of(), List.of()));
    }
}
