package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.data.sample.UnigramNaiveBayes;
import org.recurve.evaluation.ClassificationEvaluator;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;
import org.recurve.training.TrainingListener;
import org.recurve.training.TrainingRun;

/** A classifier of texts learns, and tells what it learned. */
class TextLearningTest {
    private static final LabeledText NOISE = TextSamples.texts(60);

    private static TrainingBuilder<Examples<?>> adam(double rate, int epochs) {
        return Training.builder()
                .optimizer(Optimizers.adam(rate))
                .clipNorm(1)
                .batches(Batches.buckets(32))
                .epochs(epochs)
                .seed(1);
    }

    private static TextClassifierBuilder small() {
        return TextClassifier.builder().embedding(4).hidden(4);
    }

    /** The same words of each text in another order. */
    private static LabeledText shuffled(LabeledText data) {
        Random random = new Random(4);
        List<String> texts = new ArrayList<>();
        for (String text : data.texts()) {
            List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
            Collections.shuffle(words, random);
            texts.add(String.join(" ", words));
        }
        return new LabeledText(texts, data.targets(), data.labels(), data.provenance());
    }

    private static double naiveBayes(LabeledText train, LabeledText validation) {
        UnigramNaiveBayes bayes = new UnigramNaiveBayes();
        for (int i = 0; i < train.size(); i++) {
            bayes.learn(train.label(i), train.text(i));
        }
        int right = 0;
        for (int i = 0; i < validation.size(); i++) {
            right += bayes.predict(validation.text(i)).equals(validation.label(i)) ? 1 : 0;
        }
        return (double) right / validation.size();
    }

    @Test
    void readsOpinionsBetterThanACountOfTheirWords() {
        var data = LabeledText.load("opinions");
        LabeledText train = data.train();
        LabeledText validation = data.validation();
        double counted = naiveBayes(train, validation);
        assertThat(counted).isBetween(0.7, 0.8);
        try (TextClassifier model =
                TextClassifier.builder().embedding(32).hidden(32).build(train)) {
            TrainingRun run = adam(0.01, 2).build().fit(model, train, validation);
            var evaluator = new ClassificationEvaluator();
            double read = evaluator.evaluate(model, validation).accuracy();
            assertThat(read).isGreaterThan(0.9).isGreaterThan(counted + 0.1);
            // What the history counts while training is what Tribuo counts.
            int best = run.provenance().bestEpoch();
            assertThat(run.history().doubleColumn("accuracy").get(best - 1))
                    .isCloseTo(read, within(1e-9));
            assertThat(run.provenance().best()).isCloseTo(nats(model, validation), within(1e-5));
            // Of the same words without their order it knows no more than the count does.
            assertThat(evaluator.evaluate(model, shuffled(validation)).accuracy())
                    .isLessThan(counted + 0.05);
        }
    }

    /** Mean cross-entropy. */
    private static double nats(TextClassifier model, LabeledText data) {
        double[][] rows = model.probabilities(data);
        double nats = 0;
        for (int i = 0; i < rows.length; i++) {
            nats -= Math.log(rows[i][data.targets()[i]]) / rows.length;
        }
        return nats;
    }

    @Test
    void theSameSeedGivesTheSameHistoryBitForBit() {
        List<List<Double>> first = history(7);
        assertThat(history(7)).isEqualTo(first);
        assertThat(history(8)).isNotEqualTo(first);
    }

    private static List<List<Double>> history(long seed) {
        try (TextClassifier model = small().characters(3).layers(2).dropout(0.3).build(NOISE)) {
            var history = adam(0.01, 3).seed(seed).build().fit(model, NOISE, NOISE).history();
            double[] flat =
                    Arrays.stream(model.probabilities(NOISE))
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
            return List.of(
                    history.doubleColumn("train loss").asList(),
                    history.doubleColumn("validation loss").asList(),
                    history.doubleColumn("accuracy").asList(),
                    history.doubleColumn("gradient norm").asList(),
                    Arrays.stream(flat).boxed().toList());
        }
    }

    @Test
    void aThousandStepsLeaveNoArrayBehind() {
        try (TextClassifier model = small().characters(2).dropout(0.2).build(NOISE)) {
            model.initialize();
            NDManager system = model.manager().getParentManager();
            int before = system.getManagedArrays().size();
            int own = model.manager().getManagedArrays().size();
            List<Integer> counts = new ArrayList<>();
            adam(0.001, 500)
                    .listener(
                            new TrainingListener() {
                                @Override
                                public void onBatch(BatchReport batch, Control control) {
                                    counts.add(
                                            system.getManagedArrays().size()
                                                    + model.manager().getManagedArrays().size());
                                }
                            })
                    .build()
                    .fit(model, NOISE);
            assertThat(counts).hasSize(1000);
            assertThat(counts.subList(1, 1000)).containsOnly(counts.get(0));
            assertThat(system.getManagedArrays()).hasSize(before);
            assertThat(model.manager().getManagedArrays()).hasSize(own);
        }
    }

