package org.recurve.cli;

import java.util.concurrent.CancellationException;
import org.recurve.core.RecurveException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code recurve} command. */
@Command(
        name = "recurve",
        description = "Recurrent neural networks in Java, driven from Jupyter notebooks.",
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            LabCommand.class,
            TestCommand.class,
            DataCommand.class,
            KernelCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  recurve run notebooks/quickstart.ipynb",
            "  recurve lab",
            "  recurve run --help",
            "",
            "Exit codes: 0 success, 1 a cell or a test failed, 2 wrong usage or input, 130 interrupted."
        })
public final class Recurve implements Runnable {
    /** What {@link #main} ends with. */
    static final int OK = 0;

    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args of the command line
     */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /**
     * Runs the command.
     *
     * @param args of the command line
     * @return the exit code
     */
    static int execute(String... args) {
        return new CommandLine(new Recurve())
                .setExecutionExceptionHandler((e, commandLine, result) -> fail(e, commandLine))
                .execute(args);
    }

    private static int fail(Exception e, CommandLine commandLine) throws Exception {
        if (e instanceof RecurveException) {
            commandLine.getErr().println("recurve: " + e.getMessage());
            return USAGE;
        }
        if (e instanceof CancellationException) {
            commandLine.getErr().println("recurve: " + e.getMessage());
            return INTERRUPTED;
        }
        throw e; // a fault of the program: picocli prints it whole
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** Tells the version of this build and of Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "recurve " + Project.version() + " (Java " + Runtime.version() + ")"
            };
        }
    }
}
