package org.recurve.cli;

import java.io.File;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            KernelSpec.install(scratch.path());
            ProcessBuilder server = server();
            server.environment()
                    .merge(
                            "JUPYTER_PATH",
                            scratch.path("share/jupyter").toString(),
                            (old, ours) -> ours + File.pathSeparator + old);
            Process process = server.inheritIO().start();
            // Ctrl-C reaches the server too: it ends by itself, and its kernels with it.
            Thread wait = new Thread(() -> process.onExit().join());
            Runtime.getRuntime().addShutdownHook(wait);
            return process.waitFor();
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