    @Test
    void anInterruptEndsATrainingInOrder() {
        try (TextClassifier model = small().build(NOISE)) {
            TrainingRun run =
                    adam(0.01, 50)
                            .listener(
                                    new TrainingListener() {
                                        @Override
                                        public void onBatch(BatchReport batch, Control control) {
                                            if (batch.step() == 5) {
                                                Thread.currentThread().interrupt();
                                            }
                                        }
                                    })
                            .build()
                            .fit(model, NOISE, NOISE);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.provenance().outcome()).isEqualTo("interrupted");
            assertThat(run.history().rowCount()).isEqualTo(2);
            assertThat(model.provenance()).isEqualTo(run.provenance());
            assertThat(model.probabilities(NOISE)).hasNumberOfRows(60);
        }
    }

    /** Counts what it is asked for. */
    private record Counting(Tokenizer words, AtomicInteger calls) implements Tokenizer {
        @Override
        public List<String> tokenize(String line) {
            calls.incrementAndGet();
            return words.tokenize(line);
        }

        @Override
        public String detokenize(List<String> tokens) {
            return words.detokenize(tokens);
        }

        @Override
        public String name() {
            return "counting";
        }
    }

    @Test
    void textsAreCutOnceForAllEpochs() {
        AtomicInteger calls = new AtomicInteger();
        LabeledText part = NOISE.first(20);
        try (TextClassifier model =
                small().tokenizer(new Counting(Tokenizers.words(), calls)).build(NOISE)) {
            assertThat(calls.getAndSet(0)).isEqualTo(60);
            adam(0.01, 5).build().fit(model, NOISE, part);
            assertThat(calls.get()).isEqualTo(60 + 20);
        }
    }

    @Test
    void otherClassesAreRefusedInTrainingAndFoundByNameInEvaluation() {
        List<String> turned = List.of("high", "middle", "low");
        LabeledText other = NOISE.withLabels(turned);
        try (TextClassifier model = small().build(NOISE)) {
            var training = adam(0.01, 1).build();
            assertThatThrownBy(() -> training.fit(model, NOISE, other))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("noise train is of the classes [high, middle, low]")
                    .hasMessageContaining("was built for [low, middle, high]")
                    .hasMessageContaining("withLabels(model.labels())");
            assertThat(model.block().isInitialized()).isFalse();
            training.fit(model, NOISE, other.withLabels(model.labels()));
            var evaluator = new ClassificationEvaluator();
            assertThat(evaluator.evaluate(model, other).accuracy())
                    .isEqualTo(evaluator.evaluate(model, NOISE).accuracy());
            LabeledText unseen =
                    LabeledText.of(
                            List.of("w1", "w2"),
                            List.of("low", "never seen"),
                            TextSamples.provenance("test"));
            assertThatThrownBy(() -> evaluator.evaluate(model, unseen))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("noise test has the class \"never seen\"")
                    .hasMessageContaining("[low, middle, high]");
            assertThatThrownBy(() -> unseen.withLabels(model.labels()))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("\"never seen\" (1 times)");
        }
    }

    @Test
    void aClassMayHaveOneExampleAndBeTheOnlyOne() {
        LabeledText rare =
                LabeledText.of(
                        List.of("w1", "w2", "w3 w1", "w4"),
                        List.of("often", "often", "often", "once"),
                        TextSamples.provenance("train"));
        LabeledText same =
                LabeledText.of(
                        List.of("w1", "w2 w1"),
                        List.of("only", "only"),
                        TextSamples.provenance("train"));
        var evaluator = new ClassificationEvaluator();
        try (TextClassifier model = small().minCount(1).build(rare);
                TextClassifier certain = small().build(same)) {
            adam(0.1, 30).build().fit(model, rare);
            assertThat(model.predict("w4")).isEqualTo("once");
            assertThat(evaluator.evaluate(model, rare).accuracy()).isEqualTo(1);
            TrainingRun run = adam(0.1, 2).build().fit(certain, same, same);
            assertThat(run.provenance().best()).isZero();
            assertThat(certain.probabilities("w9")).containsExactly(1);
            assertThat(evaluator.evaluate(certain, same).accuracy()).isEqualTo(1);
        }
    }

    @Test
    void dataWithoutAModelOfTextCannotBeCutIntoBatches() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> Batches.buckets(4).evaluation(NOISE, manager))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("noise is text")
                    .hasMessageContaining("train a model of text");
        }
    }
}
