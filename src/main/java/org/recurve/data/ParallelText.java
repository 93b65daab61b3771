package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Sentences with their translations, as readable text: cutting them into tokens is up to the model.
 * Hold-outs and folds look at pairs alone: where a source occurs twice, it may be in both parts.
 * Unchangeable.
 */
public final class ParallelText extends Examples<ParallelText> {
    private final List<String> sources;
    private final List<String> targets;

    /**
     * Makes data of pairs.
     *
     * @param sources sentences to translate, at least one
     * @param targets the translation of each
     * @param provenance where the data came from
     * @throws RecurveException if there is no pair, or the numbers differ
     */
    public ParallelText(List<String> sources, List<String> targets, DataProvenance provenance) {
        super(provenance);
        if (sources.size() != targets.size()) {
            throw new RecurveException(
                    String.format(
                            Locale.ROOT,
                            "%s has %,d sources but %,d translations: line n of one must be the translation of line n of the other",
                            provenance.dataset(),
                            sources.size(),
                            targets.size()));
        }
        if (sources.isEmpty()) {
            throw new RecurveException(
                    provenance.dataset() + " has no pairs of sentences; expected at least 1");
        }
        this.sources = List.copyOf(sources);
        this.targets = List.copyOf(targets);
    }

    @Override
    public int size() {
        return sources.size();
    }

    /** {@return the sentences to translate} */
    public List<String> sources() {
        return sources;
    }

    /** {@return the translation of each} */
    public List<String> targets() {
        return targets;
    }

    /** {@return the same pairs the other way round} */
    public ParallelText reversed() {
        return new ParallelText(targets, sources, derived(split(), "reversed"));
    }

    @Override
    ParallelText derive(int[] indices, DataProvenance derived) {
        List<String> someSources = new ArrayList<>();
        List<String> someTargets = new ArrayList<>();
        for (int i : indices) {
            someSources.add(sources.get(i));
            someTargets.add(targets.get(i));
        }
        return new ParallelText(someSources, someTargets, derived);
    }

    @Override
    String unit() {
        return "pairs";
    }

    /** {@return data set, split and size in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %s: %,d pairs", provenance().dataset(), split(), size());
    }
}
