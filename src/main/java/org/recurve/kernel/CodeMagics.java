package org.recurve.kernel;

import java.time.Duration;
import java.util.List;
import org.recurve.core.RecurveException;

/** The magics that time code: {@code %time} and {@code %timeit}, of a line or of a whole cell. */
final class CodeMagics {
    private final JavaKernel kernel;

    CodeMagics(JavaKernel kernel) {
        this.kernel = kernel;
    }

    Object time(List<String> code) throws Exception {
        return time("%time", line("%time", code));
    }

    Object timeCell(List<String> first, String body) throws Exception {
        return time("%%time", whole(first, body));
    }

    Object timeIt(List<String> code) throws Exception {
        return timeIt("%timeit", line("%timeit", code));
    }

    Object timeItCell(List<String> first, String body) throws Exception {
        return timeIt("%%timeit", whole(first, body));
    }

    private static String line(String magic, List<String> code) {
        if (code.isEmpty()) {
            throw new RecurveException(
                    magic
                            + ": expected code behind it, as in "
                            + magic
                            + " model.translate(\"...\"), or %"
                            + magic
                            + " above the code of a whole cell");
        }
        return code.get(0);
    }

    private static String whole(List<String> first, String body) {
        return first.isEmpty() ? body : first.get(0) + "\n" + body;
    }

    /** Runs code once, prints how long it ran, and yields its value. */
    private Object time(String magic, String code) throws Exception {
        kernel.takeRunningNanos();
        Duration before = processor();
        try {
            return kernel.evaluateInCell(magic, code);
        } finally {
            double busy = processor().minus(before).toNanos() / 1e9;
            System.out.printf(
                    "%s (compiling and running took %s of processor time)%n",
                    Durations.text(kernel.takeRunningNanos() / 1e9), Durations.text(busy));
        }
    }

    /** {@return what all threads together took so far; zero where the system does not tell} */
    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** A lambda, so that only running is timed, not compiling. */
    private Object timeIt(String magic, String code) throws Exception {
        String work = code.strip();
        boolean expression = !work.endsWith(";") && !work.endsWith("}");
        String body = expression ? work : "{\n" + work + "\n}";
        return kernel.evaluateInCell(magic, "org.recurve.kernel.TimeIt.run(() -> " + body + ");");
    }
}
