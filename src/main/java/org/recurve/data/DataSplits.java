package org.recurve.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.recurve.core.RecurveException;

/**
 * A data set in its splits, each read when it is first asked for, so that a missing file matters
 * only to who needs it.
 *
 * <p>What is published as a split stays one. Where there is no official validation split, {@link
 * #validation} is a tenth of the official training data, and where there is no official split at
 * all, {@link #test} is a tenth of the data before that; both are drawn with seed 0 by {@link
 * Examples#holdOut}, so that every class has the same share in all parts. Validation and test data
 * have the classes of the training data in the same order.
 *
 * <p>Safe for use by several threads.
 *
 * @param <S> type of the data
 */
public final class DataSplits<S extends Examples<S>> {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";
    private static final String ALL = "all";
    private static final double TENTH = 0.1;

    private final String name;
    private final Map<String, Supplier<S>> official;
    private final Map<String, S> published = new HashMap<>();
    private final Map<String, S> parts = new HashMap<>();

    private DataSplits(String name, Map<String, Supplier<S>> official) {
        this.name = name;
        this.official = official;
    }

    /** Reads an official split. */
    interface Reader<S> {
        S read(DataSet set, String split, List<DataInput> files);
    }

    /**
     * The splits of a catalogued set.
     *
     * @param catalog knows the set and finds its files
     * @param name of the set
     * @param kind what its type of data is called in messages
     * @param formats that the reader reads
     * @param reader makes data of files
     * @param aligned gives the second data the classes of the first
     * @throws RecurveException if there is no such set, or the reader cannot read it
     */
    static <S extends Examples<S>> DataSplits<S> of(
            DataCatalog catalog,
            String name,
            String kind,
            Set<String> formats,
            Reader<S> reader,
            BinaryOperator<S> aligned) {
        DataSet set = catalog.set(name);
        if (set.format() == null || !formats.contains(set.format())) {
            List<String> others =
                    catalog.sets().stream()
                            .filter(s -> s.format() != null && formats.contains(s.format()))
                            .map(DataSet::name)
                            .toList();
            throw new RecurveException(
                    "%s is a set for %s, not %s: sets of that kind are %s"
                            .formatted(name, set.task(), kind, String.join(", ", others)));
        }
        Map<String, List<DataFile>> files = new LinkedHashMap<>();
        for (DataFile file : set.files()) {
            files.computeIfAbsent(file.split(), s -> new ArrayList<>()).add(file);
        }
        Map<String, Supplier<S>> official = new LinkedHashMap<>();
        DataSplits<S> splits = new DataSplits<>(name, official);
        files.forEach(
                (split, of) ->
                        official.put(
                                split,
                                () -> {
                                    S data =
                                            reader.read(
                                                    set,
                                                    split,
                                                    of.stream()
                                                            .map(f -> catalog.obtain(set, f))
                                                            .toList());
                                    return split.equals(TRAIN) || !files.containsKey(TRAIN)
                                            ? data
                                            : aligned.apply(splits.official(TRAIN), data);
                                }));
        return splits;
    }

    /** {@return the catalogue's name of the set} */
    public String name() {
        return name;
    }

    /** {@return the data to learn from; see {@link #split}} */
    public S train() {
        return split(TRAIN);
    }

    /** {@return the data to watch training and to choose by; see {@link #split}} */
    public S validation() {
        return split(VALIDATION);
    }

    /** {@return the data to judge on, once; see {@link #split}} */
    public S test() {
        return split(TEST);
    }

    /**
     * Reads a split, the first time; later calls return the same.
     *
     * @param split {@code "train"}, {@code "validation"} or {@code "test"}
     * @return its data
     * @throws RecurveException if there is no such split, or its file cannot be had or is damaged
     */
    public synchronized S split(String split) {
        S part = parts.get(split);
        if (part == null) {
            if (!names().contains(split)) {
                throw unknown(split, names());
            }
            if (official.containsKey(split)
                    && !(split.equals(TRAIN) && !official.containsKey(VALIDATION))) {
                parts.put(split, official(split));
            } else {
                cut();
            }
            part = parts.get(split);
        }
        return part;
    }

    /**
     * What a model may learn from before it is judged on a split: before the test data, on which
     * nothing is chosen any more, also the part that {@link #validation} draws from the training
     * data. An official validation split is never learned from.
     *
     * @param judged {@code "validation"} or {@code "test"}
     * @return {@link #train}, with that part where it is meant
     * @throws RecurveException as for {@link #split}
     */
    public synchronized S trainingFor(String judged) {
        split(judged);
        return judged.equals(TEST) && !official.containsKey(VALIDATION) ? development() : train();
    }

    /**
     * All but the test data, also what {@link #validation} draws from the training data: for
     * cross-validation. An official validation split is not in it.
     *
     * @return its data
     * @throws RecurveException if a file cannot be had or is damaged
     */
    public synchronized S development() {
        return official.containsKey(ALL)
                ? official(ALL).holdOut(TENTH, 0, TEST).train()
                : official(TRAIN);
    }

    /** Draws the parts that are not official. */
    private void cut() {
        if (official.containsKey(ALL)) {
            parts.put(TEST, official(ALL).holdOut(TENTH, 0, TEST).validation());
        }
        HoldOut<S> inner = development().holdOut(TENTH, 0);
        parts.put(TRAIN, inner.train());
        parts.put(VALIDATION, inner.validation());
    }

    private List<String> names() {
        return official.containsKey(ALL) || official.containsKey(TEST)
                ? List.of(TRAIN, VALIDATION, TEST)
                : List.of(TRAIN, VALIDATION);
    }

    /**
     * Reads a split as it was published: the whole training data, also where a part of it serves
     * for validation, or the whole set where it has no splits; for cross-validation and for a last
     * training on all there is.
     *
     * @param split {@code "train"}, {@code "validation"}, {@code "test"}, or {@code "all"}
     * @return its data
     * @throws RecurveException if no such split was published, or its file cannot be had or is
     *     damaged
     */
    public synchronized S official(String split) {
        S data = published.get(split);
        if (data == null) {
            if (!official.containsKey(split)) {
                throw unknown(split, List.copyOf(official.keySet()));
            }
            data = official.get(split).get();
            published.put(split, data);
        }
        return data;
    }

    private RecurveException unknown(String split, List<String> known) {
        return new RecurveException(
                "%s has no split \"%s\": it has %s"
                        .formatted(name, split, String.join(", ", known)));
    }

    /**
     * The same set with something done to each official split before parts are drawn from it.
     *
     * @param change such as {@code LabeledText::deduplicated}
     * @return splits that are read when they are asked for
     */
    public DataSplits<S> map(UnaryOperator<S> change) {
        Map<String, Supplier<S>> changed = new LinkedHashMap<>();
        official.keySet().forEach(s -> changed.put(s, () -> change.apply(official(s))));
        return new DataSplits<>(name, changed);
    }

    /** {@return name and splits in a line} */
    @Override
    public String toString() {
        return name + ": " + String.join(", ", names());
    }
}
