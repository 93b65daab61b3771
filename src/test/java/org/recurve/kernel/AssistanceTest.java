package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Completion, and how all of an editor's questions bear code that is half written. */
class AssistanceTest {
    private static AssistanceFixture notebook;

    @BeforeAll
    static void start() throws CellException {
        notebook = new AssistanceFixture();
        notebook.run(
                """
                var corpus = TextCorpus.load("sample");
                int seed = 1;
                int twice(int x) { return 2 * x; }
                record Point(int x, int y) { int sum() { return x + y; } }
                var point = new Point(1, 2);
                """);
    }

    @AfterAll
    static void stop() {
        notebook.close();
    }

    @Test
    void membersHaveKindsAndSignatures() {
        assertThat(notebook.only("LanguageModel.builder().|", "cell("))
                .isEqualTo(
                        new Completion("cell(", "function", "(Cell value) → LanguageModelBuilder"));
        assertThat(notebook.only("java.nio.charset.StandardCharsets.|", "UTF_8"))
                .isEqualTo(new Completion("UTF_8", "constant", "Charset"));
        assertThat(notebook.only("java.awt.Point p = null; p.|", "x"))
                .isEqualTo(new Completion("x", "field", "int"));
    }

    @Test
    void overloadsAreOneEntry() {
        assertThat(notebook.only("Math.ma|", "max(").signature())
                .isEqualTo("(int a, int b) → int, +3 overloads");
        assertThat(notebook.texts("corpus.wa|")).containsExactly("wait(");
    }

    @Test
    void signaturesKnowTheReceiversTypes() {
        assertThat(notebook.only("List.of(point).g|", "get(").signature()).endsWith("→ Point");
    }

    @Test
    void methodsOfTheOtherKindAreLeftOut() {
        assertThat(notebook.only("Integer.valueOf(3).toS|", "toString()").signature())
                .isEqualTo("() → String");
        assertThat(notebook.only("Integer.toS|", "toString(").signature())
                .isEqualTo("(int i) → String, +1 overload");
    }

    @Test
    void typesAreToldApart() {
        assertThat(notebook.complete("Mat|").matches())
                .extracting(Completion::text, Completion::type)
                .contains(tuple("Math", "class"), tuple("MatchResult", "interface"));
        assertThat(notebook.only("java.util.concurrent.TimeU|", "TimeUnit").type())
                .isEqualTo("enum");
        assertThat(notebook.only("Map.En|", "Entry").type()).isEqualTo("interface");
        assertThat(notebook.only("new ArrayLi|", "ArrayList(").signature())
                .isEqualTo("(), +2 overloads");
    }

    @Test
    void whatTheNotebookDeclaresComesFirst() {
        assertThat(notebook.texts("|").subList(0, 5))
                .containsExactly("Point", "corpus", "point", "seed", "twice(");
        assertThat(notebook.only("tw|", "twice("))
                .isEqualTo(new Completion("twice(", "function", "(int x) → int"));
        assertThat(notebook.only("se|", "seed"))
                .isEqualTo(new Completion("seed", "instance", "int"));
    }

    @Test
    void membersOfObjectComeLast() {
        assertThat(notebook.texts("point.|"))
                .containsSubsequence("sum()", "x()", "y()", "getClass()", "notify()", "wait(");
        assertThat(notebook.texts("List.of(1).|"))
                .containsSubsequence("get(", "stream()", "getClass()");
    }

    @Test
    void theExpectedTypeComesFirst() {
        assertThat(notebook.texts("String s = corpus.|").subList(0, 2))
                .containsExactly("name()", "toString()");
    }

    @Test
    void variablesOfTheSameCellAreKnown() {
        assertThat(notebook.texts("var a = List.of(1);\na.str|")).containsExactly("stream()");
        assertThat(notebook.texts("var a = List.of(1);\nvar b = a.get(0);\nb.intV|"))
                .containsExactly("intValue()");
    }

