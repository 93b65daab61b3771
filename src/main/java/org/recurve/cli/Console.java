package org.recurve.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.recurve.core.Event;
import org.recurve.display.TerminalProgress;

/**
 * What a command says while it works. In a terminal, how far it is stands in one line that changes;
 * in a log it is said in a line of its own, and seldom.
 */
final class Console {
    private static final int WIDTH = 79;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final PrintStream out;
    private final boolean terminal;
    private boolean open;
    private long nanos;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** {@return the console of this process: standard error, leaving the output to results} */
    static Console ofProcess() {
        return new Console(System.err, Boolean.getBoolean("recurve.terminal"));
    }

    /** {@return a listener that shows downloads and other long work of this process} */
    static Consumer<Event> progressOfWork() {
        return new TerminalProgress(System.err, Boolean.getBoolean("recurve.terminal"), WIDTH);
    }

    /** Says something that stays. */
    synchronized void say(String line) {
        clear();
        out.println(line);
        nanos = System.nanoTime();
    }

    /**
     * Says how far the work is, in place of what this method said before.
     *
     * @param line may be cut to the width of a terminal
     */
    synchronized void progress(String line) {
        if (terminal) {
            String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line;
            out.print("\r\033[K" + cut);
            out.flush();
            open = true;
        } else if (System.nanoTime() - nanos >= PAUSE_NANOS) {
            say(line);
        }
    }

    /** Takes away the changing line. */
    synchronized void clear() {
        if (open) {
            out.print("\r\033[K");
            out.flush();
            open = false;
        }
    }

    /** {@return whether lines change in place} */
    boolean isTerminal() {
        return terminal;
    }
}
