package org.recurve.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which snippet of JShell's came from which lines of which cell. */
final class Sources {
    private final Map<String, Origin> origins = new HashMap<>();

    /**
     * Where a snippet came from.
     *
     * @param cell what a reader calls the cell ({@code "cell 3"})
     * @param firstLine line of the cell that the snippet's first line is, from 1
     * @param lines the snippet's source
     */
    record Origin(String cell, int firstLine, List<String> lines) {
        /** {@return "cell 3, line 5" for a line of the snippet, from 1} */
        String place(int line) {
            return cell + ", line " + (firstLine + line - 1);
        }

        /** {@return a line of the snippet, from 1, or the empty string where there is none} */
        String text(int line) {
            return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
        }
    }

    /** Notes an origin. A snippet that replaces another may take over its id. */
    synchronized void put(String snippetId, Origin origin) {
        origins.put(snippetId, origin);
    }

    /** {@return the origin, or {@code null} for code that no cell holds} */
    synchronized Origin get(String snippetId) {
        return origins.get(snippetId);
    }
}
