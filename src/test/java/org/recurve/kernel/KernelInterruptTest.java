package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An interrupt ends whatever a cell does, soon, and the kernel lives on. */
class KernelInterruptTest {
    /** It takes less than 2 s where nothing else runs; what is not stopped goes on for ever. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Processor time in a second of a kernel that does nothing, and some. */
    private static final Duration QUIET = Duration.ofMillis(200);

    /** Nested calls of an overloaded method: the compiler's work is more than doubled by each. */
    private static final int DEPTH = 8;

    @TempDir static Path folder;
    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws Exception {
        kernel = new KernelProcess(folder, Map.of());
        kernel.execute(
                """
                int work() { int n = 0; for (int i = 0; i < 1000; i++) n += i; return n; }
                class Endless { static int zero; static { while (zero == 0) { } } }
                var manager = NDManager.newBaseManager();
                var small = manager.ones(new Shape(32, 32));
                var large = manager.ones(new Shape(600, 600));
                """);
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    /** Starts a cell and returns its request's id once it has come to BEGUN. */
    private static String begin(String code) {
        String cell = kernel.submit(code.replace("BEGUN", "System.out.println(1);"));
        kernel.awaitPublished("stream", cell);
        return cell;
    }

    private static KernelProcess.Run interrupt(String cell) {
        kernel.interrupt();
        KernelProcess.Run run = kernel.await(cell);
        assertThat(run.status()).isEqualTo("error");
        assertThat(run.only("error").get("ename").getAsString()).isEqualTo("Interrupted");
        return run;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "busy loop | { BEGUN while (true) { } }",
                "small native calls | { BEGUN while (true) { small.matMul(small).close(); } }",
                "large native calls | { BEGUN while (true) { large.matMul(large).close(); } }",
                "stream | { BEGUN Stream.iterate(1, i -> i + 1).forEach(i -> { }); }",
                "parallel stream | { BEGUN IntStream.range(0, 99).parallel().forEach(i -> { while (true) { } }); }",
                "class initialiser | { BEGUN new Endless(); }",
                "evaluated code | eval(\"{ BEGUN while (true) { } }\");",
                "after evaluated code | { eval(\"1\"); BEGUN while (true) { } }",
                "endless lines | { BEGUN while (true) { System.out.println(\"again\"); } }",
                "sleep | { BEGUN Thread.sleep(3_600_000); }",
                "wait for ever | { BEGUN synchronized (\"\") { \"\".wait(); } }",
            })
    void stopsSoonAndLeavesNoUseOfTheProcessor(String name, String code) throws Exception {
        String cell = begin(code);
        Instant start = Instant.now();
        interrupt(cell);
        Duration taken = Duration.between(start, Instant.now());
        assertThat(taken).as(name).isLessThan(LIMIT);
        assertFallsQuiet(name);
        assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
    }

    // The compiler of the virtual machine may still be at work for a while.
    private static void assertFallsQuiet(String name) throws Exception {
        Duration used = LIMIT;
        for (int second = 0; second < 10 && used.compareTo(QUIET) > 0; second++) {
            Duration before = kernel.processorTime();
            Thread.sleep(1000);
            used = kernel.processorTime().minus(before);
        }
        assertThat(used).as(name).isLessThanOrEqualTo(QUIET);
    }

    @Test
    void secondInterruptEndsALoopThatSwallowsTheFirst() {
        String cell =
                begin("while (true) { try { BEGUN Thread.sleep(10); } catch (Exception e) { } }");
        kernel.interrupt();
        interrupt(cell);
        assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
    }

    /** Such a loop catches nearly every stop as well, so this may take some. */
    @Test
    void loopThatCatchesEverythingEnds() {
        interrupt(begin("{ BEGUN while (true) { try { work(); } catch (Throwable t) { } } }"));
        assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
    }

    /** A class whose initialiser is broken off can never be used again. */
    @Test
    void classesOfLibrariesAreMadeReady() {
        String cell = kernel.submit("org.recurve.kernel.SlowStart.value()");
        kernel.awaitPublished("stream", cell);
        interrupt(cell);
        assertThat(kernel.execute("org.recurve.kernel.SlowStart.value()").text()).isEqualTo("42");
    }

    @Test
    void waitForInputEnds() {
        String cell = kernel.submit("System.in.read()");
        kernel.awaitQuestion();
        interrupt(cell);
        String next = kernel.submit("System.in.read()");
        kernel.answer("A");
        assertThat(kernel.await(next).text()).isEqualTo("65");
    }

    /** The compiler goes to the end of its work, but nothing of it is run. */
    @Test
    void whatIsBeingCompiledIsNotRun() {
        kernel.execute(
                """
                <T> T twice(java.util.concurrent.Callable<T> work) { return null; }
                void twice(Runnable work) { }
                System.clearProperty("ran");
                """);
        String slow = "twice(() -> ".repeat(DEPTH) + "1" + ")".repeat(DEPTH);
        String cell =
                kernel.submit(
                        "{ System.setProperty(\"ran\", \"yes\"); if (work() < 0) " + slow + "; }");
        kernel.awaitPublished("execute_input", cell);
        interrupt(cell);
        assertThat(kernel.execute("System.getProperty(\"ran\", \"no\")").text()).isEqualTo("no");
    }

    @Test
    void restOfTheCellIsNotRun() {
        String cell = begin("{ BEGUN Thread.sleep(3_600_000); }\nint unreached = 1;");
        interrupt(cell);
        assertThat(kernel.execute("unreached").status()).isEqualTo("error");
    }

    @Test
    void cellsBehindAreAborted() {
        String first = begin("{ BEGUN while (true) { } }");
        List<String> behind =
                List.of(kernel.submit("int behind = 1;"), kernel.submit("int behind = 2;"));
        interrupt(first);
        for (String cell : behind) {
            assertThat(kernel.await(cell).status()).isEqualTo("aborted");
        }
        assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
    }

    @Test
    void withoutACellItIsAnsweredAndForgotten() {
        kernel.interrupt();
        assertThat(kernel.execute("Thread.sleep(5); 6 * 7").text()).isEqualTo("42");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "value | new Slow()",
                "value of several | List.of(new Slow(), 1)",
                "display | display(new Slow());",
                "html | new SlowPage()",
            })
    void endlessRenderingStops(String name, String code) {
        kernel.execute(
                """
                import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
                class Slow {
                    public String toString() {
                        System.out.println("begun");
                        while (true) { }
                    }
                }
                record SlowPage() {}
                getKernelInstance().getRenderer().createRegistration(SlowPage.class)
                        .preferring(MIMEType.TEXT_HTML)
                        .register((page, context) -> context.renderIfRequested(
                                MIMEType.TEXT_HTML, () -> new Slow().toString()));
                """);
        String cell = kernel.submit(code);
        kernel.awaitPublished("stream", cell);
        KernelProcess.Run run = interrupt(cell);
        if (!name.equals("display")) {
            assertThat(run.only("error").get("evalue").getAsString()).contains("rendered");
        }
        assertThat(run.of("execute_result")).isEmpty();
        assertThat(kernel.execute("6 * 7").text()).isEqualTo("42");
    }
}
