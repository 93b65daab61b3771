package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as a Jupyter client sees it. */
class KernelProtocolTest {
    @TempDir static Path folder;
    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws Exception {
        kernel = new KernelProcess(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void tellsWhatItIs() {
        JsonObject info = kernel.ask("shell", "kernel_info_request", Map.of());
        assertThat(info.get("implementation").getAsString()).isEqualTo("recurve");
        JsonObject language = info.getAsJsonObject("language_info");
        assertThat(language.get("name").getAsString()).isEqualTo("Java");
        assertThat(language.get("file_extension").getAsString()).isEqualTo(".jshell");
    }

    @Test
    void answersWithTheResultAndItsNumber() {
        KernelProcess.Run run = kernel.execute("int x = 20;\nx * 2 + 2");
        assertThat(run.status()).isEqualTo("ok");
        assertThat(run.text()).isEqualTo("42");
        int number = run.reply().get("execution_count").getAsInt();
        assertThat(run.only("execute_result").get("execution_count").getAsInt()).isEqualTo(number);
        assertThat(run.only("execute_input").get("execution_count").getAsInt()).isEqualTo(number);
        assertThat(kernel.execute("1;").reply().get("execution_count").getAsInt())
                .isEqualTo(number + 1);
    }

    @Test
    void attachingChangesNothingHere() {
        KernelProcess.Run run = kernel.execute("Notebook.attach()");
        assertThat(run.text()).isEqualTo("Recurve's own kernel shows everything by itself");
    }

    @Test
    void computesWithArraysOfTheLibrary() {
        KernelProcess.Run run =
                kernel.execute(
                        "try (var manager = NDManager.newBaseManager()) {"
                                + " System.out.print(manager.ones(new Shape(2, 3)).sum().getFloat());"
                                + " }");
        assertThat(run.status()).isEqualTo("ok");
        assertThat(run.printed("stdout")).isEqualTo("6.0");
        assertThat(run.printed("stderr")).isEmpty();
    }

    @Test
    void showsObjectsAsTextAndHtml() {
        KernelProcess.Run run =
                kernel.execute(
                        "Table.create(\"t\", tech.tablesaw.api.DoubleColumn.create(\"x\", 1.5))");
        assertThat(run.data().get("text/html").getAsString()).contains("<table", "1.5");
        assertThat(run.text()).contains("1.5");
    }

    @Test
    void showsAndUpdatesDisplays() {
        KernelProcess.Run run =
                kernel.execute(
                        """
                        String id = display("one");
                        updateDisplay(id, "two");
                        display("<b>three</b>", "text/html")
                        """);
        List<JsonObject> shown = run.of("display_data");
        assertThat(shown).hasSize(2);
        String id = displayId(shown.get(0));
        JsonObject update = run.only("update_display_data");
        assertThat(displayId(update)).isEqualTo(id);
        assertThat(update.getAsJsonObject("data").get("text/plain").getAsString()).isEqualTo("two");
        assertThat(shown.get(1).getAsJsonObject("data").get("text/html").getAsString())
                .isEqualTo("<b>three</b>");
        assertThat(run.of("execute_result")).isEmpty();
    }

    private static String displayId(JsonObject display) {
        return display.getAsJsonObject("transient").get("display_id").getAsString();
    }

    @Test
    void rendererOfANotebookComesFirst() {
        KernelProcess.Run run =
                kernel.execute(
                        """
                        import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
                        record Coin(int cents) {}
                        getKernelInstance().getRenderer().createRegistration(Coin.class)
                                .preferring(MIMEType.TEXT_HTML)
                                .register((coin, context) -> context.renderIfRequested(
                                        MIMEType.TEXT_HTML, () -> "<i>" + coin.cents() + "</i>"));
                        new Coin(5)
                        """);
        assertThat(run.data().get("text/html").getAsString()).isEqualTo("<i>5</i>");
        assertThat(run.text()).isEqualTo("Coin[cents=5]");
    }

    @Test
    void evaluatesAndRendersInACell() {
        assertThat(kernel.execute("(int) eval(\"int e = 20; e + 1\") + 1").text()).isEqualTo("22");
        assertThat(kernel.execute("render(\"a\", \"text/html\").getDisplayId() == null").text())
                .isEqualTo("true");
        KernelProcess.Run failed = kernel.execute("eval(\"1 +\")");
        assertThat(failed.only("error").get("ename").getAsString()).isEqualTo("CompilationError");
    }

    @Test
    void outputsStayInOrder() {
        KernelProcess.Run run =
                kernel.execute(
                        "System.out.print(\"a\"); display(\"b\"); System.err.print(\"c\");"
                                + " System.out.print(\"\u00e9\u6f22\");");
        assertThat(
                        run.published().stream()
                                .map(m -> m.get("msg_type").getAsString())
                                .filter(t -> t.equals("stream") || t.equals("display_data")))
                .containsExactly("stream", "display_data", "stream", "stream");
        assertThat(run.printed("stdout")).isEqualTo("a\u00e9\u6f22");
        assertThat(run.printed("stderr")).isEqualTo("c");
    }

    @Test
    void textWithoutALineEndIsShownWhileItsCellRuns() throws Exception {
        String cell =
                kernel.submit(
                        """
                        System.out.print("once");
                        while (!Files.exists(Path.of("go on"))) {
                            Thread.sleep(10);
                        }
                        System.out.print(" upon a time");
                        """);
        assertThat(kernel.awaitPublished("stream", cell).get("text").getAsString())
                .isEqualTo("once");
        Files.createFile(folder.resolve("go on"));
        assertThat(kernel.await(cell).printed("stdout")).isEqualTo(" upon a time");
    }

    @Test
    void readsInput() {
        String cell = kernel.submit("new Scanner(System.in).nextLine() + \"!\"");
        kernel.answer("hello");
        assertThat(kernel.await(cell).text()).isEqualTo("hello!");
    }

    @Test
    void progressIsOneDisplayThatChanges() {
        KernelProcess.Run run =
                kernel.execute(
                        """
                        for (int i = 0; i <= 200; i++) {
                            Events.publish(new ProgressEvent("p", "counting", i, 200, "steps",
                                    java.time.Duration.ofSeconds(i), Map.of("loss", 0.5), i == 200));
                        }
                        """);
        String id = displayId(run.only("display_data"));
        List<JsonObject> updates = run.of("update_display_data");
        assertThat(updates).isNotEmpty().hasSizeLessThan(100);
        assertThat(updates).allSatisfy(u -> assertThat(displayId(u)).isEqualTo(id));
        JsonObject last = updates.get(updates.size() - 1).getAsJsonObject("data");
        assertThat(last.get("text/plain").getAsString()).contains("counting", "200/200 steps");
        assertThat(last.get("text/html").getAsString()).contains("counting");
    }

    @Test
    void progressOfShortWorkLeavesNothingBehind() {
        KernelProcess.Run run =
                kernel.execute(
                        """
                        for (int i = 0; i <= 3; i++) {
                            Events.publish(new ProgressEvent("short", "counting", i, 3, "steps",
                                    java.time.Duration.ofMillis(300 * i), Map.of(), i == 3));
                        }
                        """);
        assertThat(run.of("display_data")).isEmpty();
        assertThat(run.of("update_display_data")).isEmpty();
    }

    @Test
    void ofManyTrainingsInACellALineOfEachRemains() {
        assertThat(lastShownOfTrainings(2))
                .hasSize(2)
                .allSatisfy(t -> assertThat(t).contains("0.25"));
        assertThat(lastShownOfTrainings(3))
                .hasSize(3)
                .allSatisfy(t -> assertThat(t).contains("fitting", "2/2").doesNotContain("0.25"));
    }

    private Collection<String> lastShownOfTrainings(int count) {
        KernelProcess.Run run =
                kernel.execute(
                        """
                        for (int i = 0; i < %d; i++) {
                            Events.publish(new EpochEvent("t" + i, "fitting", 1, 1, Map.of("loss", 0.25), true));
                            Events.publish(new ProgressEvent("t" + i, "fitting", 2, 2, "steps",
                                    java.time.Duration.ofSeconds(2), Map.of(), true));
                        }
                        """
                                .formatted(count));
        Map<String, String> last = new LinkedHashMap<>();
        for (String kind : List.of("display_data", "update_display_data")) {
            for (JsonObject shown : run.of(kind)) {
                JsonObject data = shown.getAsJsonObject("data");
                last.put(displayId(shown), data.get("text/plain").getAsString());
            }
        }
        return last.values();
    }

    @Test
    void progressOfACellThatStopsHalfwayShowsItsLastState() {
        KernelProcess.Run run =
                kernel.execute(
                        """
                        for (int i = 0; i <= 3; i++) {
                            Events.publish(new ProgressEvent("half", "counting", i, 9, "steps",
                                    java.time.Duration.ofSeconds(i), Map.of(), false));
                        }
                        """);
        List<JsonObject> updates = run.of("update_display_data");
        assertThat(
                        updates.get(updates.size() - 1)
                                .getAsJsonObject("data")
                                .get("text/plain")
                                .getAsString())
                .contains("3/9 steps");
    }

    @Test
    void completesNames() {
        JsonObject reply =
                kernel.ask(
                        "shell",
                        "complete_request",
                        Map.of("code", "int one = 1;\nMath.flo", "cursor_pos", 21));
        assertThat(reply.get("matches").toString()).contains("floorMod(");
        assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(18);
        assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(21);
        JsonObject type =
                reply.getAsJsonObject("metadata")
                        .getAsJsonArray("_jupyter_types_experimental")
                        .get(0)
                        .getAsJsonObject();
        assertThat(type.get("text").getAsString()).isEqualTo("floor(");
        assertThat(type.get("type").getAsString()).isEqualTo("function");
        assertThat(type.get("signature").getAsString()).contains("double");
    }

    @Test
    void inspectsAMethod() {
        JsonObject reply =
                kernel.ask(
                        "shell",
                        "inspect_request",
                        Map.of("code", "Math.floorMod(7, 3)", "cursor_pos", 8, "detail_level", 0));
        assertThat(reply.get("found").getAsBoolean()).isTrue();
        assertThat(reply.get("data").toString()).contains("floorMod(int x, int y)");
    }

    @Test
    void tellsWhetherCodeIsComplete() {
        assertThat(completeness("int x = 1;")).isEqualTo("complete");
        assertThat(completeness("int x = 1; x")).isEqualTo("complete");
        assertThat(completeness("for (int i = 0; i < 3; i++) {")).isEqualTo("incomplete");
        assertThat(completeness("int 1x = ;")).isEqualTo("invalid");
        assertThat(completeness("%jars a.jar")).isEqualTo("complete");
    }

    private static String completeness(String code) {
        return kernel.ask("shell", "is_complete_request", Map.of("code", code))
                .get("status")
                .getAsString();
    }

    private static JsonObject ask(String code, boolean silent, boolean store) {
        return kernel.ask(
                "shell",
                "execute_request",
                Map.of(
                        "code",
                        code,
                        "silent",
                        silent,
                        "store_history",
                        store,
                        "user_expressions",
                        Map.of("twice", "2 * 21", "wrong", "nobody.here()"),
                        "allow_stdin",
                        false,
                        "stop_on_error",
                        true));
    }

    @Test
    void evaluatesWhatAClientAsksForBesideTheCell() {
        JsonObject values = ask("int aside = 1;", false, true).getAsJsonObject("user_expressions");
        JsonObject twice = values.getAsJsonObject("twice");
        assertThat(twice.get("status").getAsString()).isEqualTo("ok");
        assertThat(twice.getAsJsonObject("data").get("text/plain").getAsString()).isEqualTo("42");
        JsonObject wrong = values.getAsJsonObject("wrong");
        assertThat(wrong.get("status").getAsString()).isEqualTo("error");
        assertThat(wrong.get("evalue").getAsString()).contains("nobody");
        assertThat(kernel.execute("aside").text()).isEqualTo("1");
    }

    @Test
    void whatIsSilentOrNotStoredDoesNotCount() {
        int before = kernel.execute("1;").reply().get("execution_count").getAsInt();
        ask("int silently = 3;", true, true);
        ask("int unstored = 4;", false, false);
        KernelProcess.Run after = kernel.execute("silently + unstored");
        assertThat(after.text()).isEqualTo("7");
        assertThat(after.reply().get("execution_count").getAsInt()).isEqualTo(before + 1);
    }

    private static List<List<String>> history(Map<String, Object> request) {
        JsonObject reply = kernel.ask("shell", "history_request", request);
        return reply.getAsJsonArray("history").asList().stream()
                .map(entry -> entry.getAsJsonArray())
                .map(entry -> List.of(entry.get(1).getAsString(), entry.get(2).toString()))
                .toList();
    }

    @Test
    void keepsTheHistoryOfTheSession() {
        int first = kernel.execute("int past1 = 10;").reply().get("execution_count").getAsInt();
        kernel.execute("past1 + 1");
        ask("int unseen = 0;", false, false);
        kernel.execute("past.fails");
        String plain = "" + first;
        assertThat(
                        history(
                                Map.of(
                                        "output",
                                        false,
                                        "raw",
                                        true,
                                        "hist_access_type",
                                        "tail",
                                        "n",
                                        3)))
                .containsExactly(
                        List.of(plain, "\"int past1 = 10;\""),
                        List.of("" + (first + 1), "\"past1 + 1\""),
                        List.of("" + (first + 2), "\"past.fails\""));
        assertThat(
                        history(
                                Map.of(
                                        "output",
                                        true,
                                        "raw",
                                        true,
                                        "hist_access_type",
                                        "range",
                                        "session",
                                        0,
                                        "start",
                                        first + 1,
                                        "stop",
                                        first + 2)))
                .containsExactly(List.of("" + (first + 1), "[\"past1 + 1\",\"11\"]"));
        kernel.execute("past1 + 1");
        assertThat(
                        history(
                                Map.of(
                                        "output",
                                        false,
                                        "raw",
                                        true,
                                        "hist_access_type",
                                        "search",
                                        "n",
                                        10,
                                        "pattern",
                                        "past1*",
                                        "unique",
                                        true)))
                .containsExactly(List.of("" + (first + 3), "\"past1 + 1\""));
    }

    @Test
    void timesCodeAndYieldsItsValue() {
        KernelProcess.Run run = kernel.execute("%time Thread.sleep(150);");
        assertThat(run.status()).isEqualTo("ok");
        assertThat(run.printed("stdout")).matches("[\\d.]+ m?s \\(.*\n");
        KernelProcess.Run value = kernel.execute("%time 6 * 7");
        assertThat(value.text()).isEqualTo("42");
        assertThat(value.printed("stdout")).matches("[\\d.]+ (ns|µs|ms) \\(compiling .*\n");
        kernel.execute("%%time\nint timed = 5;\nint twice = 2 * timed;");
        assertThat(kernel.execute("timed + twice").text()).isEqualTo("15");
        assertThat(kernel.execute("%time nothing.at.all()").status()).isEqualTo("error");
        assertThat(kernel.execute("%time").only("error").get("evalue").getAsString())
                .contains("expected code behind it");
    }

    @Test
    void timesManyRunsOfCode() {
        kernel.execute("int counted = 0; int[] numbers = new int[100_000];");
        assertThat(kernel.execute("%timeit Arrays.stream(numbers).sum()").printed("stdout"))
                .matches(
                        "[\\d.]+ (µs|ms) a run \\(the middle of 7 rounds of [\\d,]+; .* to .*\\)\n");
        assertThat(kernel.execute("%%timeit\ncounted++;\ncounted++;").status()).isEqualTo("ok");
        assertThat(kernel.execute("counted > 100 && counted % 2 == 0").text()).isEqualTo("true");
    }

    /** What is made anew in each run would fill the engine's memory. */
    @Test
    void arraysMadeByTimedCodeAreClosed() {
        kernel.execute(
                "var timing = NDManager.newBaseManager(); var ones = timing.ones(new Shape(5));");
        assertThat(kernel.execute("%timeit ones.add(1)").status()).isEqualTo("ok");
        assertThat(kernel.execute("%timeit ones").status()).isEqualTo("ok");
        assertThat(
                        kernel.execute(
                                        "timing.getManagedArrays().size() + \" \" + ones.sum().getFloat()")
                                .text())
                .isEqualTo("1 5.0");
        kernel.execute("timing.close();");
    }

    @Test
    void tellsWhatIsDeclared() {
        kernel.execute(
                "var declaredList = List.of(1);\nint declaredTwice(int n) { return 2 * n; }\nrecord DeclaredPair(int a, int b) {}\n1 + 1");
        String who = kernel.execute("%who").printed("stdout");
        assertThat(who)
                .containsPattern("declaredList +List<Integer> +cell \\d+\n")
                .containsPattern("declaredTwice +\\(int\\)int +cell \\d+\n")
                .containsPattern("DeclaredPair +record +cell \\d+\n")
                .doesNotContain("$");
    }

    @Test
    void tellsOfMemoryAndDevices() {
        kernel.execute(
                "var held = NDManager.newBaseManager(); var big = held.ones(new Shape(4 << 20));");
        KernelProcess.Run with = kernel.execute("%memory");
        assertThat(with.text()).contains("open arrays", "Java's heap");
        KernelProcess.Run count =
                kernel.execute("EngineReport.memory().intColumn(\"count\").get(0)");
        kernel.execute("big.close();");
        KernelProcess.Run less =
                kernel.execute("EngineReport.memory().intColumn(\"count\").get(0)");
        assertThat(Integer.parseInt(less.text())).isEqualTo(Integer.parseInt(count.text()) - 1);
        kernel.execute("held.close();");
        assertThat(kernel.execute("%device").text()).contains("cpu", "PyTorch", "processors");
    }

    @Test
    void unknownMagicIsExplained() {
        KernelProcess.Run run = kernel.execute("%jarz x.jar");
        assertThat(run.only("error").get("evalue").getAsString())
                .contains("there is no magic %jarz", "jars");
    }
}
