package org.recurve.core;

/**
 * An error that its reader can do something about: wrong input, a missing file, a setting that does
 * not fit. The message names the offending thing, what was expected, what was found, and what to
 * do.
 *
 * <p>Mistakes of the calling code (a negative size, a null) stay {@link IllegalArgumentException}
 * and its kin.
 */
public class RecurveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error for the user.
     *
     * @param message what was wrong, what was expected and what to do
     */
    public RecurveException(String message) {
        super(message);
    }

    /**
     * Makes an error for the user.
     *
     * @param message what was wrong, what was expected and what to do
     * @param cause the error underneath
     */
    public RecurveException(String message, Throwable cause) {
        super(message, cause);
    }
}
