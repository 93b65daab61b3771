package org.recurve.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns {@code %name arguments} and {@code %%name arguments} into calls that Java understands. A
 * line is a magic where it starts with the name of one, or assigns one ({@code var x = %name}); so
 * a {@code %} in strings and in arithmetic stays what it is.
 */
final class MagicLines {
    static final Pattern CELL =
            Pattern.compile("\\s*%%(\\w+)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);
    static final Pattern LINE =
            Pattern.compile(
                    "^([ \\t]*(?:[\\w.<>\\[\\], ?]+=[ \\t]*)?)%(\\w+)(?!%)(.*)$",
                    Pattern.MULTILINE);
    private static final Pattern ARGUMENT =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");

    /** Those that take the rest of their line as it stands, as it is code. */
    static final Set<String> RAW = Set.of("time", "timeit");

    private final Supplier<Set<String>> names;

    /**
     * Makes a translator.
     *
     * @param names the line magics there are
     */
    MagicLines(Supplier<Set<String>> names) {
        this.names = names;
    }

    /** {@return Java for a cell, with the same lines unless the whole cell is one magic} */
    String toJava(String cell) {
        Matcher whole = CELL.matcher(cell);
        if (whole.matches()) {
            String body = whole.group(3) == null ? "" : whole.group(3);
            return "cellMagic("
                    + literal(whole.group(1))
                    + ", "
                    + arguments(whole.group(1), whole.group(2))
                    + ", "
                    + literal(body)
                    + ");";
        }
        Set<String> known = names.get();
        int start = cell.length() - cell.stripLeading().length();
        return LINE.matcher(cell)
                .replaceAll(
                        match -> {
                            // An unknown one that opens a cell cannot be anything but a mistake.
                            boolean magic =
                                    known.contains(match.group(2))
                                            || (match.start() <= start && match.end() > start);
                            return Matcher.quoteReplacement(
                                    magic
                                            ? match.group(1)
                                                    + "lineMagic("
                                                    + literal(match.group(2))
                                                    + ", "
                                                    + arguments(match.group(2), match.group(3))
                                                    + ");"
                                            : match.group());
                        });
    }

    private static String arguments(String magic, String line) {
        List<String> arguments = new ArrayList<>();
        if (RAW.contains(magic)) {
            return "java.util.List.of(" + (line.isBlank() ? "" : literal(line.strip())) + ")";
        }
        Matcher argument = ARGUMENT.matcher(line);
        while (argument.find()) {
            if (argument.group(1) != null) {
                arguments.add(argument.group(1).replaceAll("\\\\(.)", "$1"));
            } else {
                arguments.add(argument.group(2) == null ? argument.group(3) : argument.group(2));
            }
        }
        return arguments.stream()
                .map(MagicLines::literal)
                .collect(Collectors.joining(", ", "java.util.List.of(", ")"));
    }

    // Octal for control characters: Java would read the Unicode escape of a line feed as the feed.
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ') {
                literal.append(String.format("\\%03o", (int) c));
            } else if (c > '~') {
                literal.append(String.format("\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
