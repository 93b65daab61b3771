package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Evaluator evaluator = new Evaluator(List.of(), -1, new MagicLines(Set::of));

    @AfterEach
    void close() {
        evaluator.close();
    }

    private Object run(String code) throws CellException {
        return evaluator.evaluate("cell", code);
    }

    private static void assertCollected(WeakReference<?> reference) throws Exception {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(reference.get()).isNull();
    }

    @Test
    void valueOfARedeclaredVariableIsFree() throws Exception {
        WeakReference<?> first = new WeakReference<>(run("var big = new Object(); (Object) big"));
        assertThat(first.get()).isNotNull();
        // The value of the expression above has a variable of its own.
        run("$1 = null;");
        run("var big = new Object();");
        assertCollected(first);
    }

    @Test
    @SuppressWarnings("unchecked") // What the cell yields.
    void codeOfAFormerCellFindsTheValueOfTheNext() throws Exception {
        run("String name = \"old\"; java.util.function.Supplier<String> code = () -> name;");
        Supplier<String> former = (Supplier<String>) run("code");
        run("String name = \"new\";");
        assertThat(former.get()).isEqualTo("new");
        run("int name = 3;");
        assertThat(former.get()).isEqualTo("new");
    }

    @Test
    void anExpressionThatFailsLeavesNoName() throws Exception {
        run("int half(int n) { if (n % 2 > 0) throw new ArithmeticException(); return n / 2; }");
        assertThat(run("half(4)")).isEqualTo(2);
        assertThatThrownBy(() -> run("half(3)")).isInstanceOf(CellException.class);
        assertThatThrownBy(() -> run("int twice = 2 * $2;")).isInstanceOf(CellException.class);
        assertThat(run("half(8)")).isEqualTo(4);
        assertThat(run("$1 + $3")).isEqualTo(6);
    }

    @Test
    void severalVariablesOfOneDeclarationAndThoseWithoutAValueAreKnown() throws Exception {
        assertThat(run("final double rate = 20, decay = 0.5; rate * decay")).isEqualTo(10.0);
        assertThat(run("int unset; String none; unset + \"\" + none")).isEqualTo("0null");
        assertThat(run("String none = null; (Object) none")).isNull();
    }

    @Test
    void onlyTheLatestValuesOfExpressionsAreKept() throws Exception {
        WeakReference<?> first = new WeakReference<>(run("new Object()"));
        assertThat(first.get()).isNotNull();
        run("1 + 1");
        run("int usesIt() { return $2; }");
        for (int i = 0; i < 60; i++) {
            run("2 * " + i);
        }
        assertThat(run("$60 + usesIt()")).isEqualTo((60 - 3) * 2 + 2);
        assertThatThrownBy(() -> run("$1")).hasMessageContaining("variable $1");
        assertCollected(first);
    }
}
