package org.recurve.kernel;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Whether code can be run as it stands, for clients where the Enter key runs it. */
final class Completeness {
    private static final String COMPLETE = "complete";
    private static final int BLOCK = 4;
    private static final int CONTINUATION = 8;

    private Completeness() {}

    /**
     * {@return {@code complete}, {@code invalid}, or else the indent of the next line}
     *
     * @param analysis of the notebook's JShell
     * @param cell as written
     * @param java the cell without magics
     */
    static String of(SourceCodeAnalysis analysis, String cell, String java) {
        if (cell.stripLeading().startsWith("%%")) {
            // Nothing in it can tell where it ends, so a blank line does.
            int last = cell.lastIndexOf('\n');
            return last >= 0 && cell.substring(last).isBlank() ? COMPLETE : indent(java);
        }
        String rest = java;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case UNKNOWN -> {
                    return "invalid";
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return indent(java);
                }
                default -> {
                    if (info.remaining().isBlank() || info.remaining().length() >= rest.length()) {
                        return COMPLETE;
                    }
                    rest = info.remaining();
                }
            }
        }
    }

    private static String indent(String java) {
        CodeScan scan = new CodeScan(java);
        List<Integer> open = scan.open();
        if (scan.place() != CodeScan.Place.CODE && scan.place() != CodeScan.Place.LINE_COMMENT) {
            return blanks(java, java.length());
        } else if (!open.isEmpty()) {
            int bracket = open.get(0);
            int more = java.charAt(bracket) == '{' ? BLOCK : CONTINUATION;
            String indent = blanks(java, bracket) + " ".repeat(more);
            // A chain of calls goes on where it stands.
            return goesOn(scan.masked()) ? longer(indent, blanks(java, java.length())) : indent;
        }
        String last = blanks(java, java.length());
        return goesOn(scan.masked()) && last.isEmpty() ? " ".repeat(CONTINUATION) : last;
    }

    private static boolean goesOn(String masked) {
        String code = masked.stripTrailing();
        return !code.isEmpty() && !";{}(".contains(code.substring(code.length() - 1));
    }

    private static String longer(String a, String b) {
        return a.length() >= b.length() ? a : b;
    }

    /** The blanks that the line of a place starts with. */
    private static String blanks(String code, int place) {
        int start = code.lastIndexOf('\n', place - 1) + 1;
        int end = start;
        while (end < code.length() && (code.charAt(end) == ' ' || code.charAt(end) == '\t')) {
            end++;
        }
        return code.substring(start, end);
    }
}
