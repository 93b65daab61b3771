package org.recurve.kernel;

import java.util.List;

/** A cell failed; holds what Jupyter shows of it. */
final class CellException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<String> traceback;

    /**
     * Makes an error.
     *
     * @param name the kind of error
     * @param value the message
     * @param traceback lines for a reader
     * @param cause what was thrown, or {@code null} where nothing was
     */
    CellException(String name, String value, List<String> traceback, Throwable cause) {
        super(value, cause);
        this.name = name;
        this.traceback = List.copyOf(traceback);
    }

    String name() {
        return name;
    }

    List<String> traceback() {
        return traceback;
    }
}
