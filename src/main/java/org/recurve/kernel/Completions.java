package org.recurve.kernel;

import java.util.List;

/**
 * What may be written at a place of a cell.
 *
 * @param matches the best first
 * @param start where the text begins that a match replaces, in Unicode code points
 * @param end where that text ends
 */
record Completions(List<Completion> matches, int start, int end) {
    Completions {
        matches = List.copyOf(matches);
    }

    /** {@return the texts of the matches} */
    List<String> texts() {
        return matches.stream().map(Completion::text).toList();
    }
}
