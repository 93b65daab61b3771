package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What an editor asks while a cell is being written. */
final class Assistance {
    private final SourceCodeAnalysis analysis;

    Assistance(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** {@return what may be written at the cursor, those of a fitting type first} */
    ReplacementOptions complete(String code, int cursor) {
        int at = Math.min(cursor, code.length());
        int start = unfinished(code.substring(0, at));
        int[] anchor = {0};
        List<Suggestion> suggestions =
                analysis.completionSuggestions(code.substring(start, at), at - start, anchor);
        List<String> matching =
                suggestions.stream()
                        .filter(Suggestion::matchesType)
                        .map(Suggestion::continuation)
                        .distinct()
                        .toList();
        List<String> all =
                suggestions.stream()
                        .filter(suggestion -> !suggestion.matchesType())
                        .map(Suggestion::continuation)
                        .distinct()
                        .collect(Collectors.toList());
        all.removeAll(matching);
        all.addAll(0, matching);
        return new ReplacementOptions(all, start + anchor[0], at);
    }

    /**
     * {@return signatures and documentation at the cursor, or {@code null} where there are none}
     */
    DisplayData inspect(String code, int cursor) {
        int at = Math.min(cursor, code.length());
        // The documentation of a call is had from inside of its parentheses.
        while (at > 0 && at < code.length() && code.charAt(at - 1) != '(') {
            if (!Character.isJavaIdentifierPart(code.charAt(at)) && code.charAt(at) != '(') {
                break;
            }
            at++;
        }
        int start = unfinished(code.substring(0, at));
        List<Documentation> found =
                analysis.documentation(code.substring(start, at), at - start, true);
        if (found.isEmpty()) {
            return null;
        }
        return new DisplayData(
                found.stream()
                        .map(
                                one ->
                                        one.javadoc() == null
                                                ? one.signature()
                                                : one.signature() + "\n\n" + one.javadoc())
                        .distinct()
                        .collect(Collectors.joining("\n\n")));
    }

    /** {@return Jupyter's word for how finished the code is, or the indent of its next line} */
    String isComplete(String code) {
        if (code.stripLeading().startsWith("%")) {
            return "complete";
        }
        String rest = code;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case UNKNOWN -> {
                    return "invalid";
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return indent(code);
                }
                default -> {
                    if (info.remaining().isBlank()) {
                        return "complete";
                    }
                    rest = info.remaining();
                }
            }
        }
    }

    private static String indent(String code) {
        String line = code.substring(code.lastIndexOf('\n') + 1);
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        return line.stripTrailing().endsWith("{") ? indent + "    " : indent;
    }

    /** Index of the first snippet that is not complete; the ones before it need no look. */
    private int unfinished(String code) {
        String rest = code;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() != SourceCodeAnalysis.Completeness.COMPLETE
                    || info.remaining().isEmpty()) {
                return code.length() - rest.length();
            }
            rest = info.remaining();
        }
    }
}
