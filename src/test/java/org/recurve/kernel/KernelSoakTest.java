package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many cells, many starts, many kernels at once. Small in the ordinary run of the tests; {@code
 * -Drecurve.soak=full} takes the sizes of the requirements and prints figures.
 */
class KernelSoakTest {
    private static final boolean FULL = "full".equals(System.getProperty("recurve.soak"));
    private static final int CELLS = FULL ? 2000 : 240;
    private static final int RESTARTS = FULL ? 50 : 3;
    private static final int TOGETHER = FULL ? 20 : 3;

    /** Code of the kinds that notebooks are made of; %d is the number of the cell. */
    private static final List<String> KINDS =
            List.of(
                    "int number = %d;",
                    "number * 2 + %d",
                    "System.out.println(\"line \" + %d);",
                    "display(\"shown \" + %d);",
                    "int fails() { throw new IllegalStateException(\"%d\"); }\nfails();",
                    "class Changing { int n = %d; }",
                    "var changing = new Changing(); changing.n += %d; changing.n",
                    """
                    try (var manager = NDManager.newBaseManager()) {
                        manager.ones(new Shape(100, 100)).mul(%d).sum().getFloat();
                    }
                    """);

    @TempDir Path folder;

    @Test
    void memoryGrowsByNoMoreThanCompiledCells() throws Exception {
        List<Memory> taken = new ArrayList<>();
        try (KernelProcess kernel = new KernelProcess(folder, Map.of(), "-Xmx512m")) {
            Instant start = Instant.now();
            for (int i = 1; i <= CELLS; i++) {
                String code = KINDS.get((i - 1) % KINDS.size()).replace("%d", Integer.toString(i));
                String expected = code.contains("throw") ? "error" : "ok";
                assertThat(kernel.execute(code).status()).as(code).isEqualTo(expected);
                if (i % (CELLS / 4) == 0) {
                    taken.add(memory(kernel));
                    Object memory = taken.get(taken.size() - 1);
                    Duration used = kernel.processorTime();
                    report("%,d cells in %s, processors %s: %s", i, since(start), used, memory);
                }
            }
        }
        Memory first = taken.get(0);
        Memory last = taken.get(taken.size() - 1);
        // A cell leaves its compiled code behind, in JShell and in the compiler's memory of it;
        // caches still fill up during the first cells.
        double cells = CELLS * 0.75;
        assertThat((last.heap() - first.heap()) / cells).isLessThan(FULL ? 40_000 : 150_000);
        assertThat((last.classes() - first.classes()) / cells).isLessThan(FULL ? 20_000 : 100_000);
    }

    /** Bytes in use after a collection, and the process's resident memory. */
    private record Memory(long heap, long classes, long resident) {
        @Override
        public String toString() {
            return "heap %.1f MB, classes %.1f MB, resident %.1f MB"
                    .formatted(heap / 1e6, classes / 1e6, resident / 1e6);
        }
    }

    private static Memory memory(KernelProcess kernel) {
        String figures =
                kernel.execute(
                                """
                                {
                                    System.gc();
                                    System.gc();
                                    var runtime = Runtime.getRuntime();
                                    long classes = 0;
                                    for (var pool : java.lang.management.ManagementFactory.getMemoryPoolMXBeans()) {
                                        if (pool.getType() == java.lang.management.MemoryType.NON_HEAP) {
                                            classes += pool.getUsage().getUsed();
                                        }
                                    }
                                    long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
                                    System.out.print(runtime.totalMemory() - runtime.freeMemory() + "," + classes + "," + pages * 4096);
                                }
                                """)
                        .printed("stdout");
        JsonArray array = JsonParser.parseString("[" + figures + "]").getAsJsonArray();
        return new Memory(
                array.get(0).getAsLong(), array.get(1).getAsLong(), array.get(2).getAsLong());
    }

    @Test
    void everyRestartEnds() throws Exception {
        Instant start = Instant.now();
        for (int i = 0; i < RESTARTS; i++) {
            Path own = Files.createDirectory(folder.resolve("restart" + i));
            try (KernelProcess kernel = new KernelProcess(own, Map.of())) {
                assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
                kernel.ask("control", "shutdown_request", Map.of("restart", true));
                assertThat(kernel.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(kernel.process().exitValue()).isZero();
            }
        }
        report("%d restarts in %s", RESTARTS, since(start));
    }

    @Test
    void kernelsStartTogether() throws Exception {
        Instant start = Instant.now();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            Path own = Files.createDirectory(folder.resolve("together" + i));
            CompletableFuture<String> answer = new CompletableFuture<>();
            answers.add(answer);
            new Thread(() -> answer(own, answer)).start();
        }
        for (CompletableFuture<String> answer : answers) {
            assertThat(answer.get(8, TimeUnit.MINUTES)).isEqualTo("42");
        }
        report("%d kernels together in %s", TOGETHER, since(start));
    }

    private static void answer(Path own, CompletableFuture<String> answer) {
        try (KernelProcess kernel = new KernelProcess(own, Map.of())) {
            answer.complete(kernel.execute("6 * 7").text());
        } catch (Exception | AssertionError e) {
            answer.completeExceptionally(e);
        }
    }

    private static Duration since(Instant start) {
        return Duration.between(start, Instant.now());
    }

    private static void report(String format, Object... values) {
        if (FULL) {
            System.out.printf(format + "%n", values);
        }
    }
}
