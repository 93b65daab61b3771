package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagicLinesTest {
    private final MagicLines lines = new MagicLines(() -> Set.of("jars", "load", "time"));

    @Test
    void lineMagicBecomesACallOnItsLine() {
        assertThat(lines.toJava("int a = 1;\n%jars \"my libs/a b.jar\" x.jar\nint b;"))
                .isEqualTo(
                        "int a = 1;\n"
                                + "lineMagic(\"jars\", java.util.List.of(\"my libs/a b.jar\","
                                + " \"x.jar\"));\n"
                                + "int b;");
    }

    @Test
    void valueOfAMagicCanBeAssigned() {
        assertThat(lines.toJava("List<String> found = %jars 'a b'"))
                .isEqualTo("List<String> found = lineMagic(\"jars\", java.util.List.of(\"a b\"));");
    }

    @Test
    void codeBehindAMagicStaysAsItIs() {
        assertThat(lines.toJava("%time f(\"a  b\", 'c')"))
                .isEqualTo("lineMagic(\"time\", java.util.List.of(\"f(\\\"a  b\\\", 'c')\"));");
        assertThat(lines.toJava("var x = %time"))
                .isEqualTo("var x = lineMagic(\"time\", java.util.List.of());");
    }

    @Test
    void cellMagicTakesTheRestOfTheCell() {
        assertThat(lines.toJava("%%loadFromPOM test\n<a b=\"c\">\n\\\t\u00e9</a>"))
                .isEqualTo(
                        "cellMagic(\"loadFromPOM\", java.util.List.of(\"test\"),"
                                + " \"<a b=\\\"c\\\">\\012\\\\\\011\\u00e9</a>\");");
    }

    @Test
    void unknownMagicAtTheStartOfACellIsCalledToo() {
        assertThat(lines.toJava("%jats x"))
                .isEqualTo("lineMagic(\"jats\", java.util.List.of(\"x\"));");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String.format(\"x=%d\", 5)",
                "int r = a %b;",
                "int r = a\n    % b;",
                "int r = a\n    %b;",
                "String s = \"=%jars x\";",
                "System.out.printf(\"%load%n\");",
                "int y = 7 % 3;"
            })
    void percentSignsOfJavaStay(String java) {
        assertThat(lines.toJava(java)).isEqualTo(java);
    }
}
