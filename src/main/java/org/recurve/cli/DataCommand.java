package org.recurve.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.DataFile;
import org.recurve.data.DataListing;
import org.recurve.data.FileCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code recurve data}: the catalogued data sets. */
@Command(
        name = "data",
        description = {
            "Lists, downloads and checks the public data sets that load by name.",
            "",
            "They are looked for in the folder that RECURVE_DATA names, then in the cache"
                    + " (~/.cache/recurve, or RECURVE_CACHE), then at their official address.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataCommand.Listing.class, DataCommand.Fetch.class, DataCommand.Check.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  recurve data list",
            "  recurve data fetch wikitext-2",
            "  RECURVE_DATA=~/data recurve data check"
        })
final class DataCommand implements Runnable {
    @Spec private CommandSpec spec;
    @ParentCommand private Recurve recurve;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** {@code recurve data list}. */
    @Command(
            name = "list",
            description = {"Lists the data sets: name, task, whether it is here, what it is.", ""},
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExample:%n",
            footer = "  recurve data list")
    static final class Listing implements Callable<Integer> {
        @ParentCommand private DataCommand data;
        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            List<List<String>> rows = new ArrayList<>();
            for (DataListing listing : data.recurve.catalog().list()) {
                rows.add(
                        List.of(
                                listing.set().name(),
                                listing.set().task(),
                                state(listing),
                                listing.set().about()));
            }
            Table.lines(rows).forEach(spec.commandLine().getOut()::println);
            return Recurve.OK;
        }

        private static String state(DataListing listing) {
            String where =
                    switch (listing.state()) {
                        case PRESENT -> "in RECURVE_DATA";
                        case CACHED -> "in the cache";
                        case EMBEDDED -> "comes with Recurve";
                        case ABSENT -> "not here";
                    };
            boolean partly =
                    listing.state() != DataListing.State.ABSENT && !listing.missing().isEmpty();
            return partly
                    ? where
                            + " but "
                            + String.join(
                                    ", ",
                                    listing.missing().stream().map(DataFile::fileName).toList())
                    : where;
        }
    }

    /** {@code recurve data fetch}. */
    @Command(
            name = "fetch",
            description = {
                "Downloads a data set into the cache where it is not on this machine yet, and checks"
                        + " it. A download that was interrupted goes on where it stopped.",
                ""
            },
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExample:%n",
            footer = "  recurve data fetch tiny-shakespeare")
    static final class Fetch implements Callable<Integer> {
        @ParentCommand private DataCommand data;
        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "Name of the data set.")
        private String name;

        @Override
        public Integer call() {
            Events.Subscription progress = Events.subscribe(Console.progressOfWork());
            try {
                data.recurve.catalog().fetch(name).forEach(spec.commandLine().getOut()::println);
            } finally {
                progress.close();
            }
            return Recurve.OK;
        }
    }

    /** {@code recurve data check}. */
    @Command(
            name = "check",
            description = {
                "Compares the files on this machine with the official ones by their SHA-256.",
                ""
            },
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExamples:%n",
            footer = {"  recurve data check", "  RECURVE_DATA=~/data recurve data check"})
    static final class Check implements Callable<Integer> {
        @ParentCommand private DataCommand data;
        @Spec private CommandSpec spec;

        @Override
        public Integer call() {
            List<FileCheck> checks = data.recurve.catalog().check();
            List<List<String>> rows = new ArrayList<>();
            for (FileCheck check : checks) {
                String result =
                        switch (check.result()) {
                            case VERIFIED -> "verified";
                            case UNVERIFIED -> "unverified (the official hash is not known)";
                            case MISMATCH -> "DIFFERS from the official file";
                        };
                rows.add(List.of(check.set().name(), result, check.where()));
            }
            Table.lines(rows).forEach(spec.commandLine().getOut()::println);
            long different =
                    checks.stream().filter(c -> c.result() == FileCheck.Result.MISMATCH).count();
            if (different > 0) {
                throw new RecurveException(
                        different
                                + " of "
                                + checks.size()
                                + " files differ from the official ones; delete them and fetch"
                                + " again, or keep them if they are meant to differ");
            }
            return Recurve.OK;
        }
    }
}
