package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A notebook without a client, asked with a bar in the code where the cursor is. */
final class AssistanceFixture implements AutoCloseable {
    private final Evaluator evaluator = new Evaluator(List.of(), -1, new MagicLines(Set::of));
    private final Assistance assistance =
            evaluator.assistance(
                    new MagicText(
                            () -> Set.of("time", "timeit", "load", "who"),
                            () -> Set.of("time", "timeit", "loadFromPOM")));

    AssistanceFixture() {
        evaluator.importAll(DefaultImports.packages());
        evaluator.importAll(DefaultImports.classes());
    }

    void run(String cell) throws CellException {
        evaluator.evaluate("cell 1", cell);
    }

    void addToClasspath(Path entry) {
        evaluator.addToClasspath(entry);
    }

    Assistance assistance() {
        return assistance;
    }

    Completions complete(String code) {
        return assistance.complete(code.replace("|", ""), cursor(code));
    }

    List<String> texts(String code) {
        return complete(code).texts();
    }

    /** {@return the one completion of a text} */
    Completion only(String code, String text) {
        List<Completion> found =
                complete(code).matches().stream().filter(one -> one.text().equals(text)).toList();
        if (found.size() != 1) {
            throw new AssertionError("one " + text + " expected in " + complete(code));
        }
        return found.get(0);
    }

    DisplayData inspect(String code, boolean detail) {
        return assistance.inspect(code.replace("|", ""), cursor(code), detail);
    }

    /** {@return what is shown as plain text, or {@code null}} */
    String plain(String code) {
        DisplayData data = inspect(code, false);
        return data == null ? null : (String) data.getData(MIMEType.TEXT_PLAIN);
    }

    String markdown(String code) {
        return (String) inspect(code, false).getData(MIMEType.TEXT_MARKDOWN);
    }

    // As the protocol counts: code points.
    private static int cursor(String code) {
        return code.codePointCount(0, code.indexOf('|'));
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