    @Test
    void methodsTypesAndImportsOfTheSameCellAreKnown() {
        assertThat(
                        notebook.texts(
                                """
                                import java.nio.charset.*;
                                /** Adds { one. */
                                static int more(int n) { return n + 1; }
                                public record Pair(int left, String right) {}
                                final var pair = new Pair(more(2), "}");
                                pair.right().le|"""))
                .containsExactly("length()");
        assertThat(notebook.texts("public static String base = \"\";\nbase.le|"))
                .containsExactly("length()");
        assertThat(notebook.texts("import java.nio.charset.*;\nStandardCharsets.UTF_1|"))
                .containsExactly("UTF_16", "UTF_16BE", "UTF_16LE");
    }

    @Test
    void variablesOfOpenBlocksAreKnown() {
        assertThat(notebook.texts("for (int index = 0; index < 3; index++) { ind|"))
                .containsExactly("index");
        assertThat(notebook.texts("for (var s : List.of(\"a\")) { if (s.isEm|"))
                .containsExactly("isEmpty()");
        assertThat(notebook.texts("int f(String text) { return text.le|"))
                .containsExactly("length()");
        assertThat(notebook.texts("class A { int bar; int f() { return ba|")).contains("bar");
    }

    @Test
    void parametersOfLambdasAreKnown() {
        assertThat(notebook.texts("List.of(\"a\").stream().map(x -> x.le|"))
                .containsExactly("length()");
        assertThat(
                        notebook.texts(
                                "List.of(\"a\").stream()\n    .sorted(Comparator.comparing(x -> x.le|"))
                .containsExactly("length()");
        assertThat(notebook.texts("Function<String, Integer> f = String::le|"))
                .containsExactly("length");
    }

    @Test
    void callsAreChainedOverLines() {
        assertThat(notebook.texts("LanguageModel.builder()\n    .cell(Cells.lstm())\n    .hid|"))
                .containsExactly("hidden(");
    }

    @Test
    void importsAreCompleted() {
        assertThat(notebook.only("import org.recurve.ta|", "task."))
                .isEqualTo(new Completion("task.", "module", ""));
        assertThat(notebook.only("import org.recurve.task.Lang|", "LanguageModel").type())
                .isEqualTo("class");
    }

    @Test
    void keywordsComeLast() {
        assertThat(notebook.complete("seed++; swi|").matches())
                .containsExactly(new Completion("switch", "keyword", ""));
        assertThat(notebook.texts("int seed2 = s|")).startsWith("seed").endsWith("synchronized");
    }

    @Test
    void theRestOfAWordStays() {
        Completions found = notebook.complete("Math.flo|orMod(7, 3)");
        assertThat(found.texts()).contains("floorMod(");
        assertThat(found.start()).isEqualTo(5);
        assertThat(found.end()).isEqualTo(8);
    }

    @Test
    void positionsAreCodePoints() {
        Completions found = notebook.complete("var t = \"😀😀\"; t.le|");
        assertThat(found.texts()).containsExactly("length()");
        assertThat(found.start()).isEqualTo(16);
        assertThat(found.end()).isEqualTo(18);
    }

    @Test
    void magicsAreCompleted() {
        assertThat(notebook.complete("%ti|").matches())
                .containsExactly(
                        new Completion("%time", "magic", ""),
                        new Completion("%timeit", "magic", ""));
        assertThat(notebook.complete("%ti|").start()).isZero();
        assertThat(notebook.texts("int x = 1;\nvar w = %w|")).containsExactly("%who");
        assertThat(notebook.texts("%%|")).containsExactly("%%loadFromPOM", "%%time", "%%timeit");
        assertThat(notebook.texts("int x = 1;\n%%|")).isEmpty();
        assertThat(notebook.texts("7 % se|")).containsExactly("seed");
    }

