package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ai.djl.util.RandomUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.batch.Batch;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.TagPrediction;
import org.recurve.data.TaggedText;
import org.recurve.data.Tokenizer;
import org.recurve.nn.Cell;
import org.recurve.nn.ParameterNames;
import org.recurve.training.Optimizers;
import org.recurve.training.Trainable;
import org.recurve.training.Training;

class SequenceTaggerTest {
    private static final TaggedText DATA = TagSamples.spans(80, 3);
    @TempDir Path folder;

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(3);
        RandomUtils.RANDOM.setSeed(3);
    }

    private static SequenceTaggerBuilder small(boolean crf) {
        return SequenceTagger.builder()
                .embedding(6)
                .characters(4)
                .hidden(5)
                .minCount(1)
                .dropout(0.2)
                .crf(crf);
    }

    private static SequenceTagger lively(boolean crf) {
        SequenceTagger model = small(crf).build(DATA);
        TagSamples.fill(model, 3);
        return model;
    }

    private static SequenceTagger trained(boolean crf, long seed) {
        SequenceTagger model = small(crf).build(DATA);
        Training.builder()
                .optimizer(Optimizers.adam(0.01))
                .batches(Batches.buckets(16))
                .epochs(2)
                .seed(seed)
                .build()
                .fit(model, DATA, DATA);
        return model;
    }

    /** Whether an inner tag of a span follows anything but a tag of the same span. */
    static boolean broken(List<String> tags) {
        return IntStream.range(0, tags.size())
                .filter(t -> tags.get(t).startsWith("I-"))
                .anyMatch(
                        t ->
                                t == 0
                                        || !tags.get(t - 1)
                                                .matches("[BI]-" + tags.get(t).substring(2)));
    }

    private static double[][][] probabilities(SequenceTagger model) {
        return model.tagAll(DATA.sentences()).stream()
                .map(TaggedSentence::probabilities)
                .toArray(double[][][]::new);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSentenceGetsTheSameAnswerAloneOrAmongOthers(boolean crf) {
        try (SequenceTagger model = lively(crf)) {
            List<TaggedSentence> together = model.tagAll(DATA.sentences());
            List<TagPrediction> judged = model.tag(DATA);
            for (int i = 0; i < DATA.size(); i++) {
                TaggedSentence alone = model.tag(DATA.tokens(i));
                assertThat(alone.tokens()).isEqualTo(DATA.tokens(i));
                assertThat(alone.tags()).isEqualTo(together.get(i).tags());
                assertThat(judged.get(i).tags()).isEqualTo(alone.tags());
                for (int t = 0; t < alone.tokens().size(); t++) {
                    assertThat(alone.probabilities()[t])
                            .containsExactly(together.get(i).probabilities()[t], within(1e-5));
                    assertThat(Arrays.stream(alone.probabilities()[t]).sum())
                            .isCloseTo(1, within(1e-5));
                    assertThat(judged.get(i).probabilities().get(t))
                            .containsExactly(alone.probabilities()[t], within(1e-5));
                }
            }
            // Not all the same, so that the comparison means something.
            assertThat(together.stream().flatMap(s -> s.tags().stream()).distinct().count())
                    .isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void onlyTheRandomFieldKeepsTheRulesOfSpans() {
        try (SequenceTagger softmax = lively(false);
                SequenceTagger crf = lively(true)) {
            assertThat(softmax.tagAll(DATA.sentences()).stream().filter(s -> broken(s.tags())))
                    .hasSizeGreaterThan(5);
            assertThat(crf.tagAll(DATA.sentences()))
                    .allSatisfy(
                            s -> {
                                assertThat(broken(s.tags())).isFalse();
                                assertThat(s.probability(0, "I-PER")).isZero();
                            });
            assertThat(crf.settings()).containsEntry("output layer", "CRF, IOB2");
        }
        // I-x after O, as in IOB1: no rules.
        TaggedText older = TagSamples.of("train", List.of("a/O b/I-PER", "c/B-PER b/I-PER"));
        TaggedText speech = TagSamples.of("train", List.of("a/DET b/I-PRON"));
        for (TaggedText free : List.of(older, speech)) {
            try (SequenceTagger model = small(true).build(free)) {
                assertThat(model.settings()).containsEntry("output layer", "CRF");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLossOfABatchIsTheMeanOverItsTokens(boolean crf) {
        try (SequenceTagger model = lively(crf);
                NDManager manager = model.manager().newSubManager()) {
            double[] alone = new double[2];
            double[] together = new double[2];
            long tokens = 0;
            int[] some = {4, 9, 11, 30};
            for (int i : some) {
                tokens += add(model, new int[] {i}, manager, alone);
            }
            assertThat(add(model, some, manager, together)).isEqualTo(tokens);
            assertThat(together[0]).isCloseTo(alone[0], within(1e-4 * alone[0]));
            assertThat(together[1]).isCloseTo(alone[1], within(1e-9));
            assertThat(alone[0]).isGreaterThan(1);
        }
    }

    /** Adds loss and right tags of a batch; gives its weight. */
    private static long add(
            SequenceTagger model, int[] sentences, NDManager manager, double[] sums) {
        try (Batch batch =
                model.collation(DATA).orElseThrow().batch(sentences, manager.newSubManager())) {
            Trainable.Step step =
                    model.step(new ParameterStore(manager, false), batch, new NDList(), false);
            sums[0] += step.value().getFloat() * batch.weight();
            sums[1] += step.figure().getDouble() * batch.weight();
            return batch.weight();
        }
    }

    @Test
    void aLossThatIsNoNumberIsLeftToTheTraining() {
        try (SequenceTagger model = lively(true);
                NDManager manager = model.manager().newSubManager()) {
            ParameterNames.of(model.block()).get("output.bias").getArray().muli(Float.NaN);
            double[] sums = new double[2];
            add(model, new int[] {0, 1}, manager, sums);
            assertThat(sums).containsOnly(Double.NaN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sixteenThreadsGetTheAnswersOfOne(boolean crf) throws Exception {
        try (SequenceTagger model = lively(crf)) {
            double[][][] expected = probabilities(model);
            int arrays = model.manager().getManagedArrays().size();
            ExecutorService pool = Executors.newFixedThreadPool(16);
            try {
                Callable<double[][][]> job = () -> probabilities(model);
                for (Future<double[][][]> answer : pool.invokeAll(Collections.nCopies(32, job))) {
                    assertThat(answer.get()).isDeepEqualTo(expected);
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(model.manager().getManagedArrays()).hasSize(arrays);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSavedModelIsTheSameModel(boolean crf) {
        try (SequenceTagger model = trained(crf, 1)) {
            Path file = folder.resolve("tagger.recurve");
            model.save(file);
            try (SequenceTagger loaded = SequenceTagger.load(file)) {
                assertThat(probabilities(loaded)).isDeepEqualTo(probabilities(model));
                assertThat(loaded.labels()).isEqualTo(model.labels());
                assertThat(loaded.settings()).isEqualTo(model.settings());
                assertThat(loaded.provenance()).isEqualTo(model.provenance());
                assertThat(loaded.toString()).isEqualTo(model.toString());
                assertThat(loaded.tag("w1 w2, w3").tags()).isEqualTo(model.tag("w1 w2, w3").tags());
            }
            assertThatThrownBy(() -> TextClassifier.load(file))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("holds a sequence-tagger");
        }
    }

    @Test
    void whatIsOnesOwnIsGivenAgain() {
        Path file = folder.resolve("own.recurve");
        Tokenizer letters = new TextSamples.Letters();
        try (SequenceTagger model = small(false).tokenizer(letters).build(DATA)) {
            TagSamples.fill(model, 3);
            model.save(file);
            try (SequenceTagger loaded = SequenceTagger.load(file, letters)) {
                assertThat(loaded.tag("a b1").tokens()).containsExactly("a", "b");
                assertThat(probabilities(loaded)).isDeepEqualTo(probabilities(model));
            }
        }
        assertThatThrownBy(() -> SequenceTagger.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("unknown tokenizer \"letters\"");
        Cell mine = new TagSamples.OwnCell();
        try (SequenceTagger model = small(true).cell(mine).build(DATA)) {
            TagSamples.fill(model, 3);
            model.save(file);
            try (SequenceTagger loaded = SequenceTagger.load(file, mine)) {
                assertThat(probabilities(loaded)).isDeepEqualTo(probabilities(model));
            }
        }
        assertThatThrownBy(() -> SequenceTagger.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("my cell");
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        try (SequenceTagger first = trained(true, 4);
                SequenceTagger second = trained(true, 4);
                SequenceTagger other = trained(true, 5)) {
            assertThat(probabilities(second)).isDeepEqualTo(probabilities(first));
            assertThat(Arrays.deepEquals(probabilities(other), probabilities(first))).isFalse();
        }
    }

    @Test
    void theLayerTableCountsWhatIsThere() {
        for (boolean crf : new boolean[] {true, false}) {
            try (SequenceTagger model = lively(crf)) {
                long parameters =
                        model.block().getParameters().values().stream()
                                .mapToLong(p -> p.getArray().size())
                                .sum();
                assertThat(model.summary().total()).isEqualTo(parameters);
                assertThat(model.toString())
                        .startsWith("character + BiLSTM 1x5" + (crf ? " + CRF" : ""))
                        .contains("character BiLSTM", "(B, T, 5)");
                assertThat(model.toString().contains("LinearChainCrf")).isEqualTo(crf);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sentencesOfAnyLength(boolean crf) {
        try (SequenceTagger model = lively(crf)) {
            assertThat(model.tagAll(List.of())).isEmpty();
            List<String> words = new ArrayList<>();
            for (int t = 0; t < 500; t++) {
                words.add("w" + t % 40);
            }
            List<TaggedSentence> tagged =
                    model.tagAll(List.of(List.of(), List.of("w3"), words, List.of("\ud83e\udd86")));
            assertThat(tagged.get(0).tags()).isEmpty();
            assertThat(tagged.get(0)).hasToString("");
            assertThat(tagged.get(1).tags()).hasSize(1);
            assertThat(tagged.get(1).tags()).isEqualTo(model.tag(List.of("w3")).tags());
            assertThat(tagged.get(2).tags()).hasSize(500);
            assertThat(List.of(tagged.get(2).probabilities()))
                    .allSatisfy(
                            row -> assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5)));
            assertThat(tagged.get(3).tags()).hasSize(1);
        }
    }

    @Test
    void wordsAreTheSameInCapitalsUnlessTheyAreNot() {
        TaggedText data = TagSamples.of("train", List.of("The/D man/N", "the/D Man/N"));
        try (SequenceTagger lower = small(false).characters(0).build(data);
                SequenceTagger cased = small(false).characters(0).lowerCase(false).build(data)) {
            assertThat(lower.vocabulary().size()).isEqualTo(3);
            assertThat(cased.vocabulary().size()).isEqualTo(5);
            lower.initialize();
            assertThat(lower.tag(List.of("THE", "mAN")).probabilities())
                    .isDeepEqualTo(lower.tag(List.of("the", "man")).probabilities());
        }
    }

    @Test
    void prefixesAreWhatTheTaggerSaysOfEach() {
        try (SequenceTagger model = lively(true)) {
            List<String> tokens = List.of("w1", "w2", "w3", "w4", "w5", "w6");
            SentencePrefixes prefixes = model.prefixes(tokens);
            assertThat(prefixes.tokens()).isEqualTo(tokens);
            int revisions = 0;
            for (int n = 1; n <= 6; n++) {
                TaggedSentence alone = model.tag(tokens.subList(0, n));
                assertThat(prefixes.readings().get(n - 1).tags()).isEqualTo(alone.tags());
                if (n > 1) {
                    List<String> before = model.tag(tokens.subList(0, n - 1)).tags();
                    for (int t = 0; t < n - 1; t++) {
                        boolean revised = !before.get(t).equals(alone.tags().get(t));
                        assertThat(prefixes.revised(n - 1, t)).isEqualTo(revised);
                        revisions += revised ? 1 : 0;
                    }
                }
                assertThat(prefixes.probability(2, "O")[n - 1])
                        .isEqualTo(n < 3 ? Double.NaN : alone.probability(2, "O"), within(1e-5));
            }
            assertThat(prefixes.revisions()).isEqualTo(revisions).isPositive();
            assertThat(prefixes.revised(3, 3)).isFalse();
            assertThat(model.prefixes("w1 w2").tokens()).containsExactly("w1", "w2");
        }
    }

    @Test
    void aTaggedSentenceTellsWhatIsLikely() {
        double[][] chances = {{0.7, 0.3, 0}, {0.04, 0, 0.96}};
        TaggedSentence sentence =
                new TaggedSentence(
                        List.of("we", "can"), List.of("A", "C"), List.of("A", "B", "C"), chances);
        assertThat(sentence).hasToString("we/A can/C");
        assertThat(sentence.likely(0.3)).containsExactly("A", "B", "C");
        assertThat(sentence.likely(0.31)).containsExactly("A", "C");
        assertThat(sentence.probability(1, "C")).isEqualTo(0.96);
        assertThat(sentence.table().doubleColumn("probability").asList())
                .containsExactly(0.7, 0.96);
        sentence.probabilities()[0][0] = 5;
        assertThat(sentence.probability(0, "A")).isEqualTo(0.7);
        assertThatThrownBy(() -> new TaggedSentence(List.of("a"), List.of(), List.of("A"), chances))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 tokens need as many tags and rows of 1");
        assertThatThrownBy(() -> sentence.probability(2, "A"))
                .hasMessageContaining("no token 2: the sentence has 2");
        assertThatThrownBy(() -> sentence.probability(0, "D"))
                .hasMessageContaining("no tag \"D\": tags are [A, B, C]");
    }

    @Test
    void wrongInputIsNamed() {
        try (SequenceTagger model = small(true).build(DATA)) {
            assertThatThrownBy(() -> model.tag("w1"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no weights yet");
            model.initialize();
            assertThatThrownBy(() -> model.tagAll(List.of(List.of("a"), List.of("b", ""))))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("token 1 of sentence 1 is empty");
            assertThatThrownBy(() -> model.prefixes(List.of()))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no tokens");
            TaggedText other = TagSamples.of("validation", List.of("a/O b/B-ORG"));
            assertThatThrownBy(() -> model.check(other))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("made up validation is of the classes [B-ORG, O]")
                    .hasMessageContaining("withLabels");
            assertThatThrownBy(() -> other.withLabels(model.labels()))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("B-ORG");
            TaggedText loose =
                    TagSamples.of("validation", List.of("a/O", "a/B-PER b/I-LOC"))
                            .withLabels(model.labels());
            assertThatThrownBy(() -> model.check(loose))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining(
                            "sentence 1 of made up validation has the tag I-LOC after B-PER");
            TaggedText headless =
                    TagSamples.of("validation", List.of("a/I-PER")).withLabels(model.labels());
            assertThatThrownBy(() -> model.check(headless))
                    .hasMessageContaining("sentence 0")
                    .hasMessageContaining("I-PER at its first token");
        }
        assertThatThrownBy(() -> small(false).hidden(0).build(DATA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> small(false).characters(-1).build(DATA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> small(false).device("gpu99").build(DATA))
                .hasMessageContaining("gpu99");
    }
}
