package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.evaluation.ClassificationEvaluator;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class TribuoClassifierTest {
    private static final List<String> LABELS = List.of("z", "never", "a");

    private static LabeledText random(int size, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        int[] targets = new int[size];
        for (int i = 0; i < size; i++) {
            targets[i] = random.nextInt(3) == 0 ? 2 : 0;
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < 5; w++) {
                text.append((char) ('a' + random.nextInt(5 + targets[i]))).append(' ');
            }
            texts.add(text.toString());
        }
        return new LabeledText(
                texts,
                targets,
                LABELS,
                new DataProvenance("made up", "train", List.of(), List.of()));
    }

    @Test
    void tribuosLiblinearOnTheSameNGramsSaysTheSame() {
        LabeledText train = random(120, 1);
        LabeledText other = random(40, 2);
        double[][] rows =
                TribuoClassifier.fit(LogisticProblem.trainer(1), NGrams.words(2), train)
                        .probabilities(other);
        double[][] own = BagOfNGrams.of(NGrams.words(2)).fit(train).probabilities(other);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).containsExactly(own[i], within(1e-9));
            assertThat(rows[i][1]).isZero();
        }
    }

    @Test
    void scoresOfATrainerWithoutProbabilitiesKeepTheirOrder() {
        LabeledText train = random(120, 3);
        TribuoClassifier<LabeledText> model =
                TribuoClassifier.fit(new LibLinearClassificationTrainer(), NGrams.words(1), train);
        assertThat(model.model().generatesProbabilities()).isFalse();
        double[][] rows = model.probabilities(train);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i][0] + rows[i][2]).isCloseTo(1, within(1e-12));
            String said =
                    model.model()
                            .predict(
                                    TribuoData.example(
                                            train, i, NGrams.words(1), new Label("unused")))
                            .getOutput()
                            .getLabel();
            assertThat(rows[i][0] > rows[i][2] ? "z" : "a").isEqualTo(said);
        }
    }

    @Test
    void aTextOfUnknownWordsGetsTheShares() {
        LabeledText train = random(50, 4);
        double[] shares = MajorityClass.fit(train).probabilities(train)[0];
        LabeledText unknown =
                new LabeledText(List.of("quite new"), new int[] {0}, LABELS, train.provenance());
        assertThat(
                        TribuoClassifier.fit(LogisticProblem.trainer(1), NGrams.words(1), train)
                                .probabilities(unknown)[0])
                .containsExactly(shares);
    }

    @Test
    void itIsJudgedLikeAnyOther() {
        LabeledText train = random(80, 5);
        TribuoClassifier<LabeledText> model =
                TribuoClassifier.fit(new LibLinearClassificationTrainer(), NGrams.words(1), train);
        LabelEvaluation evaluation = new ClassificationEvaluator().evaluate(model, train);
        assertThat(evaluation.getPredictions()).hasSize(80);
        assertThat(evaluation.getProvenance().toString())
                .contains("L2R_L2LOSS_SVC_DUAL", "words", "made up");
        assertThat(model.name()).isEqualTo("LibLinearClassificationTrainer on words");
        assertThat(model.baseline()).isTrue();
    }

    @Test
    void featuresOfOnesOwn() {
        LabeledText train = random(80, 6);
        ItemFeatures<LabeledText> lastWords =
                (data, item) -> Map.of("f's", (double) data.text(item).split("f", -1).length - 1);
        TribuoClassifier<LabeledText> model = TribuoClassifier.logistic(lastWords, train);
        assertThat(model.name()).isEqualTo("logistic regression on own features");
        for (int i = 0; i < train.size(); i++) {
            if (train.text(i).contains("f")) {
                assertThat(model.probabilities(train)[i][2])
                        .isGreaterThan(MajorityClass.fit(train).probabilities(train)[0][2]);
            }
        }
    }

    @Test
    void whatTribuoDoesNotTakeIsNamed() {
        LabeledText train = random(5, 7);
        ItemFeatures<LabeledText> none = (data, item) -> item == 3 ? Map.of() : Map.of("x", 1.0);
        assertThatThrownBy(() -> TribuoClassifier.fit(LogisticProblem.trainer(1), none, train))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("item 3 of made up train has none of the features");
        ItemFeatures<LabeledText> infinite = (data, item) -> Map.of("log", Math.log(item));
        assertThatThrownBy(() -> TribuoClassifier.fit(LogisticProblem.trainer(1), infinite, train))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("feature \"log\" of item 0 of made up train is -Infinity");
    }

    @Test
    void textsThereAndBack() {
        LabeledText train = random(20, 8);
        MutableDataset<Label> dataset = TribuoData.dataset(train, NGrams.words(2));
        List<String> features = new ArrayList<>();
        for (Feature feature : dataset.getExample(6)) {
            assertThat(feature.getValue()).isEqualTo(1);
            features.add(feature.getName());
        }
        assertThat(features).containsExactlyInAnyOrderElementsOf(NGrams.words(2).of(train.text(6)));
        LabeledText back = TribuoData.text(dataset, TribuoData.TEXT);
        assertThat(back.texts()).isEqualTo(train.texts());
        assertThat(back.labels()).containsExactly("a", "z");
        for (int i = 0; i < 20; i++) {
            assertThat(back.label(i)).isEqualTo(train.label(i));
        }
        assertThat(back.provenance().dataset()).isEqualTo("Tribuo DataSource");
        assertThat(back.split()).isEqualTo("all");
    }

    private static MutableDataset<Label> dataset(Label label, Map<String, Object> metadata) {
        LabelFactory factory = new LabelFactory();
        Example<Label> example =
                new ArrayExample<>(label, new String[] {"bag"}, new double[] {1}, metadata);
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("test", factory), factory);
        dataset.add(example);
        return dataset;
    }

    @Test
    void aBagOfWordsIsNoText() {
        assertThatThrownBy(
                        () -> TribuoData.text(dataset(new Label("a"), Map.of("id", "7")), "text"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("example 0")
                .hasMessageContaining("no text under \"text\" in its metadata; there is [id]")
                .hasMessageContaining("metadata extractor");
        assertThatThrownBy(
                        () ->
                                TribuoData.text(
                                        dataset(LabelFactory.UNKNOWN_LABEL, Map.of("text", "x")),
                                        "text"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("example 0 of the Tribuo data set has no label");
    }
}
