package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an editor is told of the name at the cursor, and where the documentation comes from. */
class CellInspectionTest {
    private static final String GREETER =
            """
            package greeting;

            import java.util.Map;

            /** Greets <b>people</b>. */
            public class Greeter implements Polite {
                /** Most people at once. */
                public static final int MOST = 7;

                /** Kinds of day. */
                public enum Day {
                    /** Rain, {@literal <} 10 degrees. */
                    WET,
                    DRY
                }

                /**
                 * A name.
                 *
                 * @param first given
                 * @param last of the family
                 */
                public record Name(String first, String last) {}

                /** Makes one that knows nobody. */
                public Greeter() {}

                /**
                 * Greets one, {@code name}.
                 *
                 * <p>Costs $1 &amp; takes
                 * <ul>
                 *   <li>a <i>moment</i>,
                 *   <li>see {@link Polite#bow}.
                 * </ul>
                 *
                 * <pre>{@code
                 * greet("you");
                 *     greet("me");
                 * }</pre>
                 *
                 * @param name of the person
                 * @return the greeting
                 * @throws IllegalStateException if it is <em>late</em>
                 * @see Day
                 */
                public String greet(String name) {
                    return "Hello, " + name;
                }

                /** Greets many. */
                public String greet(Map.Entry<String, int[]> name, Object... more) {
                    return "Hello, all";
                }

                @Override
                public void bow() {}

                /** {@inheritDoc} Twice. */
                @Override
                public void nod() {}

                /** {@return the number of people} */
                public int count() {
                    return 0;
                }
            }
            """;
    private static final String POLITE =
            """
            package greeting;

            /** Knows manners. */
            public interface Polite {
                /** Bows deeply. */
                void bow();

                /** Nods. */
                void nod();
            }
            """;

    @TempDir static Path folder;
    private static AssistanceFixture notebook;

