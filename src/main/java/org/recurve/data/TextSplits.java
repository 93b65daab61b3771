package org.recurve.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.recurve.core.RecurveException;

/** The splits of a corpus and the text of each, which is looked for when it is asked for. */
final class TextSplits {
    static final List<String> NAMES = List.of("train", "validation", "test");

    private final String corpus;
    private final Map<String, Supplier<TextSection>> sections;
    private final String division;

    private TextSplits(
            String corpus, Map<String, Supplier<TextSection>> sections, String division) {
        this.corpus = corpus;
        this.sections = sections;
        this.division = division;
    }

    /** The splits of a catalogued set. */
    static TextSplits of(DataCatalog catalog, DataSet set, boolean exact) {
        if (!set.fractions().isEmpty()) {
            DataFile file = set.files().get(0);
            return of(set.name(), () -> catalog.obtain(set, file), set.fractions(), exact);
        }
        Map<String, Supplier<TextSection>> sections = new LinkedHashMap<>();
        for (DataFile file : set.files()) {
            sections.put(file.split(), () -> TextSection.all(catalog.obtain(set, file)));
        }
        return new TextSplits(set.name(), sections, "");
    }

    /** A text for each split. */
    static TextSplits of(String corpus, Map<String, DataInput> texts) {
        Map<String, Supplier<TextSection>> sections = new LinkedHashMap<>();
        texts.forEach((split, text) -> sections.put(split, () -> TextSection.all(text)));
        return new TextSplits(corpus, sections, "");
    }

    /** One file cut in order, by its characters; a split of fraction 0 is not there. */
    static TextSplits of(
            String corpus, Supplier<DataInput> input, List<Double> fractions, boolean exact) {
        Map<String, Supplier<TextSection>> sections = new LinkedHashMap<>();
        StringBuilder division = new StringBuilder();
        double start = 0;
        for (int i = 0; i < fractions.size(); i++) {
            double from = start;
            double to = start + fractions.get(i);
            start = to;
            if (to > from) {
                sections.put(NAMES.get(i), () -> cut(input.get(), from, to, exact));
                division.append(division.isEmpty() ? "" : "/").append(percent(to - from));
            }
        }
        return new TextSplits(corpus, sections, division.toString());
    }

    private static TextSection cut(DataInput input, double from, double to, boolean exact) {
        long length = TextSection.all(input).forEachLine(line -> {}).characters();
        return new TextSection(input, position(length, from), position(length, to), exact);
    }

    /** Sums such as 0.8 + 0.1 + 0.1 miss 1 by a rounding error, which must not cost a character. */
    private static long position(long length, double fraction) {
        return (long) Math.floor(length * fraction + 1e-6);
    }

    private static String percent(double fraction) {
        double percent = Math.round(fraction * 1e6) / 1e4;
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : "" + percent) + "%";
    }

    /**
     * {@return the text of a split}
     *
     * @throws RecurveException if there is no such split, or its file cannot be had
     */
    TextSection section(String split) {
        Supplier<TextSection> section = sections.get(split);
        if (section == null) {
            throw new RecurveException(
                    corpus
                            + " has no split \""
                            + split
                            + "\": it has "
                            + String.join(", ", sections.keySet())
                            + (division.isEmpty() ? "" : ", cut " + division + " from one file"));
        }
        return section.get();
    }

    /** {@return how one file was cut, empty where each split has its own file} */
    String division() {
        return division;
    }
}
