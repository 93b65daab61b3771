package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.browser.Chromium;
import org.recurve.browser.ClassicNotebook;
import org.recurve.browser.Color;
import org.recurve.browser.OutputWatch;
import org.recurve.browser.OutputWatch.State;
import org.recurve.browser.Page;
import org.recurve.browser.Page.Picture;

/** The kernel where people work with it: notebooks in the browser, used with the mouse. */
@ExtendWith(BrowserNeeds.class)
class BrowserTest {
    /** The code cell of the quickstart that trains. */
    private static final int TRAINING = 1;

    /** Under a minute on an idle machine. */
    private static final int QUICKSTART_SECONDS = 400;

    /** What the Web Content Accessibility Guidelines 2.2 ask of text, and of graphics. */
    private static final double READABLE = 4.5;

    private static final double VISIBLE = 3;

    @TempDir static Path project;
    private static LabServer server;
    private static Chromium browser;

    // The quickstart, which is run once.
    private static List<State> states;
    private static List<Picture> pictures;
    private static List<String> prompts;
    private static List<String> failures;
    private static List<String> errors;
    private static URI exported;

    @BeforeAll
    static void runTheQuickstart() throws Exception {
        Path quickstart = Path.of("notebooks/quickstart.ipynb");
        Files.createDirectory(project.resolve("notebooks"));
        Files.writeString(copy(), cleared(quickstart));
        server = new LabServer(project);
        browser = Chromium.start();

        ClassicNotebook notebook = open(copy());
        OutputWatch watch = new OutputWatch(browser, notebook.cells().get(TRAINING));
        notebook.runAll();
        if (Screenshots.wanted()) {
            browser.await("a second epoch", QUICKSTART_SECONDS, () -> watch.curves() == 2);
            Screenshots.take(browser, "light");
        }
        notebook.awaitEnd(notebook.cells().size() - 1, QUICKSTART_SECONDS);
        states = watch.states();
        pictures = new Page(browser).pictures();
        prompts = notebook.prompts();
        failures = notebook.failures();
        notebook.save();
        errors = browser.errors();
        exported = export(copy());
    }

    @AfterAll
    static void end() throws Exception {
        try {
            if (browser != null) {
                browser.close();
            }
        } finally {
            if (server != null) {
                server.end();
            }
        }
    }

    private static Path copy() {
        return project.resolve("notebooks/quickstart.ipynb");
    }

    private static URI export(Path notebook) throws IOException {
        NotebookPlan plan = NotebookPlan.of(notebook, List.of());
        Path html = project.resolve(plan.name() + ".html");
        try (Scratch scratch = new Scratch()) {
            Jupyter jupyter = Jupyter.with("nbclient", "nbconvert");
            HtmlExport.write(jupyter, scratch.path(), notebook, html, plan);
        }
        return html.toUri();
    }

    private static ClassicNotebook open(Path notebook) {
        return new ClassicNotebook(browser, server.address(notebook.getFileName().toString()));
    }

    private static long curves(List<State> states) {
        return states.stream()
                .map(State::curve)
                .filter(curve -> !curve.isEmpty())
                .distinct()
                .count();
    }

