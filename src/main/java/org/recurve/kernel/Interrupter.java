package org.recurve.kernel;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.spi.ExecutionControl;

/**
 * Ends a cell on request: first by an interrupt, which sleeping and waiting code and Recurve's
 * loops obey; a cell that takes no notice is stopped. Library code that is at work gets the time to
 * leave its results in order, until a second request; so does the preparation of a class, which
 * would be lost for good.
 */
final class Interrupter {
    private static final long GRACE_MILLIS = 800;
    private static final Logger LOG = Logger.getLogger(Interrupter.class.getName());

    private final CellControl control;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "interrupter");
                        thread.setDaemon(true);
                        return thread;
                    });
    private int requests;
    private boolean running;
    private String reason;
    private ScheduledFuture<?> watch;
    private ScheduledFuture<?> timeout;

    Interrupter(CellControl control) {
        this.control = control;
    }

    /** A cell begins; it is interrupted after the given time unless that is negative. */
    synchronized void begin(long timeoutMillis) {
        control.thread().begin();
        running = true;
        requests = 0;
        reason = null;
        if (timeoutMillis >= 0) {
            timeout =
                    timer.schedule(
                            () -> interrupt("ran longer than " + timeoutMillis + " ms"),
                            timeoutMillis,
                            TimeUnit.MILLISECONDS);
        }
    }

    /** The cell has ended. */
    synchronized void end() {
        running = false;
        cancel(watch);
        cancel(timeout);
    }

    /** {@return why this cell was interrupted, or {@code null} if it was not} */
    synchronized String reason() {
        return reason;
    }

    /**
     * Interrupts the running cell, if one runs.
     *
     * @param why for the report ({@code "was interrupted"})
     */
    synchronized void interrupt(String why) {
        if (!running) {
            return;
        }
        requests++;
        reason = why;
        control.thread().interrupt();
        if (watch == null || watch.isDone()) {
            watch =
                    timer.scheduleWithFixedDelay(
                            this::look, GRACE_MILLIS, GRACE_MILLIS / 4, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void look() {
        if (!running) {
            return;
        }
        boolean ignored = control.thread().interruptPending() && !mustFinish();
        if (ignored || requests > 1) {
            try {
                control.forceStop();
            } catch (ExecutionControl.ExecutionControlException e) {
                LOG.log(Level.WARNING, "the cell could not be stopped", e);
            }
        }
    }

    // Nothing is lost of what is but being shown, and a value's own code may run there.
    private boolean mustFinish() {
        for (StackTraceElement frame : control.thread().stack()) {
            String name = frame.getClassName();
            boolean library =
                    name.startsWith("org.recurve.")
                            && !name.startsWith("org.recurve.kernel.")
                            && !name.startsWith("org.recurve.display.");
            boolean prepares =
                    frame.getMethodName().equals("<clinit>") && !name.startsWith("REPL.");
            if (library || prepares) {
                return true;
            }
        }
        return false;
    }

    private static void cancel(ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
