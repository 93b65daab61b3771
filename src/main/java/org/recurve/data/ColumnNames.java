package org.recurve.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Gives the columns of a user's table names that stand beside those of the library: no name twice,
 * whatever the case, since Tablesaw does not tell cases apart.
 */
final class ColumnNames {
    /** What tables and evaluations call a text, its label or labels and its length. */
    static final Set<String> RESERVED = Set.of("text", "label", "labels", "characters");

    private final Set<String> taken = new HashSet<>(RESERVED);

    /** {@return the name, or the first free one of {@code name_2}, {@code name_3}, …} */
    String free(String wanted) {
        String name = wanted.isBlank() ? "column" : wanted.strip();
        String candidate = name;
        for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = name + "_" + i;
        }
        return candidate;
    }
}