    @AfterEach
    void theConsoleHasNoErrors() {
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void everyCellOfTheQuickstartRuns() {
        assertThat(failures).isEmpty();
        assertThat(prompts)
                .isEqualTo(
                        IntStream.rangeClosed(1, prompts.size())
                                .mapToObj(n -> "In [" + n + "]:")
                                .toList());
    }

    @Test
    void theConsoleOfTheQuickstartHasNoErrors() {
        assertThat(errors).isEmpty();
    }

    @Test
    void theCurveMovesWhileTheNetworkLearns() {
        List<State> live = states.stream().filter(State::running).toList();
        assertThat(live.stream().map(State::text).distinct()).hasSizeGreaterThan(10);
        assertThat(curves(live)).as("learning curves before the end").isGreaterThanOrEqualTo(2);
        assertThat(live.stream().allMatch(State::inLine)).as("bar beside its name").isTrue();
        assertThat(states.get(states.size() - 1).text()).contains("100 %");
    }

    @Test
    void theDisplayChangesAtMostFourTimesASecond() {
        double seconds = states.get(states.size() - 1).seconds() - states.get(0).seconds();
        // The first and the last do not wait.
        assertThat(states.size()).isLessThanOrEqualTo(2 + (int) Math.ceil(4 * seconds));
    }

    @Test
    void thePicturesOfTheQuickstartAreSeenAndFit() {
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(2).allSatisfy(BrowserTest::isSeenAndFits);
    }

    private static void isSeenAndFits(Picture picture) {
        assertThat(picture.alt()).isNotBlank();
        assertThat(picture.natural()).as("its own width").isPositive();
        assertThat(picture.height()).isPositive();
        assertThat(picture.width()).isPositive().isLessThanOrEqualTo(picture.room());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theExportedPageIsReadable(String scheme) throws Exception {
        browser.scheme(scheme);
        browser.open(exported);
        Page page = new Page(browser);
        page.unfold();
        if (Screenshots.wanted() && scheme.equals("dark")) {
            Screenshots.take(browser, scheme);
        }
        assertThat(page.pictures()).hasSameSizeAs(pictures).allSatisfy(BrowserTest::isSeenAndFits);
        assertThat(page.curves())
                .hasSizeGreaterThan(3)
                .filteredOn(curve -> curve.contrast() < VISIBLE)
                .isEmpty();
        assertThat(page.textsOfPictures())
                .hasSizeGreaterThan(20)
                .filteredOn(text -> text.contrast() < READABLE)
                .isEmpty();
        assertThat(page.papers()).allMatch(paper -> isDark(paper) == scheme.equals("dark"));
        assertThat(page.texts()).hasSizeGreaterThan(100);
        hasReadableTexts(page, scheme);
    }

    private static void hasReadableTexts(Page page, String scheme) throws IOException {
        assertThat(page.texts())
                .allMatch(text -> isDark(text.paper()) == scheme.equals("dark"))
                .filteredOn(text -> text.contrast() < READABLE)
                .isEmpty();
    }

    private static boolean isDark(Color color) {
        return color.luminance() < 0.2;
    }

    private static Path notebook(String name, String... sources) throws IOException {
        Path file = Notebooks.of(project.resolve("notebooks"), name, sources);
        return Files.writeString(file, cleared(file));
    }

    private static String cleared(Path notebook) {
        return NotebookPlan.of(notebook, List.of()).notebook().json().toString();
    }

    @Test
    void theStopButtonEndsACellAndTheKernelAnswers() throws Exception {
        Path file =
                notebook(
                        "stop.ipynb",
                        "int kept = 41;",
                        "System.out.println(\"started\");\nwhile (true) {}",
                        "kept + 1");
        ClassicNotebook notebook = open(file);
        notebook.result(0);
        notebook.run(1);
        browser.await("the cell to run", 120, () -> notebook.output(1).contains("started"));
        notebook.stop();
        notebook.awaitEnd(1, 120);
        assertThat(notebook.failures()).singleElement().asString().contains("interrupted");
        assertThat(notebook.result(2)).contains("42");

        notebook.save();
        browser.scheme("dark");
        browser.open(export(file));
        hasReadableTexts(new Page(browser), "dark");
    }

    @Test
    void aKernelThatIsRestartedBeginsAnew() throws Exception {
        ClassicNotebook notebook = open(notebook("restart.ipynb", "int old = 41;", "old + 1"));
        notebook.result(0);
        assertThat(notebook.result(1)).contains("42");
        notebook.restart();
        assertThat(notebook.result(1)).contains("cannot find symbol");
        notebook.result(0);
        assertThat(notebook.result(1)).contains("42");
        assertThat(notebook.prompts()).startsWith("In [2]:", "In [3]:");
    }
}
