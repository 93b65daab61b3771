package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledText;

class EnsembleRecipeTest {
    private static final LabeledText FEW = LabeledText.load("opinions").train().sample(48, 1);

    @Test
    void oneRecipeWithOneMemberIsAClassifierAsUsual() {
        EnsembleRecipe recipes = TextClassifier.recipes("opinions");
        assertThat(recipes.first().name()).isEqualTo("opinions");
        try (var model = (TextClassifier) recipes.fit(FEW, 3);
                TextClassifier same = TextClassifier.recipe("opinions").fit(FEW, 3)) {
            assertThat(model.probabilities(FEW)).isDeepEqualTo(same.probabilities(FEW));
            assertThat(recipes.fit(FEW, 3, model)).isSameAs(model);
        }
    }

    @Test
    void everyRecipeTrainsItsMembersAndAllCountTheSame() {
        EnsembleRecipe recipes = TextClassifier.recipes("opinions, trec").members(2);
        try (TextClassifier first = TextClassifier.recipe("opinions").fit(FEW, 5)) {
            List<LabelPredictor<LabeledText>> members;
            double[][] together;
            try (var ensemble = (Ensemble<LabeledText>) recipes.fit(FEW, 5, first)) {
                members = ensemble.members();
                assertThat(members).hasSize(4).startsWith(first);
                assertThat(members)
                        .extracting(LabelPredictor::seed)
                        .containsExactly(5L, 6L, 5L, 6L);
                assertThat(ensemble.name())
                        .isEqualTo("2 x BiLSTM 1x64 and 2 x character + BiLSTM 1x150");
                together = ensemble.probabilities(FEW);
                for (int i = 0; i < FEW.size(); i++) {
                    double sum = 0;
                    for (var member : members) {
                        sum += member.probabilities(FEW.first(i + 1))[i][0];
                    }
                    assertThat(together[i][0]).isCloseTo(sum / 4, within(1e-5));
                }
            }
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> TextClassifier.recipes("opinions,,trec"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no recipe \"\"");
        assertThatThrownBy(() -> TextClassifier.recipes("trec, trec"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("twice")
                .hasMessageContaining("members(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextClassifier.recipes("trec").members(0))
                .withMessageContaining("at least 1");
    }
}
