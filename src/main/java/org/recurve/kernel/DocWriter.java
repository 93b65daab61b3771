package org.recurve.kernel;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes paragraphs, lists and code as Markdown or as plain text. */
final class DocWriter {
    // The dollar starts a formula in Jupyter's Markdown.
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<$]");

    private static final Pattern WORD = Pattern.compile("\\S+");

    /** What parts the next words from those before. */
    private enum Gap {
        NONE,
        SPACE,
        LINE,
        PARAGRAPH
    }

    private final boolean markdown;
    private final StringBuilder out = new StringBuilder();
    private StringBuilder block;
    private Gap gap = Gap.NONE;
    private int depth;

    DocWriter(boolean markdown) {
        this.markdown = markdown;
    }

    /** {@return all that was written} */
    String text() {
        return out.toString().strip();
    }

    /** Writes words; how they are spaced does not matter. */
    void text(String text) {
        if (block != null) {
            block.append(text);
            return;
        }
        if (!text.isEmpty() && Character.isWhitespace(text.charAt(0))) {
            gap(Gap.SPACE);
        }
        for (MatchResult found : WORD.matcher(text).results().toList()) {
            String word = found.group();
            write(markdown ? SPECIAL.matcher(word).replaceAll(DocWriter::escaped) : word);
            gap(Gap.SPACE);
        }
        if (gap == Gap.SPACE && !text.isBlank() && !endsBlank(text)) {
            gap = Gap.NONE;
        }
    }

    private static String escaped(MatchResult special) {
        return Matcher.quoteReplacement("\\" + special.group());
    }

    private static boolean endsBlank(String text) {
        return Character.isWhitespace(text.charAt(text.length() - 1));
    }

    /** Writes code within a line. */
    void code(String code) {
        if (block != null) {
            block.append(code);
            return;
        }
        String line = code.strip().replaceAll("\\s+", " ");
        String fence = line.contains("`") ? "``" : "`";
        write(markdown ? fence + line + fence : line);
    }

    /** Writes marks for Markdown, and others or none for plain text. */
    void mark(String forMarkdown, String forPlain) {
        String mark = markdown ? forMarkdown : forPlain;
        if (block == null && !mark.isEmpty()) {
            write(mark);
        }
    }

    /** Writes Markdown, or text, that is finished. */
    void finished(String text) {
        write(text);
    }

    private void write(String text) {
        if (!out.isEmpty()) {
            out.append(
                    switch (gap) {
                        case NONE -> "";
                        case SPACE -> " ";
                        case LINE -> "\n" + margin();
                        case PARAGRAPH -> "\n\n" + margin();
                    });
        }
        out.append(text);
        gap = Gap.NONE;
    }

    private void gap(Gap wanted) {
        if (block == null && wanted.compareTo(gap) > 0) {
            gap = wanted;
        }
    }

    private String margin() {
        return "  ".repeat(depth);
    }

    /** What follows is a paragraph of its own. */
    void paragraph() {
        gap(Gap.PARAGRAPH);
    }

    /** What follows is a line of its own. */
    void line() {
        if (markdown && block == null && gap.compareTo(Gap.LINE) < 0) {
            out.append("  ");
        }
        gap(Gap.LINE);
    }

    /** What follows are items of a list. */
    void startList() {
        gap(markdown && depth == 0 ? Gap.PARAGRAPH : Gap.LINE);
        depth++;
    }

    /** What follows is an item. */
    void item() {
        gap(Gap.LINE);
        depth = Math.max(0, depth - 1);
        write("- ");
        depth++;
    }

    /** The list is at its end. */
    void endList() {
        depth = Math.max(0, depth - 1);
        paragraph();
    }

    /** What follows is code of several lines. */
    void startBlock() {
        paragraph();
        block = new StringBuilder();
    }

    /** The code is at its end. */
    void endBlock() {
        if (block == null) {
            return;
        }
        String code = block.toString().replaceAll("^(\\s*\n)+", "").stripIndent().stripTrailing();
        block = null;
        String margin = margin();
        String body = code.replace("\n", "\n" + margin);
        write(
                markdown
                        ? "```java\n" + margin + body + "\n" + margin + "```"
                        : "    " + body.replace("\n", "\n    "));
        paragraph();
    }
}
