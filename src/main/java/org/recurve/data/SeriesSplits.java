package org.recurve.data;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.recurve.core.RecurveException;

/**
 * Time series cut by time: what comes first to learn from, then what to choose by, then what to
 * judge on. Nothing is shuffled. The later parts know the values before them as their history,
 * which windows may look back to; the earlier ones know nothing of what comes after.
 *
 * <p>Safe for use by several threads.
 */
public final class SeriesSplits {
    private final String name;
    private final Map<String, Supplier<SeriesSet>> parts;

    /**
     * @param parts {@code "train"}, {@code "validation"}, {@code "test"} and {@code "development"}
     */
    SeriesSplits(String name, Map<String, Supplier<SeriesSet>> parts) {
        this.name = name;
        this.parts = Map.copyOf(parts);
    }

    /**
     * Reads a catalogued set in its usual parts: {@code ett-h1} in 12, 4 and 4 months of 30 days
     * (Zhou et al. 2021); of {@code m4-hourly} the last 48 steps are the test and the 48 before
     * them validation; of {@code beijing-pm25} the first year, without its first day, of which
     * nothing is known, is training, of which the last tenth validation, and the four years behind
     * it are the test; of {@code airline-passengers} the first 96 months are training, of which the
     * last 24 validation; {@code substation} in 6, 2 and 2 months of 30 days; of {@code bakeries}
     * the last 56 days are the test and the 56 before them validation. {@link SeriesSet#load} with
     * a split of one's own has anything else.
     *
     * @param name of the set
     * @return its parts, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static SeriesSplits load(String name) {
        return load(DataCatalog.standard(), name);
    }

    /**
     * Reads a set of another catalogue in its usual parts.
     *
     * @param catalog knows the set
     * @param name of the set
     * @return its parts, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static SeriesSplits load(DataCatalog catalog, String name) {
        return SeriesCatalog.splits(catalog, name);
    }

    /**
     * The same parts, each changed when it is asked for, such as {@code part ->
     * part.filled(Fill.ZERO)} or {@code part -> part.onlyTargets("OT")}. Each part is changed
     * together with the history it may look back to, and knows nothing of later ones.
     *
     * @param change makes a part into another
     * @return the changed parts
     */
    public SeriesSplits map(UnaryOperator<SeriesSet> change) {
        Map<String, Supplier<SeriesSet>> changed = new HashMap<>();
        parts.forEach((part, of) -> changed.put(part, () -> change.apply(of.get())));
        return new SeriesSplits(name, changed);
    }

    /** {@return the first part, to learn from} */
    public SeriesSet train() {
        return split("train");
    }

    /** {@return the part after it, to watch training and to choose by} */
    public SeriesSet validation() {
        return split("validation");
    }

    /** {@return the last part, to judge on, once} */
    public SeriesSet test() {
        return split("test");
    }

    /** {@return training and validation together: all that is known before the test} */
    public SeriesSet development() {
        return split("development");
    }

    /**
     * A part by its name.
     *
     * @param split {@code "train"}, {@code "validation"}, {@code "test"} or {@code "development"}
     * @return its series; those that have no step in it are left out
     * @throws RecurveException if there is no such part, it is empty, or a file of it cannot be had
     */
    public SeriesSet split(String split) {
        if (!parts.containsKey(split)) {
            throw new RecurveException(
                    "%s has no split \"%s\": it has train, validation, test and development"
                            .formatted(name, split));
        }
        return parts.get(split).get();
    }

    /**
     * What a model may learn from before it is judged on a part.
     *
     * @param judged {@code "validation"} or {@code "test"}
     * @return {@link #train} for the validation, {@link #development} for the test
     * @throws RecurveException as for {@link #split}
     */
    public SeriesSet trainingFor(String judged) {
        return switch (judged) {
            case "validation" -> train();
            case "test" -> development();
            default ->
                    throw new RecurveException(
                            "a model is judged on validation or test, not on \"" + judged + "\"");
        };
    }

    /** {@return name and parts in a line} */
    @Override
    public String toString() {
        return name + ": train, validation, test by time";
    }
}
