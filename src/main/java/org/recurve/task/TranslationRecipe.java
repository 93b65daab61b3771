package org.recurve.task;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.data.Examples;
import org.recurve.training.TrainingBuilder;

/**
 * A way to build and train a translation model, by the name of the data that it was made for.
 *
 * <pre>{@code
 * var recipe = TranslationModel.recipe("multi30k");
 * var model = recipe.model().build(splits.train());
 * recipe.training().seed(1).build().fit(model, splits.train(), splits.validation());
 * }</pre>
 */
public final class TranslationRecipe extends Recipe<TranslationModelBuilder, Examples<?>> {
    private static final List<TranslationRecipe> ALL =
            List.of(
                    new TranslationRecipe(
                            "multi30k",
                            () ->
                                    TranslationModel.builder()
                                            .lowerCase(true)
                                            .minCount(2)
                                            .tieWeights(true)
                                            .dropout(0.3)
                                            .labelSmoothing(0.1),
                            () -> adam(0.0015, 64).epochs(8)));

    private TranslationRecipe(
            String name,
            Supplier<TranslationModelBuilder> model,
            Supplier<TrainingBuilder<Examples<?>>> training) {
        super(name, model, training);
    }

    static TranslationRecipe of(String name) {
        return find(ALL, name, "translation models");
    }

    /** {@return the names of all recipes} */
    public static List<String> names() {
        return names(ALL);
    }
}
