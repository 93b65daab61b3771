package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.RecurveException;
import org.recurve.data.DataCatalog;
import org.recurve.data.LabeledSeries;

/** Every recipe builds a network that learns, and says what it is. */
class SequenceClassifierRecipeTest {
    private static final LabeledSeries FEW =
            LabeledSeries.load("heartbeats").train().holdOut(0.1, 1).validation();

    static List<String> names() {
        return SequenceClassifierRecipe.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void fitsAndPredicts(String name) {
        SequenceClassifierRecipe recipe = SequenceClassifier.recipe(name);
        assertThat(recipe).hasToString(name);
        try (SequenceClassifier model = recipe.model().build(FEW)) {
            var run = recipe.training().epochs(1).seed(2).build().fit(model, FEW);
            assertThat(run.provenance().outcome()).isEqualTo("completed");
            assertThat(model.probabilities(FEW)).hasNumberOfRows(FEW.size());
            assertThat(model.settings().get("convolution").equals("0"))
                    .isEqualTo(!name.endsWith("-fcn"));
        }
    }

    /** A recipe is called as its data, and each has both kinds. */
    @Test
    void recipesComeInPairs() {
        List<String> alone = names().stream().filter(name -> !name.endsWith("-fcn")).toList();
        assertThat(names()).hasSize(2 * alone.size());
        for (String name : alone) {
            assertThat(names()).contains(name + "-fcn");
            assertThat(DataCatalog.standard().set(name).task()).isEqualTo("series-classification");
        }
    }

    @Test
    void fitIsModelAndTrainingInOne() {
        try (SequenceClassifier model = SequenceClassifier.recipe("heartbeats").fit(FEW, 3)) {
            assertThat(model.seed()).isEqualTo(3);
            assertThat(model.run().history().rowCount()).isEqualTo(20);
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> SequenceClassifier.recipe("sensors"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"sensors\"")
                .hasMessageContaining("heartbeats, heartbeats-fcn, ");
    }
}
