package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that Java kernels are known for, each driven in a kernel's own process. */
class KernelFaultTest {
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

    private static KernelProcess.Run ok(String code) {
        KernelProcess.Run run = kernel.execute(code);
        assertThat(run.status()).as("%s", run).isEqualTo("ok");
        return run;
    }

    private static JsonObject error(String code) {
        KernelProcess.Run run = kernel.execute(code);
        assertThat(run.status()).isEqualTo("error");
        JsonObject error = run.only("error");
        assertThat(run.reply().get("ename")).isEqualTo(error.get("ename"));
        assertThat(run.reply().get("evalue")).isEqualTo(error.get("evalue"));
        return error;
    }

    private static String traceback(JsonObject error) {
        StringBuilder text = new StringBuilder();
        error.getAsJsonArray("traceback").forEach(line -> text.append(line.getAsString() + "\n"));
        return text.toString().replaceAll("\u001b\\[[\\d;]*m", "");
    }

    @Test
    void manyPrintedLinesComeWholeAndInFewMessages() {
        KernelProcess.Run run =
                ok("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
        List<String> lines = run.printed("stdout").lines().toList();
        assertThat(lines).hasSize(100_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo("line " + i);
        }
        assertThat(run.of("stream")).hasSizeLessThan(1000);
    }

    @Test
    void errorInRenderingIsReported() {
        KernelProcess.Run run =
                ok(
                        """
                        class Broken { public String toString() { throw new Error("no"); } }
                        new Broken()
                        """);
        assertThat(run.text()).contains("Broken@", "(not rendered: java.lang.Error: no)");
    }

    @Test
    void endlessRecursionInRenderingIsReported() {
        KernelProcess.Run run =
                ok(
                        """
                        class Deep { public String toString() { return "<" + this + ">"; } }
                        new Deep()
                        """);
        assertThat(run.text()).contains("Deep@", "(not rendered: java.lang.StackOverflowError");
        assertThat(ok("6 * 7").text()).isEqualTo("42");
    }

    @Test
    void hugeTextIsCutAndItsLengthTold() {
        KernelProcess.Run run = ok("\"x\".repeat(100_000_000)");
        assertThat(run.text())
                .hasSizeLessThan(100_100)
                .startsWith("xxx")
                .endsWith("x\n... (100,000 of 100,000,000 characters)");
        assertThat(ok("\"x\".repeat(99_999) + \"\\ud83d\\ude00!\"").text())
                .contains("x\ud83d\ude00\n... (100,000 of 100,002 characters)");
        assertThat(ok("\"x\".repeat(100_000)").text()).hasSize(100_000);
    }

    @Test
    void backgroundOutputBelongsToTheCellThatStartedIt() {
        String starting =
                kernel.submit(
                        """
                        import java.util.concurrent.CountDownLatch;
                        var go = new CountDownLatch(1);
                        var printed = new CountDownLatch(1);
                        var thread = new Thread(() -> {
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                return;
                            }
                            System.out.print("late");
                            display("shown late");
                            printed.countDown();
                        });
                        thread.start();
                        """);
        assertThat(kernel.await(starting).status()).isEqualTo("ok");
        String later = kernel.submit("go.countDown(); printed.await(); System.out.print(\"own\");");
        JsonObject late = kernel.awaitMessage("stream");
        assertThat(text(late)).isEqualTo("late");
        assertThat(parent(late)).isEqualTo(starting);
        assertThat(parent(kernel.awaitMessage("display_data"))).isEqualTo(starting);
        JsonObject own = kernel.awaitMessage("stream");
        assertThat(text(own)).isEqualTo("own");
        assertThat(parent(own)).isEqualTo(later);
    }

    @Test
    void outputOfParallelStreamsBelongsToTheirCell() {
        String print = "IntStream.range(0, 200).parallel().forEach(i -> System.out.println(i));";
        ok(print);
        assertThat(ok(print).printed("stdout").lines()).hasSize(200);
    }

    private static String text(JsonObject stream) {
        return stream.getAsJsonObject("content").get("text").getAsString();
    }

    private static String parent(JsonObject message) {
        return message.getAsJsonObject("parent").get("msg_id").getAsString();
    }

    @Test
    void requestsThatWaitedForAFailedOneAreNotRun() {
        String first = kernel.submit("System.clearProperty(\"ran\"); Thread.sleep(300);");
        String second = kernel.submit("throw new RuntimeException(\"stop here\");");
        String third = kernel.submit("System.setProperty(\"ran\", \"yes\");");
        assertThat(kernel.await(first).status()).isEqualTo("ok");
        assertThat(kernel.await(second).status()).isEqualTo("error");
        assertThat(kernel.await(third).status()).isEqualTo("aborted");
        assertThat(kernel.execute("System.getProperty(\"ran\", \"no\")").text()).isEqualTo("no");
    }

    @Test
    void exceptionShowsMessageCausesAndTheCellsOwnLines() {
        KernelProcess.Run declared =
                ok(
                        """
                        int parse(String s) {
                            try {
                                return Integer.parseInt(s);
                            } catch (NumberFormatException e) {
                                throw new IllegalStateException("no number", e);
                            }
                        }
                        """);
        int number = declared.reply().get("execution_count").getAsInt();
        JsonObject error = error("\nint c = 3;\nparse(\"x\" + c);");
        assertThat(error.get("ename").getAsString()).isEqualTo("IllegalStateException");
        assertThat(error.get("evalue").getAsString()).isEqualTo("no number");
        String cell = "cell " + number + ", line ";
        assertThat(traceback(error))
                .containsSubsequence(
                        "java.lang.IllegalStateException: no number",
                        "at parse, " + cell + "5:  throw new IllegalStateException",
                        "at cell " + (number + 1) + ", line 3",
                        "Caused by: java.lang.NumberFormatException: For input string: \"x3\"",
                        "at parse, " + cell + "3:  return Integer.parseInt(s);")
                .doesNotContain("REPL", "jdk.jshell", "org.recurve.kernel", "reflect");
    }

    @Test
    void compileErrorShowsLineCaretAndTheCompilersText() {
        JsonObject error = error("int first = 1;\nString s = first;");
        assertThat(error.get("ename").getAsString()).isEqualTo("CompilationError");
        String told = "incompatible types: int cannot be converted to java.lang.String";
        assertThat(error.get("evalue").getAsString()).contains("line 2: " + told);
        assertThat(traceback(error))
                .contains("line 2: " + told + "\n    String s = first;\n               ^^^^^\n");
    }

    @Test
    void classesAndMethodsOfOneCellNeedEachOther() {
        ok(
                """
                class Node { Tree owner; Node(Tree owner) { this.owner = owner; } }
                class Tree { Node root = new Node(this); int size() { return count(this); } }
                int count(Tree tree) { return tree.root.owner == tree ? 1 : down(tree); }
                int down(Tree tree) { return count(tree); }
                """);
        assertThat(ok("new Tree().size()").text()).isEqualTo("1");
    }

    @Test
    void methodUsesARecordThatIsDeclaredLater() {
        ok("int area(Square square) { return square.side() * square.side(); }");
        assertThat(error("area(null)").get("evalue").getAsString())
                .contains("area cannot be used before these are declared: class Square");
        ok("record Square(int side) {}");
        assertThat(ok("area(new Square(3))").text()).isEqualTo("9");
    }

    @Test
    void redefinedMethodIsUsedByThoseThatCallIt() {
        ok("int base() { return 1; }\nint twice() { return 2 * base(); }");
        assertThat(ok("twice()").text()).isEqualTo("2");
        ok("int base() { return 5; }");
        assertThat(ok("twice()").text()).isEqualTo("10");
        ok("int counter = 3;\nint next() { return counter + 1; }");
        ok("String counter = \"c\";");
        ok("String next() { return counter + 1; }");
        assertThat(ok("next()").text()).isEqualTo("c1");
    }

    @Test
    void redefinedClassLeavesOtherVariablesAlone() {
        ok("class Point { int x = 1; }\nvar kept = new int[] {4};\nObject old = new Point();");
        KernelProcess.Run redefined = ok("class Point { int x = 2, y = 3; }");
        assertThat(redefined.printed("stderr")).isEmpty();
        assertThat(ok("kept[0] + new Point().y").text()).isEqualTo("7");
        assertThat(ok("old instanceof Point").text()).isEqualTo("false");
    }

    /** What they held was of a class that no new code knows. */
    @Test
    void variablesOfARedefinedClassAreNamed() {
        ok("class Pair { int a = 1; }\nPair typed = new Pair();\nvar pair = new Pair();");
        assertThat(ok("class Pair { int a = 2; }").printed("stderr"))
                .isEqualTo(
                        "Pair has changed; without a value now: typed;"
                                + " to be declared again: pair\n");
        assertThat(ok("typed == null").text()).isEqualTo("true");
        assertThat(error("pair.a").get("evalue").getAsString())
                .contains("pair is to be declared again, since what it is made of has changed");
        ok("var pair = new Pair();");
        assertThat(ok("pair.a").text()).isEqualTo("2");
    }

    @Test
    void sameClassAgainKeepsItsInstances() {
        ok("class Same { int n = 1; }\nvar same = new Same(); same.n = 8;");
        ok("class Same { int n = 1; }");
        assertThat(ok("same.n").text()).isEqualTo("8");
    }
}
