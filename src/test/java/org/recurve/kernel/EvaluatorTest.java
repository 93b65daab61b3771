package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cells yield, how their errors read, and how they are interrupted. */
class EvaluatorTest {
    private static Evaluator evaluator;

    @BeforeAll
    static void start() {
        evaluator = new Evaluator(List.of(), -1, new MagicLines(Set::of));
    }

    @AfterAll
    static void stop() {
        evaluator.close();
    }

    private static Object run(String code) throws CellException {
        return evaluator.evaluate("cell 7", code);
    }

    private static CellException failure(String code) {
        return catchThrowableOfType(CellException.class, () -> run(code));
    }

    private static String trace(CellException failure) {
        return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[\\d;]*m", "");
    }

    @Test
    void yieldsTheValueOfTheLastExpression() throws CellException {
        assertThat(run("int a = 20; a++;\na * 2")).isEqualTo(42);
        assertThat(run("\"text\"")).isEqualTo("text");
        assertThat(run("java.util.List.of(1, 2)")).isEqualTo(List.of(1, 2));
        assertThat(run("(Object) null")).isNull();
    }

    @Test
    void yieldsNothingWithoutAnExpression() throws CellException {
        assertThat(run("int b = 1;")).isSameAs(Evaluator.NOTHING);
        assertThat(run("1; for (int i = 0; i < 3; i++) {}")).isSameAs(Evaluator.NOTHING);
        assertThat(run("class Empty {}")).isSameAs(Evaluator.NOTHING);
        assertThat(run("System.out.print(\"\");")).isSameAs(Evaluator.NOTHING);
        assertThat(run("// only a comment\n\n")).isSameAs(Evaluator.NOTHING);
        assertThat(run("")).isSameAs(Evaluator.NOTHING);
    }

    @Test
    void keepsTheObjectItself() throws CellException {
        run("var kept = new Object();");
        assertThat(run("kept")).isSameAs(run("kept"));
    }

    @Test
    void compileErrorPointsIntoTheCell() {
        CellException failure = failure("int first = 1;\n\n// a comment\nString s = first;\n");
        assertThat(failure.name()).isEqualTo("CompilationError");
        assertThat(failure.getMessage())
                .startsWith("cell 7, line 4: incompatible types: int cannot be converted to");
        assertThat(failure.traceback().subList(1, 3))
                .containsExactly("    String s = first;", "               ^^^^^");
    }

    @Test
    void compileErrorInsideOfAMethodPointsToItsLine() {
        CellException failure = failure("int ok = 1;\nint twice(int x) {\n    return x * ;\n}\n");
        assertThat(failure.getMessage()).startsWith("cell 7, line 3: illegal start of expression");
        assertThat(failure.traceback()).contains("        return x * ;");
    }

    @Test
    void unknownNameIsNamed() {
        assertThat(failure("missing + 1").getMessage())
                .isEqualTo("cell 7, line 1: cannot find symbol; symbol: variable missing");
    }

    @Test
    void unfinishedCodeIsAnError() {
        assertThat(failure("for (int i = 0; i < 3; i++) {").getMessage())
                .contains("reached end of file while parsing");
    }

