package org.recurve.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/** Puts what went wrong in a cell into words: the cells' own lines, no inside of JShell. */
final class ErrorReport {
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    /** Frames of libraries in a row that are shown in full. */
    private static final int LIBRARY_FRAMES = 8;

    /** What the compiler says it did not find. */
    private static final Pattern SYMBOL =
            Pattern.compile("\\s*symbol:\\s+(?:variable|method|class)\\s+(\\w+)");

    private final Sources sources;

    ErrorReport(Sources sources) {
        this.sources = sources;
    }

    /**
     * Reports what the compiler said.
     *
     * @param origin the snippet it said it of
     * @param source the snippet's source as compiled
     * @param diagnostics errors and warnings, positions counted in {@code source}
     * @param reasons why a name that the compiler does not find cannot be used, or nothing
     */
    CellException compilation(
            Sources.Origin origin,
            String source,
            List<Diag> diagnostics,
            UnaryOperator<String> reasons) {
        List<String> traceback = new ArrayList<>();
        String value = null;
        for (Diag diagnostic : diagnostics) {
            String message = message(diagnostic, reasons);
            int position = (int) Math.min(Math.max(diagnostic.getPosition(), 0), source.length());
            int line =
                    1 + (int) source.substring(0, position).chars().filter(c -> c == '\n').count();
            int lineStart = source.lastIndexOf('\n', position - 1) + 1;
            int start = (int) Math.max(diagnostic.getStartPosition(), lineStart);
            String text = origin.text(line);
            int end = (int) Math.min(diagnostic.getEndPosition(), lineStart + text.length());
            int caret = Math.min(start, position) - lineStart;
            traceback.add(
                    (diagnostic.isError() ? RED + "error" + PLAIN : "warning")
                            + " in "
                            + origin.place(line)
                            + ": "
                            + message);
            traceback.add("    " + text);
            traceback.add(
                    "    " + " ".repeat(caret) + "^".repeat(Math.max(1, end - lineStart - caret)));
            if (value == null && diagnostic.isError()) {
                value = origin.place(line) + ": " + message;
            }
        }
        return new CellException(
                "CompilationError",
                value == null ? "the cell does not compile" : value,
                traceback,
                null);
    }

    /**
     * Reports an exception.
     *
     * @param thrown what the cell threw
     * @param translated JShell's copy of it, whose frames name snippets; may be {@code null}
     */
    CellException thrown(Throwable thrown, JShellException translated) {
        if (thrown instanceof CellException inner) {
            return inner;
        }
        List<String> traceback = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable real = thrown;
        Throwable copy = translated;
        while (real != null && seen.add(real)) {
            String head = (seen.size() == 1 ? "" : "Caused by: ") + real.getClass().getName();
            String message = messageOf(real);
            traceback.add(RED + head + PLAIN + (message.isEmpty() ? "" : ": " + message));
            frames(copy == null ? real.getStackTrace() : copy.getStackTrace(), traceback);
            real = real.getCause();
            copy = copy == null ? null : copy.getCause();
        }
        return new CellException(
                thrown.getClass().getSimpleName(), messageOf(thrown), traceback, thrown);
    }

    /** Reports that a cell was ended on request; what it threw then may be the reason or not. */
    @SuppressWarnings("removal")
    CellException interrupted(String reason, Throwable thrown, JShellException translated) {
        List<String> traceback = new ArrayList<>();
        traceback.add(RED + "Interrupted" + PLAIN + ": the cell " + reason);
        if (thrown != null && !(thrown instanceof ThreadDeath)) {
            traceback.addAll(thrown(thrown, translated).traceback());
        }
        return new CellException("Interrupted", "the cell " + reason, traceback, thrown);
    }

    /** Reports the call of a declaration that refers to something not yet declared. */
    CellException unresolved(
            UnresolvedReferenceException thrown, String name, List<String> missing) {
        String value =
                name + " cannot run before these are declared: " + String.join(", ", missing);
        List<String> traceback = new ArrayList<>();
        traceback.add(RED + "UnresolvedReference" + PLAIN + ": " + value);
        frames(thrown.getStackTrace(), traceback);
        return new CellException("UnresolvedReference", value, traceback, thrown);
    }

    /** Reports an error of the kernel itself, or of an extension. */
    CellException internal(Throwable thrown) {
        return thrown(thrown, null);
    }

    /** The frames down to the last one of a cell; long runs of library frames in short. */
    private void frames(StackTraceElement[] stack, List<String> lines) {
        int last = stack.length - 1;
        while (last >= 0 && origin(stack[last]) == null) {
            last--;
        }
        int library = 0;
        boolean quoted = false;
        for (int i = 0; i <= last; i++) {
            StackTraceElement frame = stack[i];
            Sources.Origin origin = origin(frame);
            if (origin != null) {
                elided(library, lines);
                library = 0;
                String method = frame.getMethodName();
                lines.add(
                        "    at "
                                + (method == null || method.isEmpty() ? "" : method + ", ")
                                + origin.place(frame.getLineNumber())
                                + (quoted
                                        ? ""
                                        : ":  " + origin.text(frame.getLineNumber()).strip()));
                quoted = true;
            } else if (!inside(frame) && ++library <= LIBRARY_FRAMES) {
                lines.add("    at " + frame);
            }
        }
        if (last < 0 && stack.length > 0) {
            for (int i = 0; i < Math.min(stack.length, LIBRARY_FRAMES); i++) {
                lines.add("    at " + stack[i]);
            }
        }
    }

    private static void elided(int library, List<String> lines) {
        if (library > LIBRARY_FRAMES) {
            lines.add("    ... " + (library - LIBRARY_FRAMES) + " more of libraries");
        }
    }

    private Sources.Origin origin(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? sources.get(file.substring(1)) : null;
    }

    private static boolean inside(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.reflect.")
                || name.startsWith("jdk.jshell.")
                || name.startsWith("org.recurve.kernel.")
                || name.startsWith("REPL.");
    }

    // The compiler's "location" names the class that JShell wraps around a cell.
    private static String message(Diag diagnostic, UnaryOperator<String> reasons) {
        List<String> lines = new ArrayList<>();
        for (String line : diagnostic.getMessage(Locale.ROOT).lines().toList()) {
            if (!line.strip().startsWith("location:")) {
                lines.add(line.strip().replaceAll("\\s+", " "));
            }
            Matcher symbol = SYMBOL.matcher(line);
            if (symbol.lookingAt()) {
                lines.add(reasons.apply(symbol.group(1)));
            }
        }
        lines.removeIf(String::isEmpty);
        return String.join("; ", lines);
    }

    // A message is the user's code: it may be missing, and may throw.
    private static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | Error e) {
            return "(its message cannot be had: " + e.getClass().getName() + ")";
        }
    }
}