    @Test
    void codeAroundMagicsIsCompleted() {
        assertThat(notebook.texts("%time corpus.tra|")).containsExactly("train()");
        assertThat(notebook.texts("%%timeit\ncorpus.tra|")).containsExactly("train()");
        assertThat(notebook.texts("%who it's\n%time seed + 1\nvar z = corpus;\nz.tra|"))
                .containsExactly("train()");
        assertThat(notebook.texts("%time seed + 1\nint more(int n) { return n; }\nmor|"))
                .containsExactly("more(");
        assertThat(notebook.texts("%%loadFromPOM\n<dep|")).isEmpty();
    }

    @Test
    void pathsAreCompleted() {
        assertThat(notebook.complete("Path.of(\"po|").matches())
                .containsExactly(new Completion("pom.xml", "path", ""));
        Completions inside = notebook.complete("Files.readString(Path.of(\"src/ma|");
        assertThat(inside.texts()).containsExactly("main/");
        assertThat(inside.end() - inside.start()).isEqualTo(2);
        assertThat(notebook.texts("%load po|")).containsExactly("pom.xml");
        assertThat(notebook.texts("Path.of(\"no such folder/|")).isEmpty();
    }

    @Test
    void nothingElseIsCompletedInTextsAndComments() {
        assertThat(notebook.texts("String s = \"corpus.|")).isEmpty();
        assertThat(notebook.texts("corpus.split(\"|")).isEmpty();
        assertThat(notebook.texts("String s = \"\"\"\n  corpus.|")).isEmpty();
        assertThat(notebook.texts("// corpus.|")).isEmpty();
        assertThat(notebook.texts("/* corpus.|")).isEmpty();
        assertThat(notebook.texts("int x = 12|")).isEmpty();
    }

    @Test
    void completesBehindBrokenCode() {
        assertThat(notebook.texts("int x = ;\ncorpus.tra|")).containsExactly("train()");
        assertThat(notebook.texts("nobody.here(|")).contains("corpus");
        assertThat(notebook.texts("nobody.here|")).isEmpty();
    }

    private static List<String> codeCells(Path file) throws IOException {
        List<String> cells = new ArrayList<>();
        JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        for (JsonElement element : all.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                StringBuilder code = new StringBuilder();
                cell.getAsJsonArray("source").forEach(line -> code.append(line.getAsString()));
                cells.add(code.toString());
            }
        }
        return cells;
    }

    @Test
    void noUnfinishedCellIsTooMuch() throws IOException {
        List<LogRecord> failures = new ArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord failure) {
                        failures.add(failure);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger log = Logger.getLogger(Assistance.class.getName());
        log.setLevel(Level.FINE);
        log.addHandler(handler);
        Assistance assistance = notebook.assistance();
        int asked = 0;
        for (String cell : codeCells(Path.of("notebooks", "quickstart.ipynb"))) {
            for (int end = 1; end <= cell.length(); end += 29) {
                String code = cell.substring(0, end);
                long start = System.nanoTime();
                assistance.complete(code, end);
                assistance.inspect(code, end, false);
                assertThat(assistance.isComplete(code)).isNotEqualTo("unknown");
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as(code)
                        .isLessThan(Duration.ofSeconds(30));
                asked++;
            }
        }
        log.removeHandler(handler);
        log.setLevel(null);
        assertThat(asked).isGreaterThan(50);
        assertThat(failures).isEmpty();
    }

    @Test
    void anyTextCanBeAskedAbout() {
        for (String code :
                List.of(
                        "", " ", "}", ")))((", "\"", "'", "/*", "%", "%%", "@", "\\u12", "\0", "😀",
                        ".")) {
            for (int at = -1; at <= code.length() + 1; at++) {
                assertThat(notebook.assistance().complete(code, at)).isNotNull();
                notebook.assistance().inspect(code, at, true);
                assertThat(notebook.assistance().isComplete(code)).isNotNull();
            }
        }
    }
}
