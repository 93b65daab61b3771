package org.recurve.kernel;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the process ends: on request, or with the client that started it. */
final class Shutdown {
    private static final long LIMIT_MILLIS = 2000;

    private Shutdown() {}

    /**
     * Ends the process once all that was answered has gone out, but does not wait for a cell that
     * will not end.
     */
    static void with(Connection connection) {
        Thread closer = new Thread(connection::close, "closer");
        closer.setDaemon(true);
        closer.start();
        Thread exit =
                new Thread(
                        () -> {
                            try {
                                closer.join(LIMIT_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            exit();
                        },
                        "exit");
        exit.start();
    }

    /** Ends the process when the one that Jupyter names as its parent ends. */
    static void withParent(Map<String, String> environment) {
        String parent = environment.get("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d{0,17}")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresent(Shutdown::with);
        }
    }

    private static void with(ProcessHandle parent) {
        Thread watch =
                new Thread(
                        () -> {
                            parent.onExit().join();
                            exit();
                        },
                        "parent watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Ends the process, also where a hook of the user's code does not return. */
    private static void exit() {
        Thread halt =
                new Thread(
                        () -> {
                            try {
                                TimeUnit.MILLISECONDS.sleep(LIMIT_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(0);
                        },
                        "halt");
        halt.setDaemon(true);
        halt.start();
        System.exit(0);
    }
}
