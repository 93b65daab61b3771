package org.recurve.cli;

import java.util.Collections;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.recurve.core.RecurveException;
import org.recurve.data.DataCatalog;
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
            KernelCommand.class,
            BenchCommand.class
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
    private final Supplier<DataCatalog> catalog;

    private Recurve(Supplier<DataCatalog> catalog) {
        this.catalog = catalog;
    }

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args of the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine(DataCatalog::standard).execute(args));
    }

    /**
     * {@return the command, ready to be executed}
     *
     * @param catalog the data sets that it knows
     */
    static CommandLine commandLine(Supplier<DataCatalog> catalog) {
        CommandLine command = new CommandLine(new Recurve(catalog));
        CommandLine.IParameterExceptionHandler standard = command.getParameterExceptionHandler();
        return command.setUsageHelpWidth(100)
                .setParameterExceptionHandler(
                        (e, arguments) ->
                                isUnknownCommand(e)
                                        ? unknown(e, arguments[0])
                                        : standard.handleParseException(e, arguments))
                .setExecutionExceptionHandler((e, commandLine, result) -> fail(e, commandLine));
    }

    private static boolean isUnknownCommand(ParameterException e) {
        return e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && e.getCommandLine().getParent() == null;
    }

    // Picocli suggests by shared letters, which takes "rnu" for "kernel".
    private static int unknown(ParameterException e, String name) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest =
                Collections.min(
                        e.getCommandLine().getSubcommands().keySet(),
                        Comparator.comparingInt(known -> distance.apply(name, known)));
        e.getCommandLine()
                .getErr()
                .printf(
                        "recurve: unknown command \"%s\"; did you mean \"%s\"? All commands: recurve"
                                + " --help%n",
                        name, nearest);
        return USAGE;
    }

    /** {@return the data sets} */
    DataCatalog catalog() {
        return catalog.get();
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
