package org.recurve.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.recurve.core.RecurveException;
import org.recurve.kernel.DefaultImports;
import org.recurve.kernel.KernelSpec;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recurve kernel}: the Jupyter kernel. */
@Command(
        name = "kernel",
        description =
                "Looks after the Jupyter kernel \"Java (Recurve)\", and says what another Java kernel needs.",
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KernelCommand.Install.class,
            KernelCommand.ClassPath.class,
            KernelCommand.Imports.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  recurve kernel install --user",
            "  recurve kernel imports > recurve.jshell",
            "  IJAVA_CLASSPATH=$(recurve kernel class-path)"
        })
final class KernelCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** {@code recurve kernel install}. */
    @Command(
            name = "install",
            description = {
                "Makes the kernel known to every Jupyter of this user, or of a prefix. The commands run"
                        + " and lab need no installed kernel.",
                ""
            },
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExamples:%n",
            footer = {"  recurve kernel install", "  recurve kernel install --prefix /usr/local"})
    static final class Install implements Callable<Integer> {
        @ArgGroup private Where where = new Where();

        /** One of the two, or none for the user. */
        static final class Where {
            @Option(names = "--user", description = "Into the user's own Jupyter (default).")
            private boolean user;

            @Option(
                    names = "--prefix",
                    paramLabel = "DIR",
                    description = "Into DIR/share/jupyter/kernels.")
            private Path prefix;
        }

        @Override
        public Integer call() {
            try {
                Path folder =
                        where.user || where.prefix == null
                                ? KernelSpec.write(userFolder().resolve("kernels/java"))
                                : KernelSpec.install(where.prefix);
                System.out.println("installed the kernel in " + folder);
                return Recurve.OK;
            } catch (IOException e) {
                throw new RecurveException("cannot install the kernel: " + e, e);
            }
        }

        /** Jupyter's data folder of this user. */
        private static Path userFolder() {
            String given = System.getenv("JUPYTER_DATA_DIR");
            if (given != null && !given.isBlank()) {
                return Path.of(given);
            }
            Path home = Path.of(System.getProperty("user.home"));
            boolean mac = System.getProperty("os.name").startsWith("Mac");
            String data = System.getenv("XDG_DATA_HOME");
            if (mac) {
                return home.resolve("Library/Jupyter");
            }
            return (data == null || data.isBlank() ? home.resolve(".local/share") : Path.of(data))
                    .resolve("jupyter");
        }
    }

    /** {@code recurve kernel class-path}. */
    @Command(
            name = "class-path",
            description = "Prints the class path that IJava or JJava needs to run the notebooks.",
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExamples:%n",
            footer = {
                "  recurve kernel class-path",
                "  export IJAVA_CLASSPATH=$(recurve kernel class-path)"
            })
    static final class ClassPath implements Callable<Integer> {
        @Override
        public Integer call() {
            // The kernels read it with slashes on every system.
            System.out.println(System.getProperty("java.class.path").replace('\\', '/'));
            return Recurve.OK;
        }
    }

    /** {@code recurve kernel imports}. */
    @Command(
            name = "imports",
            description =
                    "Prints what the notebooks have imported: a startup script for IJava or JJava.",
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExample:%n",
            footer = {"  recurve kernel imports > recurve.jshell"})
    static final class Imports implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.print(DefaultImports.imports());
            return Recurve.OK;
        }
    }
}
