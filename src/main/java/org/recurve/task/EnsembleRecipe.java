package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledText;
import org.recurve.training.Training;

/**
 * A way to build and train classifiers of text that answer together, each by a recipe of its own or
 * with a seed of its own. Networks of different kinds err on different texts, so that two kinds
 * together are often better than two of a kind. One recipe with one member is a classifier as
 * usual.
 *
 * <pre>{@code
 * var recipes = TextClassifier.recipes("trec-from-language-model,trec-from-word-vectors")
 *         .startFrom(languageModel)
 *         .members(2);
 * var four = recipes.fit(train, 1);
 * }</pre>
 */
public final class EnsembleRecipe {
    private final List<TextClassifierRecipe> recipes;
    private final int members;

    private EnsembleRecipe(List<TextClassifierRecipe> recipes, int members) {
        this.recipes = recipes;
        this.members = members;
    }

    /**
     * @param names of recipes, with commas between them
     */
    static EnsembleRecipe of(String names) {
        List<String> each = Stream.of(names.split(",", -1)).map(String::strip).toList();
        if (Set.copyOf(each).size() < each.size()) {
            throw new RecurveException(
                    "\"%s\" names a recipe twice; for more networks of one kind set members(...)"
                            .formatted(names));
        }
        return new EnsembleRecipe(each.stream().map(TextClassifierRecipe::of).toList(), 1);
    }

    /**
     * Sets how many networks each recipe trains.
     *
     * @param each at least 1, the default
     * @return the same recipes with so many members each
     * @throws IllegalArgumentException if there is to be none
     */
    public EnsembleRecipe members(int each) {
        if (each < 1) {
            throw new IllegalArgumentException("members must be at least 1, not " + each);
        }
        return new EnsembleRecipe(recipes, each);
    }

    /**
     * Lets the models of all recipes start from a language model.
     *
     * @param language see {@link TextClassifierRecipe#startFrom}
     * @return the same recipes with that start
     */
    public EnsembleRecipe startFrom(LanguageModel language) {
        return new EnsembleRecipe(
                recipes.stream().map(recipe -> recipe.startFrom(language)).toList(), members);
    }

    /** {@return the first recipe: often the only one} */
    public TextClassifierRecipe first() {
        return recipes.get(0);
    }

    /**
     * Builds and trains all of them, one after the other.
     *
     * @param train to learn from
     * @param seed of the first training of each recipe; the others have the numbers after it
     * @return the only one, or an {@link Ensemble} in which all count the same
     * @throws RecurveException as {@link Training#fit} does
     */
    public LabelPredictor<LabeledText> fit(LabeledText train, long seed) {
        TextClassifier fitted = first().fit(train, seed);
        try {
            return fit(train, seed, fitted);
        } catch (RuntimeException e) {
            fitted.close();
            throw e;
        }
    }

    /**
     * The same, with the first of them trained already, say to have been watched.
     *
     * @param train to learn from
     * @param seed as above
     * @param fitted by {@link #first} with this seed
     * @return {@code fitted}, or an {@link Ensemble} with it; closing that closes it
     * @throws RecurveException as {@link Training#fit} does
     */
    public LabelPredictor<LabeledText> fit(LabeledText train, long seed, TextClassifier fitted) {
        List<TextClassifier> all = new ArrayList<>(List.of(fitted));
        try {
            for (TextClassifierRecipe recipe : recipes) {
                for (int i = recipe == first() ? 1 : 0; i < members; i++) {
                    all.add(recipe.fit(train, seed + i));
                }
            }
        } catch (RuntimeException e) {
            all.subList(1, all.size()).forEach(TaskModel::close);
            throw e;
        }
        return all.size() == 1 ? fitted : Ensemble.of(all);
    }
}
