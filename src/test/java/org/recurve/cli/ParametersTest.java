package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

class ParametersTest {
    private static final String CELL =
            """
            // The run: "seed = 9" in a comment is none.
            String dataset = "sample", split = "validation"; /* which part */
            int seed = 1;
            final double rate = 20;
            var decay = -1e-3;
            var many = 100L;
            float half = .5f;
            Boolean quick = true;
            java.util.List<String> names = java.util.List.of("a");
            int later;
            """;

    @Test
    void replacesValuesAndLeavesAllElseAsItIs() {
        Parameters parameters = Parameters.parse(CELL);
        parameters.set("seed", "-7");
        parameters.set("split", "test");
        parameters.set("rate", "0.5");
        parameters.set("decay", "2");
        parameters.set("many", "9000000000");
        parameters.set("half", "0.25");
        parameters.set("quick", "false");
        assertThat(parameters.source())
                .isEqualTo(
                        CELL.replace("int seed = 1", "int seed = -7")
                                .replace("\"validation\"", "\"test\"")
                                .replace("rate = 20", "rate = 0.5")
                                .replace("-1e-3", "2.0")
                                .replace("100L", "9000000000L")
                                .replace(".5f", "0.25f")
                                .replace("quick = true", "quick = false"));
    }

    @Test
    void aValueIsOneLiteralWhateverItHolds() {
        Parameters parameters = Parameters.parse("String text = \"a\"; int n = 1;");
        String nasty = "\"; System.exit(9); \\u0022 \\ \t\n\r\u0001 Zürich $1";
        parameters.set("text", nasty);
        Parameters again = Parameters.parse(parameters.source());
        assertThat(again.toJson().get("text").getAsString()).isEqualTo(nasty);
        assertThat(again.toJson().get("n").getAsInt()).isEqualTo(1);
    }

    @Test
    void tellsTheValuesInEffect() {
        Parameters parameters = Parameters.parse(CELL);
        parameters.set("seed", "3");
        assertThat(parameters.toJson().toString())
                .isEqualTo(
                        "{\"dataset\":\"sample\",\"split\":\"validation\",\"seed\":3,\"rate\":20,"
                                + "\"decay\":-0.001,\"many\":100,\"half\":0.5,\"quick\":true,"
                                + "\"names\":\"java.util.List.of(\\\"a\\\")\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "seed, 1.5, a whole number (int)",
        "seed, 3000000000, a whole number (int)",
        "seed, '', a whole number (int)",
        "many, x, a whole number (long)",
        "rate, fast, a number (double)",
        "rate, NaN, a number (double)",
        "decay, 1e999, a number (double)",
        "half, 1e39, a number (float)",
        "quick, yes, true or false"
    })
    void rejectsAValueOfAnotherType(String name, String value, String expected) {
        Parameters parameters = Parameters.parse(CELL);
        assertThatThrownBy(() -> parameters.set(name, value))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("-p " + name + "=" + value)
                .hasMessageContaining("expected " + expected);
    }

    @Test
    void rejectsANameThatIsNotDeclared() {
        assertThatThrownBy(() -> Parameters.parse(CELL).set("sede", "2"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sede")
                .hasMessageContaining("dataset, split, seed, rate");
        assertThatThrownBy(() -> Parameters.none().set("seed", "2"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("it declares none");
    }

    @Test
    void rejectsToReplaceWhatIsNoLiteral() {
        assertThatThrownBy(() -> Parameters.parse(CELL).set("names", "b"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("java.util.List.of(\"a\")")
                .hasMessageContaining("only literals");
    }

    @Test
    void tellsTheLineOfACellThatIsNotJava() {
        assertThatThrownBy(() -> Parameters.parse("int seed = 1;\nint = 2;"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("line 2");
    }
}
