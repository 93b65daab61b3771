package org.recurve.core;

import java.util.concurrent.CancellationException;

/**
 * How long work is asked to stop: by interrupting its thread, which is what the kernel does on
 * Jupyter's interrupt and the command line on Ctrl-C. Work looks between steps and leaves its
 * results in order before it ends.
 */
public final class Cancellation {
    private Cancellation() {}

    /** {@return whether this thread was asked to stop; the request stays set} */
    public static boolean requested() {
        return Thread.currentThread().isInterrupted();
    }

    /**
     * Ends work that has nothing to save.
     *
     * @param task what is being stopped, for the message
     * @throws CancellationException if this thread was asked to stop; the request is cleared
     */
    public static void check(String task) {
        if (Thread.interrupted()) {
            throw new CancellationException(task + " was interrupted");
        }
    }
}
