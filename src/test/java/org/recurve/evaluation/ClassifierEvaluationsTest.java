package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import org.recurve.metric.Calibration;
import org.recurve.metric.ItemBootstrap;
import org.recurve.metric.McNemar;
import org.recurve.metric.PrecisionRecallCurve;
import org.recurve.metric.RocCurve;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class ClassifierEvaluationsTest {
    private static final List<String> LABELS = List.of("neg", "neutral", "pos");
    private static final int ITEMS = 400;
    private static final int[] TRUTHS = new Random(1).ints(ITEMS, 0, 3).toArray();
    private static final double[][] ROWS = rows(2, 1.5);
    private static final double[][] WORSE = rows(3, 1);
    private static final LabelEvaluation LSTM = judged("LSTM", ROWS);
    private static final LabelEvaluation RNN = judged("RNN", WORSE);

    @TempDir Path folder;

    private static double[][] rows(long seed, double skill) {
        Random random = new Random(seed);
        double[][] rows = new double[ITEMS][3];
        for (int i = 0; i < ITEMS; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                rows[i][k] = Math.exp(random.nextGaussian() + (TRUTHS[i] == k ? skill : 0));
                sum += rows[i][k];
            }
            for (int k = 0; k < 3; k++) {
                rows[i][k] /= sum;
            }
        }
        return rows;
    }

    private static LabeledText data(int[] targets) {
        return new LabeledText(
                IntStream.range(0, targets.length).mapToObj(i -> " \"text\"\t" + i).toList(),
                targets,
                LABELS,
                new DataProvenance("reviews", "validation", List.of(), List.of()));
    }

    private static LabelEvaluation judged(String name, double[][] rows) {
        return new ClassificationEvaluator()
                .evaluate(new TableClassifier(name, LABELS, rows), data(TRUTHS));
    }

    private static int best(double[] row) {
        return IntStream.range(0, row.length).reduce((a, b) -> row[b] > row[a] ? b : a).getAsInt();
    }

    private static boolean[] right(double[][] rows) {
        boolean[] right = new boolean[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            right[i] = best(rows[i]) == TRUTHS[i];
        }
        return right;
    }

    private static double[] column(int label) {
        return Arrays.stream(ROWS).mapToDouble(row -> row[label]).toArray();
    }

    private static boolean[] positive(int label) {
        boolean[] positive = new boolean[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            positive[i] = TRUTHS[i] == label;
        }
        return positive;
    }

    @Test
    void reliabilityIsThatOfTheChosenClasses() {
        Calibration found = ClassifierEvaluations.reliability(LSTM, 10);
        double[] confidences = Arrays.stream(ROWS).mapToDouble(row -> row[best(row)]).toArray();
        assertThat(found.bins()).isEqualTo(Calibration.of(confidences, right(ROWS), 10).bins());
        double hits =
                found.bins().stream()
                        .filter(bin -> bin.count() > 0)
                        .mapToDouble(bin -> bin.accuracy() * bin.count())
                        .sum();
        assertThat(hits / ITEMS).isCloseTo(LSTM.accuracy(), within(1e-12));
        double brier = 0;
        for (int i = 0; i < ITEMS; i++) {
            for (int k = 0; k < 3; k++) {
                brier += Math.pow(ROWS[i][k] - (TRUTHS[i] == k ? 1 : 0), 2) / ITEMS;
            }
        }
        assertThat(ClassifierEvaluations.brierScore(LSTM)).isCloseTo(brier, within(1e-12));
    }

    @Test
    void curvesAreThoseOfTheProbabilityOfTheClass() {
        double auc = 0;
        double precision = 0;
        for (int k = 0; k < 3; k++) {
            String label = LABELS.get(k);
            RocCurve roc = ClassifierEvaluations.roc(LSTM, label);
            RocCurve expected = RocCurve.of(column(k), positive(k));
            assertThat(roc.falsePositiveRates()).isEqualTo(expected.falsePositiveRates());
            assertThat(roc.truePositiveRates()).isEqualTo(expected.truePositiveRates());
            assertThat(ClassifierEvaluations.auc(LSTM, label)).isEqualTo(expected.auc());
            PrecisionRecallCurve curve = ClassifierEvaluations.precisionRecall(LSTM, label);
            assertThat(curve.precisions())
                    .isEqualTo(PrecisionRecallCurve.of(column(k), positive(k)).precisions());
            // Tribuo's own figures, where there are no ties.
            assertThat(LSTM.AUCROC(new Label(label))).isCloseTo(roc.auc(), within(1e-9));
            auc += roc.auc() / 3;
            precision += curve.averagePrecision() / 3;
        }
        assertThat(ClassifierEvaluations.macroAuc(LSTM)).isCloseTo(auc, within(1e-12));
        assertThat(ClassifierEvaluations.macroAveragePrecision(LSTM))
                .isCloseTo(precision, within(1e-12));
    }

    @Test
    void whatHasNoCurveIsNamed() {
        LabelEvaluation one =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("m", LABELS, ROWS), data(new int[ITEMS]));
        assertThatThrownBy(() -> ClassifierEvaluations.roc(one, "pos"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("reviews validation has 0 items of the class \"pos\"");
        assertThatThrownBy(() -> ClassifierEvaluations.precisionRecall(one, "pos"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("judge on data with some");
        assertThatThrownBy(() -> ClassifierEvaluations.roc(one, "neg"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("has 400 items of the class \"neg\" among 400")
                .hasMessageContaining("with others as well");
        assertThat(ClassifierEvaluations.precisionRecall(one, "neg").averagePrecision())
                .isEqualTo(1);
        assertThatThrownBy(() -> ClassifierEvaluations.macroAuc(one))
                .isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> ClassifierEvaluations.roc(one, "positive"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("m has no class \"positive\"; it has [neg, neutral, pos]");
    }

    @Test
    void classifiersAreComparedItemByItem() {
        Table table = Evaluations.compare(RNN, LSTM);
        assertThat(table.columnNames())
                .containsExactly(
                        "model",
                        "data",
                        "accuracy",
                        "vs first",
                        "from",
                        "to",
                        "McNemar p",
                        "macro F1",
                        "examples");
        assertThat(table.stringColumn("model").asList()).containsExactly("RNN", "LSTM");
        assertThat(table.stringColumn("data").asList())
                .containsExactly("reviews validation", "reviews validation");
        double gain = LSTM.accuracy() - RNN.accuracy();
        assertThat(gain).isPositive();
        assertThat(table.doubleColumn("vs first").getDouble(0)).isZero();
        assertThat(table.doubleColumn("from").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("McNemar p").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("vs first").getDouble(1)).isCloseTo(gain, within(1e-12));
        ItemBootstrap bootstrap =
                ItemBootstrap.accuracyDifference(right(WORSE), right(ROWS), 10_000, 1);
        assertThat(table.doubleColumn("from").getDouble(1)).isEqualTo(bootstrap.lower());
        assertThat(table.doubleColumn("to").getDouble(1)).isEqualTo(bootstrap.upper());
        McNemar test = McNemar.of(right(WORSE), right(ROWS));
        assertThat(table.doubleColumn("McNemar p").getDouble(1)).isEqualTo(test.pValue());
        assertThat(ClassifierEvaluations.mcNemar(RNN, LSTM)).isEqualTo(test);
        assertThat(table.doubleColumn("macro F1").getDouble(1)).isEqualTo(LSTM.macroAveragedF1());
        ItemBootstrap f1 = ClassifierEvaluations.macroF1Difference(RNN, LSTM);
        assertThat(f1.value())
                .isCloseTo(LSTM.macroAveragedF1() - RNN.macroAveragedF1(), within(1e-12));
    }

    @Test
    void otherItemsAreNotCompared() {
        int[] others = TRUTHS.clone();
        others[17] = (others[17] + 1) % 3;
        LabelEvaluation other =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("GRU", LABELS, ROWS), data(others));
        Table table = Evaluations.compare(LSTM, other);
        assertThat(table.doubleColumn("vs first").isMissing(1)).isTrue();
        assertThat(table.doubleColumn("McNemar p").isMissing(1)).isTrue();
        assertThatThrownBy(() -> ClassifierEvaluations.mcNemar(LSTM, other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("LSTM was judged on reviews validation (400 items), but GRU");
        assertThatThrownBy(() -> ClassifierEvaluations.accuracyDifference(LSTM, other))
                .isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> ClassifierEvaluations.macroF1Difference(LSTM, other))
                .isInstanceOf(RecurveException.class);
    }

    @Test
    void classesInAnotherOrderAreMatchedByName() {
        double[][] turned =
                Arrays.stream(ROWS)
                        .map(row -> new double[] {row[2], row[0], row[1]})
                        .toArray(double[][]::new);
        LabelEvaluation again =
                new ClassificationEvaluator()
                        .evaluate(
                                new TableClassifier("m", List.of("pos", "neg", "neutral"), turned),
                                data(TRUTHS));
        assertThat(ClassifierEvaluations.macroF1Difference(LSTM, again).value()).isZero();
        assertThat(ClassifierEvaluations.auc(again, "pos"))
                .isEqualTo(ClassifierEvaluations.auc(LSTM, "pos"));
        double[][] four = new double[ITEMS][4];
        LabelEvaluation more =
                new ClassificationEvaluator()
                        .evaluate(
                                new TableClassifier(
                                        "m", List.of("pos", "neg", "neutral", "mixed"), four),
                                data(TRUTHS));
        assertThatThrownBy(() -> ClassifierEvaluations.macroF1Difference(LSTM, more))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("different classes");
    }

    @Test
    void savedPredictionsGiveTheFiguresAgain() throws IOException {
        Path file = folder.resolve("predictions.tsv");
        ClassifierEvaluations.savePredictions(LSTM, file);
        List<String> header = List.of(Files.readAllLines(file).get(0).split("\t"));
        assertThat(header)
                .containsExactly("text", "truth", "prediction", "P(neg)", "P(neutral)", "P(pos)");
        Table read =
                Table.read().csv(CsvReadOptions.builder(file.toFile()).separator('\t').build());
        assertThat(read.rowCount()).isEqualTo(ITEMS);
        int right = 0;
        int[] hits = new int[3];
        int[] truths = new int[3];
        int[] guesses = new int[3];
        double brier = 0;
        for (int i = 0; i < ITEMS; i++) {
            String truth = read.stringColumn("truth").get(i);
            String guess = read.stringColumn("prediction").get(i);
            right += truth.equals(guess) ? 1 : 0;
            truths[LABELS.indexOf(truth)]++;
            guesses[LABELS.indexOf(guess)]++;
            hits[LABELS.indexOf(truth)] += truth.equals(guess) ? 1 : 0;
            for (int k = 0; k < 3; k++) {
                double p = read.doubleColumn("P(" + LABELS.get(k) + ")").get(i);
                assertThat(p).isEqualTo(ROWS[i][k]);
                brier += Math.pow(p - (truth.equals(LABELS.get(k)) ? 1 : 0), 2) / ITEMS;
            }
        }
        double f1 = 0;
        for (int k = 0; k < 3; k++) {
            f1 += 2.0 * hits[k] / (truths[k] + guesses[k]) / 3;
        }
        assertThat((double) right / ITEMS).isEqualTo(LSTM.accuracy());
        assertThat(f1).isCloseTo(LSTM.macroAveragedF1(), within(1e-12));
        assertThat(brier).isCloseTo(ClassifierEvaluations.brierScore(LSTM), within(1e-12));
        assertThat(Files.readString(file)).contains("\n\" \"\"text\"\"\t7\"\t");
        Path nowhere = folder.resolve("none").resolve("predictions.tsv");
        assertThatThrownBy(() -> ClassifierEvaluations.savePredictions(LSTM, nowhere))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("predictions.tsv");
    }

    @Test
    void theHardestErrorsAreThoseItWasMostSureOf() {
        List<Integer> errors = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            if (best(ROWS[i]) != TRUTHS[i]) {
                errors.add(i);
            }
        }
        errors.sort((a, b) -> Double.compare(ROWS[b][best(ROWS[b])], ROWS[a][best(ROWS[a])]));
        Table table = ClassifierEvaluations.hardestErrors(LSTM, 5);
        assertThat(table.name()).isEqualTo("Hardest errors of LSTM on reviews validation");
        assertThat(table.rowCount()).isEqualTo(5);
        for (int r = 0; r < 5; r++) {
            int i = errors.get(r);
            assertThat(table.stringColumn("text").get(r)).isEqualTo(" \"text\"\t" + i);
            assertThat(table.stringColumn("truth").get(r)).isEqualTo(LABELS.get(TRUTHS[i]));
            assertThat(table.stringColumn("prediction").get(r))
                    .isEqualTo(LABELS.get(best(ROWS[i])));
            assertThat(table.doubleColumn("confidence").get(r)).isEqualTo(ROWS[i][best(ROWS[i])]);
            assertThat(table.doubleColumn("P(truth)").get(r)).isEqualTo(ROWS[i][TRUTHS[i]]);
        }
        assertThat(ClassifierEvaluations.hardestErrors(LSTM, ITEMS).rowCount())
                .isEqualTo(errors.size());
        assertThatThrownBy(() -> ClassifierEvaluations.hardestErrors(LSTM, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Evaluations.accuracyBy(LSTM, "text"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no attribute \"text\"; there are [characters]");
    }

    @Test
    void tribuosOwnModelsCanBeCompared() {
        List<ArrayExample<Label>> examples =
                Arrays.stream(TRUTHS)
                        .mapToObj(
                                target ->
                                        new ArrayExample<>(
                                                new Label(LABELS.get(target)),
                                                new String[] {"x"},
                                                new double[] {1}))
                        .toList();
        MutableDataset<Label> dataset =
                new MutableDataset<>(
                        new ListDataSource<>(
                                new ArrayList<>(examples),
                                new LabelFactory(),
                                new SimpleDataSourceProvenance("test", new LabelFactory())));
        LabelEvaluation dummy =
                new LabelEvaluator()
                        .evaluate(
                                DummyClassifierTrainer.createConstantTrainer("pos").train(dataset),
                                dataset);
        Table table = Evaluations.compare(dummy, LSTM);
        assertThat(table.stringColumn("model").asList())
                .containsExactly("DummyClassifierModel", "LSTM");
        assertThat(table.doubleColumn("vs first").getDouble(1))
                .isCloseTo(LSTM.accuracy() - dummy.accuracy(), within(1e-12));
        assertThat(ClassifierEvaluations.predictions(dummy).row(3).getString("text"))
                .isEqualTo("item 3");
    }
}
