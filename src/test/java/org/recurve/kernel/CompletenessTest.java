package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the Enter key of a console runs the code, and how the next line is indented else. */
class CompletenessTest {
    private static AssistanceFixture notebook;

    @BeforeAll
    static void start() throws CellException {
        notebook = new AssistanceFixture();
    }

    @AfterAll
    static void stop() {
        notebook.close();
    }

    private static String of(String code) {
        return notebook.assistance().isComplete(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "int x = 1;",
                "int x = 1; x",
                "if (true) { }",
                "for (int i = 0; i < 3; i++) { }",
                "int f(int a) { return a; }",
                "class A { int f() { return 1; } void g() { } }",
                "record P(int x) { }",
                "String s = \"\"\"\n  abc\n  \"\"\"",
                "// a comment",
                "int x = 1; // a comment",
                "Runnable r = () -> { };",
                "%who",
                "%time f(",
                "int x = 1;\n%who it's",
                "%time seed\nint y = 1;",
                "%%time\nint x = 1;\n",
                "%%loadFromPOM\n<dependency>\n\n",
            })
    void canBeRun(String code) {
        assertThat(of(code)).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int 1x = ;", ")", "\"abc", "else"})
    void willNeverBeRight(String code) {
        assertThat(of(code)).isEqualTo("invalid");
    }

    @Test
    void blocksAreIndentedByFour() {
        assertThat(of("for (int i = 0; i < 3; i++) {")).isEqualTo("    ");
        assertThat(of("class A {\n    int f() {")).isEqualTo("        ");
        assertThat(of("class A {\n    int f() {\n        return 1;\n    }")).isEqualTo("    ");
        assertThat(of("list.forEach(x -> {")).isEqualTo("    ");
        assertThat(of("class A { // a brace: {\n")).isEqualTo("    ");
    }

    @Test
    void whatGoesOnIsIndentedByEight() {
        assertThat(of("Math.max(3,")).isEqualTo("        ");
        assertThat(of("int x = 3 +")).isEqualTo("        ");
        assertThat(of("LanguageModel.builder().")).isEqualTo("        ");
        assertThat(of("{\n    Math.max(3,")).isEqualTo("            ");
        assertThat(of("{\n    int x = 3 +")).isEqualTo("            ");
    }

    @Test
    void textsAndCommentsKeepTheirIndent() {
        assertThat(of("String s = \"\"\"\n   abc")).isEqualTo("   ");
        assertThat(of("/* abc\n  def {")).isEqualTo("  ");
    }

    @Test
    void aCellMagicEndsWithABlankLine() {
        assertThat(of("%%time")).isEmpty();
        assertThat(of("%%time\nint x = 1;")).isEmpty();
        assertThat(of("%%time\nfor (;;) {")).isEqualTo("    ");
    }
}
