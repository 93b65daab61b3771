package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Attributes in words, a value for each text: what kind of sentence it is, where it came from. */
final class TextAttributes {
    private final Map<String, List<String>> values;

    /**
     * Checks and copies attributes.
     *
     * @param values by name, for each text; {@code ""} where a text has none
     * @param size how many texts there are
     * @throws RecurveException if an attribute has more or fewer values than there are texts, no
     *     name, the name of another one but for its case, or one that the library uses itself
     */
    TextAttributes(Map<String, List<String>> values, int size) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(ColumnNames.RESERVED);
        values.forEach(
                (name, of) -> {
                    if (name.isBlank() || !names.add(name.toLowerCase(Locale.ROOT))) {
                        throw new RecurveException(
                                "an attribute cannot be called \""
                                        + name
                                        + "\": a name must not be blank, not that of another"
                                        + " attribute in another case, and none of "
                                        + new TreeSet<>(ColumnNames.RESERVED));
                    }
                    if (of.size() != size) {
                        throw new RecurveException(
                                "there must be a value of the attribute \"%s\" for each of %d texts, but there are %d"
                                        .formatted(name, size, of.size()));
                    }
                    copy.put(name, List.copyOf(of));
                });
        this.values = Collections.unmodifiableMap(copy);
    }

    Map<String, List<String>> values() {
        return values;
    }

    /** {@return the values of one attribute} */
    List<String> values(String name) {
        List<String> of = values.get(name);
        if (of == null) {
            throw new RecurveException(
                    "there is no attribute \""
                            + name
                            + "\"; "
                            + (values.isEmpty()
                                    ? "the data has none"
                                    : "there are " + String.join(", ", values.keySet())));
        }
        return of;
    }

    /** {@return the values of some of the texts, in their order} */
    Map<String, List<String>> pick(int[] indices) {
        Map<String, List<String>> picked = new LinkedHashMap<>();
        values.forEach(
                (name, of) -> picked.put(name, Arrays.stream(indices).mapToObj(of::get).toList()));
        return picked;
    }

    /** {@return the table with a column for each attribute after its own} */
    Table addTo(Table table) {
        values.forEach((name, of) -> table.addColumns(StringColumn.create(name, of)));
        return table;
    }

    /** Collects attributes text by text, of which not all need have the same. */
    static final class Collector {
        private final Map<String, List<String>> values = new LinkedHashMap<>();

        /** Equal values are one object: a large file has few different ones. */
        private final Map<String, String> known = new LinkedHashMap<>();

        private int size;

        /**
         * Takes the attributes of the next text.
         *
         * @param attributes by name; white space around a value does not count
         */
        void add(Map<String, String> attributes) {
            attributes
                    .keySet()
                    .forEach(
                            name ->
                                    values.computeIfAbsent(
                                            name,
                                            n -> new ArrayList<>(Collections.nCopies(size, ""))));
            values.forEach(
                    (name, of) -> {
                        String value = attributes.getOrDefault(name, "").strip();
                        of.add(known.computeIfAbsent(value, v -> v));
                    });
            size++;
        }

        Map<String, List<String>> values() {
            return values;
        }
    }
}
