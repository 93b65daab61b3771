package org.recurve.cli;

import java.util.Comparator;
import java.util.concurrent.Callable;
import org.recurve.data.DataCatalog;
import org.recurve.data.DataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recurve data}: the catalogued data sets. */
@Command(
        name = "data",
        description = "Lists, downloads and checks the public data sets that load by name.",
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataCommand.Listing.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  recurve data list",
            "  recurve data fetch wikitext-2",
            "  RECURVE_DATA=~/data recurve data check"
        })
final class DataCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** {@code recurve data list}. */
    @Command(
            name = "list",
            description = "Lists the data sets.",
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExample:%n",
            footer = "  recurve data list")
    static final class Listing implements Callable<Integer> {
        @Override
        public Integer call() {
            var sets = DataCatalog.standard().sets();
            int width =
                    sets.stream()
                            .map(s -> s.name().length())
                            .max(Comparator.naturalOrder())
                            .orElse(0);
            for (DataSet set : sets) {
                System.out.println(
                        String.format(
                                "%-" + width + "s  %s: %s", set.name(), set.task(), set.about()));
            }
            return Recurve.OK;
        }
    }
}
