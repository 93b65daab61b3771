package org.recurve.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The snippets of a cell as one block of a method, in which each knows those before it though none
 * has run. A method or type stands in a local class with a method of its own that holds what
 * follows; so everything nests, and the cell's text stays in its order.
 */
final class CellBlock {
    /** Start of the names that this block adds. */
    static final String OWN = "$recurve";

    private static final Pattern IMPORT =
            Pattern.compile("\\s*import\\s+(static\\s+)?([\\w.\\s]+?)(\\s*\\.\\s*\\*)?\\s*;?\\s*");
    private static final Pattern MODIFIERS =
            Pattern.compile("\\s*(?:(?:public|private|protected|static|final|abstract)\\s+)+");
    private static final String ANNOTATIONS_AND_MODIFIERS =
            "\\s*(?:@\\w[\\w.]*(?:\\([^)]*\\))?\\s*)*(?:(?:public|private|protected|static|final"
                    + "|abstract|synchronized|sealed|strictfp|default)\\s+)*";
    private static final Pattern TYPE =
            Pattern.compile(
                    ANNOTATIONS_AND_MODIFIERS
                            + "(?:(?:class|interface|enum|@interface)\\s+\\w"
                            + "|record\\s+\\w+\\s*[(<])");
    private static final Pattern METHOD =
            Pattern.compile(
                    ANNOTATIONS_AND_MODIFIERS
                            + "(?:<[^>()]+>\\s*)?"
                            + "(?!(?:new|return|throw|else|case|do|yield|assert)\\b)"
                            + "\\w[\\w.]*(?:<[^=;{}()]*>)?[\\[\\]\\s]*\\s\\w+\\s*"
                            + "\\([^(){};]*\\)\\s*(?:throws[\\w.,\\s]+)?\\{");

    private final List<String> imports = new ArrayList<>();
    private final StringBuilder text = new StringBuilder("{");
    private final List<int[]> starts = new ArrayList<>();
    private String last = "";
    private boolean endsInImport;

    /** Arranges a cell without magics, or its part up to a place. */
    CellBlock(SourceCodeAnalysis analysis, String code) {
        String rest = code;
        boolean more = true;
        while (more && !rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            int length = rest.length() - info.remaining().length();
            more = info.completeness() == Completeness.COMPLETE && length > 0;
            last = more ? rest.substring(0, length) : rest;
            mark(code.length() - rest.length());
            append(more);
            rest = rest.substring(last.length());
        }
        if (more) {
            last = rest;
            mark(code.length() - rest.length());
            text.append(rest);
        }
    }

    private void mark(int inCell) {
        starts.add(new int[] {inCell, text.length()});
    }

    private void append(boolean complete) {
        String masked = new CodeScan(last).masked();
        Matcher importing = IMPORT.matcher(masked);
        if (importing.matches()) {
            text.append(importedName(importing, masked));
            imports.add(masked.strip().replaceFirst(";?$", ";"));
            endsInImport = !complete;
        } else if (TYPE.matcher(masked).lookingAt() || METHOD.matcher(masked).lookingAt()) {
            String opening = "class " + OWN + starts.size() + " {";
            text.append(opening).append(last);
            starts.get(starts.size() - 1)[1] += opening.length();
            if (complete) {
                text.append(" Object ").append(OWN).append(starts.size());
                text.append("() throws Throwable {");
            }
        } else {
            text.append(withoutModifiers(last, masked));
        }
    }

    // A variable of the imported type, so that its name is looked up where it stands.
    private String importedName(Matcher importing, String masked) {
        int from = importing.start(2);
        int to = importing.end(2);
        boolean type = importing.group(1) == null && importing.group(3) == null;
        return " ".repeat(from)
                + (type ? masked.substring(from, to) : " ".repeat(to - from))
                + (type ? " " + OWN + "i" + starts.size() + ";" : ";");
    }

    private static String withoutModifiers(String source, String masked) {
        Matcher modifiers = MODIFIERS.matcher(masked);
        return modifiers.lookingAt()
                ? source.substring(0, modifiers.end()).replaceAll("[^\\n]", " ")
                        + source.substring(modifiers.end())
                : source;
    }

    /** {@return the cell's own import declarations} */
    List<String> imports() {
        return imports;
    }

    /** {@return the block, from its opening brace, without what closes it} */
    String text() {
        return text.toString();
    }

    /** {@return whether the cell is but one snippet} */
    boolean isSingle() {
        return starts.size() == 1;
    }

    /** {@return the snippet that the cell ends in, as it stands there} */
    String lastSnippet() {
        return last;
    }

    /** {@return whether the cell ends in an import declaration} */
    boolean endsInImport() {
        return endsInImport;
    }

    /** {@return the place in the block of a place in the cell} */
    int position(int inCell) {
        int[] start = {0, 1};
        for (int[] next : starts) {
            if (next[0] <= inCell) {
                start = next;
            }
        }
        return start[1] + inCell - start[0];
    }
}
