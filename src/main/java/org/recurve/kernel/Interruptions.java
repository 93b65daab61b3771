package org.recurve.kernel;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** Tells what work throws because it was interrupted from what it throws otherwise. */
final class Interruptions {
    private Interruptions() {}

    @SuppressWarnings("removal")
    static boolean causedBy(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException
                    || t instanceof ThreadDeath
                    || t instanceof CancellationException
                    || t instanceof InterruptedIOException
                    || t instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }
}
