package org.recurve.task;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.batch.Batches;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.training.Optimizers;
import org.recurve.training.Schedules;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;

/**
 * A way to build and train a model by name.
 *
 * @param <B> builder of the model
 * @param <D> what its training cuts into batches
 */
public abstract sealed class Recipe<B, D>
        permits ForecasterRecipe,
                LanguageModelRecipe,
                TextClassifierRecipe,
                SequenceClassifierRecipe,
                TranslationRecipe {
    private final String name;
    private final Supplier<B> model;
    private final Supplier<TrainingBuilder<D>> training;

    Recipe(String name, Supplier<B> model, Supplier<TrainingBuilder<D>> training) {
        this.name = name;
        this.model = model;
        this.training = training;
    }

    /** Adam whose rate falls along half a cosine; the weights of the last epoch are kept. */
    static TrainingBuilder<Examples<?>> adam(double rate, int batchSize) {
        return Training.builder()
                .optimizer(Optimizers.adam(rate))
                .schedule(Schedules.cosine())
                .clipNorm(1)
                .keepBest(false)
                .batches(Batches.buckets(batchSize));
    }

    /**
     * @param what they build, for the message
     */
    static <R extends Recipe<?, ?>> R find(List<R> all, String name, String what) {
        return all.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RecurveException(
                                        "there is no recipe \""
                                                + name
                                                + "\" for "
                                                + what
                                                + "; there are "
                                                + String.join(", ", names(all))));
    }

    static List<String> names(List<? extends Recipe<?, ?>> all) {
        return all.stream().<String>map(Recipe::name).toList();
    }

    /** {@return the name of this recipe} */
    public final String name() {
        return name;
    }

    /** {@return a new builder with the network's settings} */
    public final B model() {
        return model.get();
    }

    /** {@return a new builder with the training's settings; the seed is the caller's to choose} */
    public final TrainingBuilder<D> training() {
        return training.get();
    }

    @Override
    public final String toString() {
        return name;
    }
}