    @BeforeAll
    static void start() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources/greeting"));
        Path greeter = Files.writeString(sources.resolve("Greeter.java"), GREETER);
        Path polite = Files.writeString(sources.resolve("Polite.java"), POLITE);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int failed =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                greeter.toString(),
                                polite.toString());
        assertThat(failed).isZero();
        jar(classes, folder.resolve("greeter-1.0.jar"));
        jar(folder.resolve("sources"), folder.resolve("greeter-1.0-sources.jar"));
        notebook = new AssistanceFixture();
        notebook.addToClasspath(folder.resolve("greeter-1.0.jar"));
        notebook.run("import greeting.*;\nvar greeter = new Greeter();\nint seed = 1;");
    }

    private static void jar(Path content, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file);
                var files = Files.walk(content)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                String name = content.relativize(one).toString().replace('\\', '/');
                jar.putNextEntry(new ZipEntry(name));
                Files.copy(one, jar);
                jar.closeEntry();
            }
        }
    }

    @AfterAll
    static void stop() {
        notebook.close();
    }

    @Test
    void documentationOfTheLibraryIsShown() {
        String shown = notebook.plain("LanguageModel.builder().cell(|");
        assertThat(shown)
                .isEqualTo(
                        """
                        LanguageModelBuilder cell(Cell value)

                        in org.recurve.task.LanguageModelBuilder

                        Sets the kind of recurrent cell.

                        Parameters:
                        - value: one of Cells or the user's own; LSTM by default

                        Returns: this builder""");
        assertThat(notebook.plain("TextCor|pus")).contains("A text for language models");
        assertThat(notebook.plain("Sampling.topP(0.9).temperat|ure(0.6)"))
                .contains("Sharpens (below 1) or flattens (above 1) the distribution.")
                .contains("Overloads:\n    double temperature()");
    }

    @Test
    void javadocBecomesText() {
        assertThat(notebook.plain("greeter.gre|et(\"you\")"))
                .isEqualTo(
                        """
                        String greet(String name)

                        in greeting.Greeter

                        Greets one, name.

                        Costs $1 & takes
                        - a moment,
                        - see Polite.bow.

                            greet("you");
                                greet("me");

                        Parameters:
                        - name: of the person

                        Returns: the greeting

                        Throws:
                        - IllegalStateException: if it is late

                        See:
                        - Day

                        Overloads:
                            String greet(Map.Entry<String, int[]>, Object...)""");
    }

    @Test
    void javadocBecomesMarkdown() {
        assertThat(notebook.markdown("greeter.gre|et(\"you\")"))
                .isEqualTo(
                        """
                        ```java
                        String greet(String name)
                        ```

                        in `greeting.Greeter`

                        Greets one, `name`.

                        Costs \\$1 & takes

                        - a *moment*,
                        - see `Polite.bow`.

                        ```java
                        greet("you");
                            greet("me");
                        ```

                        **Parameters**

                        - `name`: of the person

                        **Returns** the greeting

                        **Throws**

                        - `IllegalStateException`: if it is *late*

                        **See**

                        - `Day`

                        **Overloads**

                        ```java
                        String greet(Map.Entry<String, int[]>, Object...)
                        ```""");
    }

    @Test
    void argumentsDecideOnTheOverload() {
        assertThat(notebook.plain("greeter.gre|et(Map.entry(\"a\", new int[1]), 2)"))
                .startsWith("String greet(Map.Entry<String, int[]> name, Object... more)")
                .contains("Greets many.");
    }

    @Test
    void withoutArgumentsAllOverloadsAreShown() {
        assertThat(notebook.plain("greeter.greet|")).contains("Greets one").contains("Greets many");
    }

    @Test
    void documentationIsInherited() {
        assertThat(notebook.plain("greeter.bow|()")).contains("Bows deeply.");
        assertThat(notebook.plain("greeter.nod|()")).contains("Nods. Twice.");
    }

    @Test
    void allKindsOfDeclarationsAreDocumented() {
        assertThat(notebook.plain("Greet|er"))
                .isEqualTo("class Greeter implements Polite\n\nin greeting\n\nGreets people.");
        assertThat(notebook.plain("new Greeter(|)")).contains("Makes one that knows nobody.");
        assertThat(notebook.plain("Greeter.MO|ST"))
                .isEqualTo("static int MOST = 7\n\nin greeting.Greeter\n\nMost people at once.");
        assertThat(notebook.plain("Greeter.Day.W|ET")).contains("Rain, < 10 degrees.");
        assertThat(notebook.plain("Greeter.Na|me n"))
                .startsWith("record Greeter.Name(String first, String last)")
                .contains("A name.\n\nParameters:\n- first: given\n- last: of the family");
        assertThat(notebook.plain("new Greeter.Name(\"a\", \"b\").la|st()"))
                .endsWith("of the family");
        assertThat(notebook.plain("greeter.cou|nt()")).contains("Returns the number of people.");
        assertThat(notebook.plain("import greeting.Pol|ite;")).contains("Knows manners.");
    }

    @Test
    void variablesShowTheirTypes() {
        assertThat(notebook.plain("see|d + 1")).isEqualTo("int seed");
        assertThat(notebook.plain("greet|er.count()"))
                .isEqualTo("Greeter greeter\n\nGreeter: Greets people.");
        assertThat(notebook.plain("var all = List.of(1);\nfor (var one : all) { on|e++; }"))
                .startsWith("Integer one");
    }

    @Test
    void theJdkIsDocumentedWhereItsSourcesAre() {
        String shown = notebook.plain("Math.floorMod|(7, 3)");
        assertThat(shown).startsWith("static int floorMod(int x, int y)\n\nin java.lang.Math");
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        assertThat(shown.contains("the divisor")).isEqualTo(Files.isReadable(sources));
    }

    @Test
    void theCellsOwnCommentsCount() throws CellException {
        notebook.run(
                "/**\n * Doubles.\n *\n * @param x any\n */\nint twice(int x) { return 2 * x; }");
        String documented = "int twice(int x)\n\nDoubles.\n\nParameters:\n- x: any";
        assertThat(notebook.plain("twi|ce(2)")).isEqualTo(documented);
        assertThat(notebook.plain("twice(|")).isEqualTo(documented);
        assertThat(
                        notebook.plain(
                                "/** Triples. */\nint thrice(int x) { return 3 * x; }\nthri|ce(4)"))
                .isEqualTo("int thrice(int x)\n\nTriples.");
    }

    @Test
    void detailAddsTheSource() throws CellException {
        assertThat(notebook.inspect("greeter.cou|nt()", true).getData(MIMEType.TEXT_PLAIN))
                .asString()
                .endsWith("public int count() {\n    return 0;\n}");
    }

    @Test
    void theCallAroundTheCursorIsShown() {
        assertThat(notebook.plain("greeter.greet(|")).contains("Greets one");
        assertThat(notebook.plain("greeter.greet(\"a|b\")")).contains("Greets one");
        assertThat(notebook.plain("greeter.greet(List.of(1).get(0) + | \"\")"))
                .contains("Greets one");
        assertThat(notebook.plain("new ArrayList<String>(|")).startsWith("ArrayList(");
        assertThat(notebook.plain("greeter.greet(no|body)")).contains("Greets one");
    }

    @Test
    void brokenCodeElsewhereIsNoHindrance() {
        assertThat(notebook.plain("int x = ;\ngreeter.bo|w();\nfor (")).contains("Bows deeply.");
        assertThat(notebook.plain("greeter.greet(|\nvar y = 3;")).contains("Greets one");
        assertThat(notebook.plain("String s = \"abc\ngreeter.bo|w();")).contains("Bows deeply.");
    }

    @Test
    void whereNothingIsNamedNothingIsTold() {
        assertThat(notebook.plain("int x = 1; |")).isNull();
        assertThat(notebook.plain("int x = 1;|")).isNull();
        assertThat(notebook.plain("// greeter|")).isNull();
        assertThat(notebook.plain("\"greeter|\"")).isNull();
        assertThat(notebook.plain("if (|")).isNull();
        assertThat(notebook.plain("no|body")).isNull();
        assertThat(notebook.plain("nobody(|)")).isNull();
        assertThat(notebook.plain("whi|le (true) {}")).isNull();
        assertThat(notebook.plain("|")).isNull();
        assertThat(notebook.plain("%wh|o")).isNull();
    }
}
