package org.recurve.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a request to end: the work is asked to stop, and the process waits until it has left
 * its results in order. Java then ends with the exit code of the signal, 130 for Ctrl-C.
 */
final class Interrupts implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /**
     * Listens from now on.
     *
     * @param stop asks the work to stop, and returns at once
     */
    Interrupts(Runnable stop) {
        hook =
                new Thread(
                        () -> {
                            requested = true;
                            stop.run();
                            await();
                        },
                        "interrupts");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("recurve: the work did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether the work was asked to stop} */
    boolean requested() {
        return requested;
    }

    /** The work is done: its results are in order. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                requested = true; // the signal came this moment: the process is ending
            }
        }
    }
}
