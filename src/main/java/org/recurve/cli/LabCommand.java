package org.recurve.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.recurve.core.RecurveException;
import org.recurve.kernel.KernelSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code recurve lab}: the notebooks in the browser. */
@Command(
        name = "lab",
        description = {
            "Opens the notebooks in the browser with the kernel ready: in JupyterLab where there is"
                    + " one, else in Jupyter Notebook.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {"  recurve lab", "  recurve lab --no-browser --port 9000"})
final class LabCommand implements Callable<Integer> {
    @Option(names = "--no-browser", description = "Only tells the address to open.")
    private boolean noBrowser;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to serve on.")
    private Integer port;

    private volatile Process server;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Jupyter asks back at Ctrl-C; this ends it at once, and its kernels with it.
        try (Interrupts interrupts = new Interrupts(this::stop);
                Scratch scratch = new Scratch()) {
            KernelSpec.install(scratch.path());
            ProcessBuilder builder = server().inheritIO();
            Jupyter.findsKernel(builder.environment(), scratch);
            server = builder.start();
            int exit = server.waitFor();
            return interrupts.requested() ? Recurve.INTERRUPTED : exit;
        }
    }

    private void stop() {
        if (server != null) {
            server.destroy();
        }
    }

    private ProcessBuilder server() {
        List<String> arguments = new ArrayList<>(List.of("-m"));
        Jupyter jupyter;
        try {
            jupyter = Jupyter.with("jupyterlab");
            arguments.add("jupyterlab");
        } catch (RecurveException e) {
            jupyter = Jupyter.with("notebook");
            arguments.add("notebook");
        }
        arguments.add("--notebook-dir=" + Project.home().resolve("notebooks"));
        if (System.getProperty("user.name").equals("root")) {
            arguments.add("--allow-root");
        }
        if (noBrowser) {
            arguments.add("--no-browser");
        }
        if (port != null) {
            arguments.add("--port=" + port);
        }
        return jupyter.python(arguments);
    }
}