    @Test
    void exceptionShowsCausesAndTheCellsOwnLines() {
        CellException failure =
                failure(
                        """
                        int parse(String s) {
                            try {
                                return Integer.parseInt(s);
                            } catch (NumberFormatException e) {
                                throw new IllegalStateException("no number", e);
                            }
                        }
                        int c = 3;
                        parse("x" + c);
                        """);
        assertThat(failure.name()).isEqualTo("IllegalStateException");
        assertThat(failure.getMessage()).isEqualTo("no number");
        assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class);
        assertThat(trace(failure))
                .contains("java.lang.IllegalStateException: no number")
                .contains("at parse, cell 7, line 5:  throw new IllegalStateException")
                .contains("at cell 7, line 9")
                .contains("Caused by: java.lang.NumberFormatException: For input string: \"x3\"")
                .contains("java.lang.Integer.parseInt")
                .contains("at parse, cell 7, line 3:  return Integer.parseInt(s);")
                .doesNotContain("REPL")
                .doesNotContain("jdk.jshell")
                .doesNotContain("org.recurve.kernel")
                .doesNotContain("reflect");
    }

    @Test
    void commentsBeforeASnippetDoNotShiftItsLines() {
        CellException failure =
                failure("int d = 1;\n/* one\n   two */\n// three\n\nInteger.parseInt(\n  \"y\");");
        assertThat(trace(failure)).contains("at cell 7, line 6:  Integer.parseInt(");
    }

    @Test
    void errorsAndExceptionsWithBrokenMessagesAreReported() {
        assertThat(failure("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)").name())
                .isEqualTo("StackOverflowError");
        CellException broken =
                failure(
                        """
                        class Broken extends RuntimeException {
                            public String getLocalizedMessage() { throw new Error("worse"); }
                        }
                        throw new Broken();
                        """);
        assertThat(broken.name()).isEqualTo("Broken");
        assertThat(broken.getMessage()).contains("java.lang.Error");
    }

    @Test
    void callOfAnUnresolvedDeclarationSaysWhatIsMissing() {
        CellException failure = failure("int later() { return notYet * 2; }\nlater()");
        assertThat(failure.getMessage())
                .isEqualTo("later cannot run before these are declared: variable notYet");
    }

    @Test
    void redefinedMethodIsTracedToItsNewCell() throws CellException {
        evaluator.evaluate("cell 1", "int again() { return 1; }");
        evaluator.evaluate("cell 2", "\nint again() { throw new RuntimeException(); }");
        CellException failure =
                catchThrowableOfType(
                        CellException.class, () -> evaluator.evaluate("cell 3", "again()"));
        assertThat(trace(failure)).contains("again, cell 2, line 2").contains("cell 3, line 1");
    }

    @Test
    void whatStandsBeforeTheErrorHasRun() throws CellException {
        failure("int before = 5;\nthrow new RuntimeException();\nint after = 6;");
        assertThat(run("before")).isEqualTo(5);
        assertThat(failure("after")).isNotNull();
    }

    @Test
    void allCellsRunOnOneThread() throws CellException {
        assertThat(run("Thread.currentThread()")).isSameAs(run("Thread.currentThread()"));
    }

    /** Starts a cell, and returns once it runs. */
    private static CompletableFuture<CellException> begin(String code) throws Exception {
        System.clearProperty("cell.started");
        CompletableFuture<CellException> ended =
                CompletableFuture.supplyAsync(
                        () ->
                                failure(
                                        "{ System.setProperty(\"cell.started\", \"1\"); "
                                                + code
                                                + " }"));
        while (System.getProperty("cell.started") == null && !ended.isDone()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return ended;
    }

    private static void assertInterrupted(CompletableFuture<CellException> ended) throws Exception {
        CellException failure = ended.get(60, TimeUnit.SECONDS);
        assertThat(failure.name()).isEqualTo("Interrupted");
        assertThat(failure.getMessage()).isEqualTo("the cell was interrupted");
        assertThat(run("1 + 1")).isEqualTo(2);
    }

    @Test
    void interruptEndsASleep() throws Exception {
        CompletableFuture<CellException> cell = begin("Thread.sleep(3_600_000);");
        evaluator.interrupt();
        assertInterrupted(cell);
    }

    @Test
    void interruptEndsALoopOfTheLibrary() throws Exception {
        CompletableFuture<CellException> cell =
                begin("while (true) { org.recurve.core.Cancellation.check(\"work\"); }");
        evaluator.interrupt();
        assertInterrupted(cell);
    }

    @Test
    void interruptEndsABusyLoop() throws Exception {
        CompletableFuture<CellException> cell = begin("long n = 0; while (true) { n++; }");
        evaluator.interrupt();
        assertInterrupted(cell);
    }

    @Test
    void secondInterruptEndsALoopThatSwallowsTheFirst() throws Exception {
        CompletableFuture<CellException> cell =
                begin(
                        "while (true) { try { Thread.sleep(10); }"
                                + " catch (InterruptedException e) { } }");
        evaluator.interrupt();
        evaluator.interrupt();
        assertInterrupted(cell);
    }

    @Test
    void interruptThatASnippetIgnoresEndsTheCellAfterIt() throws Exception {
        CompletableFuture<CellException> cell =
                begin("while (!Thread.currentThread().isInterrupted()) { } } while (true) {");
        evaluator.interrupt();
        assertInterrupted(cell);
    }

    @Test
    void interruptBetweenCellsIsForgotten() throws CellException {
        evaluator.interrupt();
        assertThat(run("Thread.sleep(1); 3")).isEqualTo(3);
    }

    @Test
    void cellThatTakesTooLongIsEnded() {
        try (Evaluator limited = new Evaluator(List.of(), 300, new MagicLines(Set::of))) {
            CellException failure =
                    catchThrowableOfType(
                            CellException.class,
                            () -> limited.evaluate("cell 1", "Thread.sleep(3_600_000)"));
            assertThat(failure.getMessage()).isEqualTo("the cell ran longer than 300 ms");
        }
    }

    @Test
    void compilerOptionsReachTheCompiler() throws CellException {
        try (Evaluator strict =
                new Evaluator(List.of("-Xlint:all", "-Werror"), -1, new MagicLines(Set::of))) {
            assertThat(
                            catchThrowableOfType(
                                    CellException.class,
                                    () ->
                                            strict.evaluate(
                                                    "cell 1",
                                                    "java.util.List raw ="
                                                            + " new java.util.ArrayList();")))
                    .isNotNull();
        }
        assertThat(run("java.util.List raw = new java.util.ArrayList();"))
                .isSameAs(Evaluator.NOTHING);
    }
}
