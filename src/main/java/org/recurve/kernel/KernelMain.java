package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the kernel: {@code java ... org.recurve.kernel.KernelMain CONNECTION_FILE}. */
public final class KernelMain {
    // Held, since the logging library itself may forget a logger and its level.
    private static final Map<Logger, Level> LEVELS =
            Map.of(
                    Logger.getLogger("ai.djl"),
                    Level.WARNING,
                    // Warns on every machine without a GPU.
                    Logger.getLogger("ai.djl.util.cuda"),
                    Level.SEVERE,
                    JupyterSocket.JUPYTER_LOGGER,
                    Level.WARNING);

    private KernelMain() {}

    /**
     * Serves the client that wrote the connection file, until it asks to stop or ends.
     *
     * @param args path of the connection file
     * @throws Exception if the file cannot be read or its ports cannot be bound
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: KernelMain CONNECTION_FILE (Jupyter gives it)");
            System.exit(2);
        }
        JavaKernel kernel = started();
        serve(kernel, KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
    }

    /**
     * Lets a kernel serve. If it cannot, the process ends and says why where it was started: the
     * channels that could be opened would keep it alive, and nobody reads what a kernel publishes
     * that never answered.
     */
    static void serve(JavaKernel kernel, KernelConnectionProperties properties)
            throws GeneralSecurityException {
        PrintStream errors = System.err; // the kernel takes it over
        try {
            kernel.serve(new Connection(properties));
        } catch (RuntimeException e) {
            e.printStackTrace(errors);
            System.exit(1);
        }
    }

    /** {@return a kernel that makes itself ready} */
    static JavaKernel started() {
        LEVELS.forEach(Logger::setLevel);
        Shutdown.withParent(System.getenv());
        JavaKernel kernel = new JavaKernel(KernelSettings.of(System.getenv()));
        kernel.start();
        return kernel;
    }
}
