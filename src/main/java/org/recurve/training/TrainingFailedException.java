package org.recurve.training;

import org.recurve.core.RecurveException;

/**
 * A training left the numbers: a loss or gradient that is infinite or not a number. The model holds
 * the best weights of the finished epochs by then, or those it started with.
 */
public final class TrainingFailedException extends RecurveException {
    private static final long serialVersionUID = 1L;

    private final transient TrainingRun run;

    TrainingFailedException(String message, TrainingRun run, Throwable cause) {
        super(message, cause);
        this.run = run;
    }

    /** {@return the training up to the failure} */
    public TrainingRun run() {
        return run;
    }
}
