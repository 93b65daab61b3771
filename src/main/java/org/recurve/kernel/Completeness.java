package org.recurve.kernel;

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
        int last = cell.lastIndexOf('\n');
        if (cell.stripLeading().startsWith("%%")) {
            // Nothing in it can tell where it ends, so a blank line does.
            return last >= 0 && cell.substring(last).isBlank() ? COMPLETE : indent(cell, java);
        } else if (last < 0 && cell.stripLeading().startsWith("%")) {
            return COMPLETE;
        }
        String rest = java;
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            switch (info.completeness()) {
                case UNKNOWN -> {
                    return "invalid";
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return indent(cell, java);
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

    private static String indent(String cell, String java) {
        CodeScan scan = new CodeScan(java);
        String last = blanks(cell, cell.length());
        if (scan.place() != CodeScan.Place.CODE && scan.place() != CodeScan.Place.LINE_COMMENT) {
            return last;
        }
        String indent = "";
        boolean inBlock = true;
        if (!scan.open().isEmpty()) {
            int bracket = scan.open().get(0);
            inBlock = java.charAt(bracket) == '{';
            indent = blanks(cell, bracket) + " ".repeat(inBlock ? BLOCK : CONTINUATION);
        }
        String code = scan.masked().stripTrailing();
        boolean statementGoesOn =
                !code.isEmpty() && !";{}([".contains(code.substring(code.length() - 1));
        if (!statementGoesOn) {
            return indent;
        }
        // A statement's second line is indented once, all others as that.
        boolean second = last.length() <= indent.length();
        return second ? indent + " ".repeat(inBlock ? CONTINUATION : 0) : last;
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
