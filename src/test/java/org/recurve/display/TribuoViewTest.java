package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.Drift;
import org.recurve.baseline.LabelShares;
import org.recurve.baseline.MajorityClass;
import org.recurve.baseline.MethodForecaster;
import org.recurve.core.DataProvenance;
import org.recurve.data.Frequency;
import org.recurve.data.LabeledText;
import org.recurve.data.MultiLabeledText;
import org.recurve.data.SeriesSet;
import org.recurve.data.TaggedText;
import org.recurve.data.TokenStream;
import org.recurve.evaluation.Backtest;
import org.recurve.evaluation.BacktestEvaluation;
import org.recurve.evaluation.ClassificationEvaluator;
import org.recurve.evaluation.CrossValidation;
import org.recurve.evaluation.Evaluations;
import org.recurve.evaluation.FixedPredictor;
import org.recurve.evaluation.ForecastEvaluation;
import org.recurve.evaluation.ForecastEvaluator;
import org.recurve.evaluation.LanguageModelEvaluation;
import org.recurve.evaluation.LanguageModelEvaluator;
import org.recurve.evaluation.MultiLabelClassificationEvaluator;
import org.recurve.evaluation.TableClassifier;
import org.recurve.evaluation.TableTagger;
import org.recurve.evaluation.TaggingEvaluation;
import org.recurve.evaluation.TaggingEvaluator;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class TribuoViewTest {
    private static final DataProvenance LETTERS =
            new DataProvenance("letters", "validation", List.of(), List.of());
    private static final TokenStream TEXT = FixedPredictor.stream(16, 1, 2, 3, 0, 1, 2, 3, 1);

    @Test
    void aLanguageModelEvaluationShowsItsFiguresAndFoldsItsProvenance() {
        LanguageModelEvaluation evaluation =
                new LanguageModelEvaluator().evaluate(FixedPredictor.uniform(4), TEXT);
        String html = Displays.html(evaluation).orElseThrow();
        assertThat(html)
                .contains("uniform (baseline) on letters validation", "perplexity", "4.00")
                .contains("<details><summary>Provenance</summary>", "letters.txt", "00ff", "lstm");
        Samples.xml("<div>" + html.replace("<br>", "<br/>") + "</div>");
        assertThat(Displays.text(evaluation)).contains("bits_per_character");
        assertThat(Displays.html(evaluation.getProvenance()).orElseThrow()).contains("letters");
    }

    @Test
    void aComparisonShowsTheDifferenceInPerCent() {
        LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
        String html =
                Displays.html(
                                Evaluations.compare(
                                        evaluator.evaluate(FixedPredictor.uniform(4), TEXT),
                                        evaluator.evaluate(FixedPredictor.uniform(3), TEXT)))
                        .orElseThrow();
        assertThat(html).contains(">-25.0%</td>", ">12.50%</td>", "uniform");
    }

    @Test
    void forecastersAreShownBesideTheirReference() {
        SeriesSet set = SeriesSet.of("bread", "0", Frequency.INDEX, 3, 1, 4, 1, 5, 9, 2, 6, 5);
        ForecastEvaluation evaluation =
                new ForecastEvaluator()
                        .evaluate(MethodForecaster.of(new Drift()), set.windows(4, 2));
        String html = Displays.html(evaluation).orElseThrow();
        assertThat(html)
                .contains("bread all, 4 windows of 2 steps", ">drift</th>", ">last value</th>")
                .contains("<details><summary>Provenance</summary>");
        Samples.xml("<div>" + html.replace("<br>", "<br/>") + "</div>");
        assertThat(Displays.text(evaluation)).contains("coverage_95");
        BacktestEvaluation backtest =
                new Backtest(set, "5", 2).run(train -> MethodForecaster.of(new Drift()));
        assertThat(Displays.html(backtest).orElseThrow()).contains("drift by origin", "skill");
        assertThat(Displays.text(backtest)).contains("2 origins, 5 to 7");
    }

    @Test
    void tribuosOwnEvaluationsAreShownInTheirOwnWay() {
        SimpleDataSourceProvenance provenance =
                new SimpleDataSourceProvenance("test", new LabelFactory());
        MutableDataset<Label> data =
                new MutableDataset<>(
                        new ListDataSource<>(
                                List.of(example("yes", 1), example("yes", 2), example("no", 3)),
                                new LabelFactory(),
                                provenance));
        LabelEvaluation evaluation =
                new LabelEvaluator()
                        .evaluate(
                                DummyClassifierTrainer.createMostFrequentTrainer().train(data),
                                data);
        assertThat(Displays.html(evaluation).orElseThrow())
                .contains(evaluation.toHTML(), "<details><summary>Provenance</summary>")
                .contains(Html.image(ConfusionMap.of(evaluation)));
    }

    @Test
    void aConfusionMapHasTruthsInRowsAndThePartsOfEach() {
        // Of three of "no" one is taken for "yes"; there is none of "maybe".
        List<String> labels = List.of("yes", "no", "maybe");
        LabeledText data =
                new LabeledText(
                        List.of("a", "b", "c", "d"), new int[] {0, 1, 1, 1}, labels, LETTERS);
        double[][] rows = {{1, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 1, 0}};
        LabelEvaluation evaluation =
                new ClassificationEvaluator()
                        .evaluate(new TableClassifier("m", labels, rows), data);
        HeatMap byHand =
                new HeatMap(
                        "Truth by prediction",
                        labels,
                        labels,
                        new double[][] {
                            {1, 0, 0},
                            {1 / 3.0, 2 / 3.0, 0},
                            {Double.NaN, Double.NaN, Double.NaN}
                        });
        assertThat(ConfusionMap.of(evaluation).svg()).isEqualTo(byHand.svg());
        assertThat(Displays.html(evaluation).orElseThrow()).contains(Html.image(byHand));
    }

    @Test
    void aTaggingEvaluationShowsSpansAndTheConfusionOfTags() {
        List<List<String>> tags = List.of(List.of("B-<X>", "I-<X>", "O"));
        TaggedText data = TaggedText.of(List.of(List.of("a", "b", "c")), tags, LETTERS);
        TaggingEvaluation evaluation =
                new TaggingEvaluator().evaluate(TableTagger.of("m", data.labels(), tags), data);
        String html = Displays.html(evaluation).orElseThrow();
        assertThat(html)
                .startsWith(evaluation.toHTML())
                .contains("m on letters validation", "span precision", "&lt;X&gt;")
                .contains(Html.image(ConfusionMap.of(evaluation.tokens())))
                .contains("<details><summary>Provenance</summary>");
        assertThat(Displays.text(evaluation)).contains("span_f1");
    }

    @Test
    void aMultiLabelEvaluationHasARowForEachLabel() {
        MultiLabeledText data =
                MultiLabeledText.of(
                        List.of("1", "2", "3", "4"),
                        List.of(List.of("<a>", "b"), List.of("<a>"), List.of("<a>"), List.of()),
                        new DataProvenance("topics", "test", List.of(), List.of()));
        MultiLabelEvaluation evaluation =
                new MultiLabelClassificationEvaluator().evaluate(LabelShares.fit(data), data);
        String text = Displays.text(evaluation);
        // "<a>" is predicted for all four, "b" for none.
        assertThat(text.lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
                .contains(
                        "<a>|3|4|0.750|1.000|0.857",
                        "b|1|0|0.000|0.000|0.000",
                        "mean of the labels (macro)|0.375|0.500|0.429",
                        "all decisions (micro)|4|4|0.750|0.750|0.750",
                        "4 items; all labels right: 0.500, mean Jaccard index: 0.625");
        String html = Displays.html(evaluation).orElseThrow();
        assertThat(html).contains("&lt;a&gt;</td>", ">0.857</td>", "<summary>Provenance</summary>");
        Samples.xml("<div>" + html.replace("<br>", "<br/>") + "</div>");
    }

    @Test
    void aCrossValidationIsATableOfItsModels() {
        LabeledText data =
                LabeledText.of(
                        List.of("u", "v", "w", "x"),
                        List.of("a", "a", "a", "b"),
                        new DataProvenance("letters", "train", List.of(), List.of()));
        var result = CrossValidation.of(data, 2, 1).add("most", MajorityClass::fit).run();
        assertThat(Displays.html(result).orElseThrow())
                .contains(
                        "2 folds of letters train", ">most</td>", ">accuracy sd<br>", ">0.75</td>");
        assertThat(Displays.text(result)).contains("most", "accuracy sd");
    }

    private static ArrayExample<Label> example(String label, double value) {
        return new ArrayExample<>(new Label(label), new String[] {"x"}, new double[] {value});
    }
}
