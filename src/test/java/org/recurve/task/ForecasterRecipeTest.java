package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.core.RecurveException;
import org.recurve.data.DataCatalog;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesSplits;

/** Every recipe builds a network that learns, and says what it is. */
class ForecasterRecipeTest {
    private static final SeriesSet HOURS =
            SeriesSet.of(
                    "hours",
                    "2020-01-01 00:00",
                    Frequency.HOURLY,
                    new Random(1).doubles(1100, 1, 9).toArray());

    static List<String> names() {
        return ForecasterRecipe.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void fitsAndForecasts(String name) {
        ForecasterRecipe recipe = Forecaster.recipe(name);
        assertThat(recipe).hasToString(name);
        assertThat(DataCatalog.standard().sets())
                .anyMatch(s -> name.startsWith(s.name()) && s.task().equals("forecasting"));
        try (Forecaster model = recipe.model().build(HOURS)) {
            var run = recipe.training().epochs(1).seed(2).build().fit(model, HOURS);
            assertThat(run.provenance().outcome()).isEqualTo("completed");
            assertThat(model.forecast(HOURS).get(0).mean()).hasSize(model.horizon());
        }
    }

    @Test
    void fitIsModelAndTrainingInOne() {
        ForecasterRecipe recipe = Forecaster.recipe("airline-passengers");
        SeriesSet train = SeriesSplits.load("airline-passengers").train();
        try (Forecaster one = recipe.fit(train, 3);
                Forecaster again = recipe.model().build(train);
                Forecaster year = recipe.fit(recipe.model().horizon(12), train, 3)) {
            assertThat(one.seed()).isEqualTo(3);
            assertThat(one.horizon()).isEqualTo(1);
            recipe.training().seed(3).build().fit(again, train);
            assertThat(one.forecast(train).get(0).mean())
                    .containsExactly(again.forecast(train).get(0).mean());
            assertThat(year.forecast(train).get(0).mean()).hasSize(12);
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> Forecaster.recipe("passengers"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"passengers\"")
                .hasMessageContaining("airline-passengers, ");
    }
}
