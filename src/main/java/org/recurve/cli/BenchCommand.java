package org.recurve.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.core.RecurveException;
import org.recurve.kernel.KernelSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recurve bench}: how fast things are on this machine. */
@Command(
        name = "bench",
        description =
                "Measures how fast Recurve is on this machine. Let nothing else run beside it.",
        mixinStandardHelpOptions = true,
        versionProvider = Recurve.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = BenchCommand.Kernel.class,
        footerHeading = "%nExample:%n",
        footer = "  recurve bench kernel")
final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no benchmark was named");
    }

    /** {@code recurve bench kernel}. */
    @Command(
            name = "kernel",
            description = {
                "How long a notebook waits: until its kernel answers, for the first cell, for the first"
                        + " array. Starts the kernel several times, through Jupyter's own client.",
                ""
            },
            mixinStandardHelpOptions = true,
            versionProvider = Recurve.Version.class,
            footerHeading = "%nExample:%n",
            footer = "  recurve bench kernel --rounds 9")
    static final class Kernel implements Callable<Integer> {
        private static final List<String> STEPS =
                List.of("ready", "first cell", "first tensor", "cell");

        @Option(
                names = "--rounds",
                paramLabel = "N",
                defaultValue = "5",
                description = "Number of starts (default: ${DEFAULT-VALUE}).")
        private int rounds;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (rounds < 1) {
                throw new ParameterException(
                        spec.commandLine(), "--rounds: expected 1 or more, found " + rounds);
            }
            Map<String, List<Double>> seconds = new TreeMap<>();
            try (Scratch scratch = new Scratch()) {
                KernelSpec.install(scratch.path());
                // The first start reads its files from the disk.
                for (int round = 0; round <= rounds; round++) {
                    JsonObject times = start(scratch);
                    for (String step : STEPS) {
                        if (round > 0) {
                            seconds.computeIfAbsent(step, key -> new ArrayList<>())
                                    .add(times.get(step).getAsDouble());
                        }
                    }
                }
            }
            print(seconds);
            return Recurve.OK;
        }

        private static JsonObject start(Scratch scratch) throws IOException, InterruptedException {
            Path errors = scratch.path("errors.txt");
            ProcessBuilder builder =
                    Jupyter.with("jupyter_client")
                            .program("kernel_times.py", scratch.path(), List.of("java"))
                            .redirectError(errors.toFile());
            Jupyter.findsKernel(builder.environment(), scratch);
            Process process = builder.start();
            String told =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new RecurveException(
                        "the kernel could not be measured; Jupyter says:\n"
                                + Files.readString(errors).strip());
            }
            return JsonParser.parseString(told).getAsJsonObject();
        }

        private void print(Map<String, List<Double>> seconds) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("step", "median", "least", "most"));
            for (String step : STEPS) {
                double[] sorted =
                        seconds.get(step).stream()
                                .mapToDouble(Double::doubleValue)
                                .sorted()
                                .toArray();
                rows.add(
                        List.of(
                                step,
                                format(sorted[sorted.length / 2]),
                                format(sorted[0]),
                                format(sorted[sorted.length - 1])));
            }
            System.out.println(rounds + " starts on Java " + Runtime.version());
            Table.lines(rows).forEach(System.out::println);
        }

        private static String format(double seconds) {
            return String.format(Locale.ROOT, "%.3f s", seconds);
        }
    }
}
