package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.recurve.baseline.MajorityClass;
import org.recurve.core.DataProvenance;
import org.recurve.data.LabeledText;
import org.recurve.data.TokenStream;
import org.recurve.evaluation.CrossValidation;
import org.recurve.evaluation.Evaluations;
import org.recurve.evaluation.FixedPredictor;
import org.recurve.evaluation.LanguageModelEvaluation;
import org.recurve.evaluation.LanguageModelEvaluator;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

import java.util.List;

class TribuoViewTest {
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
                .contains(evaluation.toHTML(), "<details><summary>Provenance</summary>");
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
                .contains("2 folds of letters train", ">most</td>", ">accuracy sd<br>", ">0.75</td>");
        assertThat(Displays.text(result)).contains("most", "accuracy sd");
    }

    private static ArrayExample<Label> example(String label, double value) {
        return new ArrayExample<>(new Label(label), new String[] {"x"}, new double[] {value});
    }
}
