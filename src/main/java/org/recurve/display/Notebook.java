package org.recurve.display;

import java.util.List;
import java.util.Optional;
import org.recurve.core.Event;
import org.recurve.core.Events;

/** Brings Recurve's displays to notebooks whose kernel is not Recurve's own. */
public final class Notebook {

    /** A static method that gives the kernel that runs. */
    private record Accessor(String kernel, String className, String method) {}

    private static final List<Accessor> OTHERS =
            List.of(
                    new Accessor("IJava", "io.github.spencerpark.ijava.IJava", "getKernelInstance"),
                    new Accessor("JJava", "org.dflib.jjava.JJava", "getKernelInstance"),
                    new Accessor(
                            "JJava",
                            "org.dflib.jjava.jupyter.kernel.BaseKernel",
                            "notebookKernel"));

    private static Object kernel;
    private static Events.Subscription progress;

    private Notebook() {}

    /**
     * Makes the kernel of this notebook show values as tables and pictures, and long work live:
     * IJava and JJava are found by reflection. Recurve's own kernel does so by itself. Where there
     * is no kernel, or one of another kind, values stay text and long work prints a line now and
     * then. To be called once, in the first cell; more calls change nothing.
     *
     * @return what was done, in a few words
     */
    public static synchronized String attach() {
        if (Reflected.ask("org.recurve.kernel.CellFunctions", "getKernelInstance").isPresent()) {
            return "Recurve's own kernel shows everything by itself";
        }
        String reason = "no kernel runs here";
        for (Accessor other : OTHERS) {
            Optional<Object> found = Reflected.ask(other.className, other.method);
            if (found.isEmpty()) {
                continue;
            }
            try {
                attach(found.get());
                return other.kernel
                        + " shows Recurve's values as tables and pictures, and long work live";
            } catch (ReflectiveOperationException e) {
                reason = "this " + other.kernel + " is of an unknown kind (" + e.getMessage() + ")";
            }
        }
        if (progress == null) {
            progress = Events.subscribe(new TerminalProgress(System.out, false, 0));
        }
        return reason + ": values are text, long work prints lines";
    }

    @SuppressWarnings("ReferenceEquality") // The very kernel, whatever it says of equality.
    private static void attach(Object found) throws ReflectiveOperationException {
        if (found == kernel) {
            return;
        }
        LiveProgress live = new LiveProgress(JupyterKernel.of(found));
        detach();
        kernel = found;
        progress = Events.subscribe((Event event) -> follow(live, event));
    }

    private static void follow(LiveProgress live, Event event) {
        live.accept(event);
        live.forgetFinished();
    }

    /** Ends the progress; renderings stay with their kernel. */
    static synchronized void detach() {
        if (progress != null) {
            progress.close();
        }
        progress = null;
        kernel = null;
    }
}
