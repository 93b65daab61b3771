package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.util.RandomUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.RecurveException;
import org.recurve.data.BytePairEncoding;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.decode.BeamSearch;
import org.recurve.decode.BeamSearch.Hypothesis;
import org.recurve.decode.OneByOne;
import org.recurve.decode.Sampling;
import org.recurve.decode.StepFunction;
import org.recurve.decode.Stop;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import tech.tablesaw.api.Table;

class GenerationTest {
    private static final List<String> WORDS = List.of("the", "cat", ",", "sat", "(", ")", "down");

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(3);
        RandomUtils.RANDOM.setSeed(3);
    }

    private static LanguageModel model(Cell cell, Vocabulary vocabulary, Tokenizer tokenizer) {
        LanguageModel model =
                LanguageModel.builder()
                        .cell(cell)
                        .layers(2)
                        .embedding(8)
                        .hidden(8)
                        .initialRange(1)
                        .build(vocabulary, tokenizer);
        model.initialize();
        return model;
    }

    private static LanguageModel words() {
        Vocabulary vocabulary = Vocabulary.builder().specials("<eos>").addAll(WORDS).build();
        return model(Cells.lstm(), vocabulary, Tokenizers.words());
    }

    private static LanguageModel characters() {
        Tokenizer characters = Tokenizers.characters();
        Vocabulary vocabulary =
                Vocabulary.builder().addAll(characters.tokenize("ab\n\ud83d\ude00")).build();
        return model(Cells.gru(), vocabulary, characters);
    }

    private static LanguageModel subwords() {
        BytePairEncoding encoding =
                BytePairEncoding.learn(Collections.nCopies(3, "the cat sat\n"), 290);
        Vocabulary vocabulary = Vocabulary.builder().inventory(encoding.inventory()).build();
        return model(Cells.gru(), vocabulary, encoding);
    }

    /** The network, a text at a time; a step uses its state up, so each row has a copy. */
    private static StepFunction<List<NDList>> oneByOne(LanguageModelSteps steps) {
        return OneByOne.of(
                (state, token) -> {
                    NDList own = state == null ? null : new NDList();
                    if (state != null) {
                        state.forEach(array -> own.add(array.duplicate()));
                    }
                    var next = steps.step(own, new int[1], new int[] {token});
                    return new OneByOne.One<>(next.state(), next.logits()[0]);
                });
    }

    @ParameterizedTest
    @MethodSource("org.recurve.nn.Cells#all")
    void rowsAreReadAsIfEachWereAlone(Cell cell) {
        Vocabulary vocabulary = Vocabulary.builder().addAll(WORDS).build();
        try (LanguageModel model = model(cell, vocabulary, Tokenizers.words());
                LanguageModelSteps batch = model.steps();
                LanguageModelSteps single = model.steps()) {
            var state = batch.step(null, new int[3], new int[] {1, 2, 3}).state();
            state = batch.step(state, new int[] {0, 1, 2}, new int[] {4, 5, 6}).state();
            var found = batch.step(state, new int[] {2, 0, 0, 1}, new int[] {0, 1, 2, 3});
            found = batch.step(found.state(), new int[] {3, 1}, new int[] {6, 5});
            int[][] texts = {{2, 5, 3, 6}, {1, 4, 1, 5}};
            for (int row = 0; row < texts.length; row++) {
                var alone = single.read(texts[row]);
                for (int i = 0; i < alone.logits()[0].length; i++) {
                    assertThat(found.logits()[row][i])
                            .isCloseTo(alone.logits()[0][i], within(1e-5f));
                }
            }
        }
    }

    @Test
    void aStateIsFreedWhenItWasReadOn() {
        try (LanguageModel model = words()) {
            NDList third;
            try (LanguageModelSteps steps = model.steps()) {
                NDList first = steps.read(new int[] {1, 2}).state();
                NDList second = steps.step(first, new int[3], new int[] {1, 2, 3}).state();
                third = steps.step(second, new int[] {0, 1, 2}, new int[] {1, 2, 3}).state();
                assertThat(first).allMatch(NDArray::isReleased);
                assertThat(second).allMatch(NDArray::isReleased);
                assertThat(third).noneMatch(NDArray::isReleased);
            }
            assertThat(third).allMatch(NDArray::isReleased);
        }
    }

    @Test
    void samplesSideBySideAreThoseWrittenAlone() {
        try (LanguageModel model = words()) {
            Generation writing = model.generation().sampling(Sampling.random().seed(5)).most(30);
            GeneratedText alone = writing.generate("the cat");
            List<GeneratedText> five = writing.generate("the cat", 5);
            List<GeneratedText> two = writing.generate("the cat", 2);
            assertSame(five.get(0), alone);
            assertSame(two.get(0), alone);
            assertSame(two.get(1), five.get(1));
            assertThat(five).extracting(GeneratedText::text).doesNotHaveDuplicates();
            assertThat(writing.generate("the cat", 5)).isEqualTo(five);
            assertThat(model.generate("the cat", Sampling.random().seed(5), 30)).isEqualTo(alone);
            assertThat(writing.sampling(Sampling.random().seed(6)).generate("the cat").text())
                    .isNotEqualTo(alone.text());
        }
    }

    @Test
    void samplesThatStopLeaveTheOthersAsTheyAre() {
        try (LanguageModel model = words()) {
            Generation writing = model.generation().sampling(Sampling.random().seed(5)).most(30);
            List<GeneratedText> whole = writing.generate("the cat", 6);
            List<GeneratedText> lines = writing.stopAt("\n").generate("the cat", 6);
            assertThat(lines.stream().map(line -> line.score().tokens().size()).distinct())
                    .hasSizeGreaterThan(2);
            for (int i = 0; i < 6; i++) {
                TextScore all = whole.get(i).score();
                int end = all.tokens().indexOf("<eos>");
                int length = end < 0 ? 30 : end + 1;
                assertThat(lines.get(i).score().tokens())
                        .isEqualTo(all.tokens().subList(0, length));
                assertThat(lines.get(i).score().logProbabilities())
                        .containsExactly(
                                Arrays.copyOf(all.logProbabilities(), length), within(1e-5));
            }
        }
    }

    private static void assertSame(GeneratedText found, GeneratedText expected) {
        assertThat(found.text()).isEqualTo(expected.text());
        assertThat(found.score().tokens()).isEqualTo(expected.score().tokens());
        assertThat(found.score().logProbabilities())
                .containsExactly(expected.score().logProbabilities(), within(1e-5));
    }

    @Test
    void theScoreIsTheModelsOwnWhateverChose() {
        try (LanguageModel model = words();
                LanguageModelSteps steps = model.steps()) {
            Sampling bent = Sampling.topK(3).temperature(2).repetitionPenalty(1.5).seed(2);
            GeneratedText text = model.generate("the cat", bent, 20);
            assertThat(text.score().tokens()).hasSize(20);
            Vocabulary vocabulary = model.vocabulary();
            var next = steps.read(vocabulary.encode(List.of("the", "cat")));
            for (int i = 0; i < 20; i++) {
                int token = vocabulary.id(text.score().tokens().get(i));
                double sum = 0;
                for (float logit : next.logits()[0]) {
                    sum += Math.exp(logit);
                }
                assertThat(text.score().logProbabilities()[i])
                        .isCloseTo(next.logits()[0][token] - Math.log(sum), within(1e-6));
                next = steps.step(next.state(), new int[1], new int[] {token});
            }
        }
    }

    @Test
    void beamSearchReadsSideBySideWhatItWouldReadOneByOne() {
        try (LanguageModel model = words();
                LanguageModelSteps steps = model.steps()) {
            int[] prompt = model.vocabulary().encode(List.of("the", "cat"));
            BeamSearch search = BeamSearch.of(4).lengthPenalty(0.8).blockedRepeats(3);
            List<Hypothesis> slow = search.search(oneByOne(steps), prompt, Stop.never(), 8);
            List<GeneratedText> found = model.generate("the cat", search, 8);
            assertThat(found).hasSize(4);
            for (int i = 0; i < 4; i++) {
                TextScore score = found.get(i).score();
                assertThat(model.vocabulary().encode(score.tokens()))
                        .isEqualTo(slow.get(i).continuation().tokens());
                assertThat(score.logProbabilities())
                        .containsExactly(
                                slow.get(i).continuation().logProbabilities(), within(1e-5));
            }
            int end = model.vocabulary().id("<eos>");
            List<GeneratedText> lines =
                    model.generation().stopAt("\n").most(8).generate("the cat", search);
            slow = search.search(oneByOne(steps), prompt, Stop.at(end), 8);
            assertThat(lines).hasSameSizeAs(slow);
            for (int i = 0; i < slow.size(); i++) {
                assertThat(model.vocabulary().encode(lines.get(i).score().tokens()))
                        .isEqualTo(slow.get(i).continuation().tokens());
                assertThat(lines.get(i).text().endsWith("\n")).isEqualTo(slow.get(i).ended());
            }
            assertThat(slow).anyMatch(Hypothesis::ended);
        }
    }

    @Test
    void aTextStopsWhereAMarkIsComplete() {
        try (LanguageModel model = characters()) {
            Sampling wild = Sampling.random().temperature(4).seed(1);
            Generation writing = model.generation().sampling(wild).most(200);
            String whole = writing.generate("a").text();
            for (String mark : List.of("\n", "b", "aa", "\ud83d\ude00", "b\n", "\n\n", "bba")) {
                int at = whole.indexOf(mark, Math.max(0, 2 - mark.length()));
                assertThat(at).as(mark).isNotNegative();
                assertThat(writing.stopAt(mark).generate("a").text())
                        .isEqualTo(whole.substring(0, at + mark.length()));
            }
            int first = Math.min(whole.indexOf("\n"), whole.indexOf("bb") + 1) + 1;
            assertThat(writing.stopAt("x").stopAt("bb", "\n").generate("a").text())
                    .isEqualTo(whole.substring(0, first));
            assertThat(writing.stopAt("x").generate("a").text()).isEqualTo(whole);
            assertThat(writing.stopAt().generate("a").text()).isEqualTo(whole);
        }
    }

    @Test
    void aTextStopsAtATokenByItsName() {
        try (LanguageModel model = words()) {
            Generation writing = model.generation().sampling(Sampling.random().seed(1)).most(60);
            GeneratedText whole = writing.generate("the cat", 1).get(0);
            int line = whole.score().tokens().indexOf("<eos>") + 1;
            assertThat(line).isBetween(2, 59);
            GeneratedText byName = writing.stopAt("<eos>").generate("the cat");
            assertThat(byName.score().tokens())
                    .isEqualTo(whole.score().tokens().subList(0, line))
                    .endsWith("<eos>");
            assertThat(writing.stopAt("\n").generate("the cat")).isEqualTo(byName);
            // What stands in the prompt alone does not stop the text.
            int comma = whole.score().tokens().indexOf(",") + 1;
            assertThat(comma).isPositive();
            assertThat(writing.stopAt("the", ",").generate("the cat").score().tokens())
                    .isEqualTo(
                            whole.score()
                                    .tokens()
                                    .subList(
                                            0,
                                            Math.min(
                                                    comma,
                                                    whole.score().tokens().indexOf("the") + 1)));
        }
    }

    @Test
    void aMarkInsideASubwordStopsAfterIt() {
        try (LanguageModel model = subwords()) {
            Vocabulary vocabulary = model.vocabulary();
            assertThat(vocabulary.contains(" sat")).isTrue();
            Stop stop = new Writing(model, "the").endingWith(List.of("sa"));
            assertThat(stop.stops(vocabulary.encode(List.of(" sat")))).isTrue();
            assertThat(stop.stops(vocabulary.encode(List.of("s", "<0x61>")))).isTrue();
            assertThat(stop.stops(vocabulary.encode(List.of("s", "<0x62>")))).isFalse();
        }
    }

    @Test
    void aStreamIsTheTextInPieces() {
        for (LanguageModel model : List.of(words(), characters(), subwords())) {
            String prompt = model.tokenizer() == Tokenizers.characters() ? "ab" : "the cat";
            for (long seed = 0; seed < 5; seed++) {
                Generation writing =
                        model.generation().sampling(Sampling.random().seed(seed)).most(40);
                List<String> pieces = new ArrayList<>();
                GeneratedText text = writing.stream(prompt, pieces::add);
                assertThat(text).isEqualTo(writing.generate(prompt));
                assertThat(String.join("", pieces)).isEqualTo(text.text());
                assertThat(pieces).hasSizeGreaterThan(5).first().isEqualTo(prompt);
                pieces.clear();
                text = writing.stopAt("a", "\n").stream(prompt, pieces::add);
                assertThat(text).isEqualTo(writing.stopAt("a", "\n").generate(prompt));
                assertThat(String.join("", pieces)).isEqualTo(text.text());
            }
            model.close();
        }
    }

    @Test
    void whatWasStreamedStaysWhenTheWritingIsInterrupted() {
        try (LanguageModel model = words()) {
            int arrays = model.manager().getManagedArrays().size();
            Generation writing = model.generation().most(40);
            List<String> pieces = new ArrayList<>();
            assertThatThrownBy(
                            () ->
                                    writing.stream(
                                            "the cat",
                                            piece -> {
                                                pieces.add(piece);
                                                if (pieces.size() == 6) {
                                                    Thread.currentThread().interrupt();
                                                }
                                            }))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(pieces).hasSize(6);
            assertThat(writing.generate("the cat").text()).startsWith(String.join("", pieces));
            assertThat(model.manager().getManagedArrays()).hasSize(arrays);
        }
    }

    @Test
    void whatMayComeNextIsToldByTheModelAndByTheSampling() {
        try (LanguageModel model = words();
                LanguageModelSteps steps = model.steps()) {
            Vocabulary vocabulary = model.vocabulary();
            int[] ids = vocabulary.encode(List.of("the", "cat"));
            float[] logits = steps.read(ids).logits()[0];
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit);
            }
            Sampling three = Sampling.topK(3).temperature(2);
            Table next = model.generation().sampling(three).next("the cat", 5);
            assertThat(next.columnNames()).containsExactly("token", "model", "sampling");
            assertThat(next.rowCount()).isEqualTo(5);
            double before = 1;
            for (int row = 0; row < 5; row++) {
                int id = vocabulary.id(next.stringColumn("token").get(row));
                double own = next.doubleColumn("model").getDouble(row);
                assertThat(own).isCloseTo(Math.exp(logits[id]) / sum, within(1e-6));
                assertThat(own).isLessThanOrEqualTo(before);
                assertThat(next.doubleColumn("sampling").getDouble(row))
                        .isCloseTo(three.probabilities(logits, ids)[id], within(1e-6));
                before = own;
            }
            assertThat(next.doubleColumn("sampling").sum()).isCloseTo(1, within(1e-9));
            Generation all = model.generation();
            assertThat(all.next("the cat", 99).rowCount()).isEqualTo(vocabulary.size());
            assertThat(all.next("the cat", 99).doubleColumn("model").sum())
                    .isCloseTo(1, within(1e-9));
            assertThatThrownBy(() -> all.next("the cat", 0))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("cannot show 0 tokens");
        }
    }

    @Test
    void wrongInputIsNamed() {
        try (LanguageModel model = words()) {
            Generation writing = model.generation();
            BeamSearch search = BeamSearch.of(2);
            assertThatThrownBy(() -> writing.generate(" "))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("prompt is empty; give at least one token");
            assertThatThrownBy(() -> writing.stream("", piece -> {}))
                    .hasMessageContaining("prompt is empty");
            assertThatThrownBy(() -> model.generate("", search, 3))
                    .hasMessageContaining("prompt is empty");
            assertThatThrownBy(() -> model.score("")).hasMessageContaining("text is empty");
            assertThatThrownBy(() -> writing.generate("the zebra"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("\"zebra\" is outside the vocabulary");
            assertThatThrownBy(() -> model.score("the zebra")).hasMessageContaining("\"zebra\"");
            assertThatThrownBy(() -> model.generate("the", Sampling.argmax(), -1))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("cannot write -1 tokens");
            assertThatThrownBy(() -> model.generate("the", search, 0))
                    .hasMessageContaining("cannot write 0 tokens");
            assertThatThrownBy(() -> writing.generate("the", 0))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("cannot write 0 texts; give how many, 1 or more");
            assertThatThrownBy(() -> writing.stopAt(".", ""))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("cannot stop at \"\"");
            assertThat(writing.most(0).generate("the cat").text()).isEqualTo("the cat");
        }
    }
}
