package org.recurve.data;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/**
 * A run of characters of a text file, read line by line.
 *
 * @param input the file
 * @param from first character, counted in Unicode code points from 0
 * @param to where it ends, exclusive
 * @param exact whether lines are cut at the borders; otherwise a line is wholly in the section that
 *     its first character is in
 */
record TextSection(DataInput input, long from, long to, boolean exact) {

    /** The whole of a file. */
    static TextSection all(DataInput input) {
        return new TextSection(input, 0, Long.MAX_VALUE, false);
    }

    /**
     * Hands out the lines in order, each with its line end; very long ones in pieces, of which the
     * last has the line end.
     *
     * @param sink takes the lines; the line number is added to its {@link RecurveException}s
     * @return how much text the lines are together
     */
    TextSize forEachLine(Consumer<String> sink) {
        long position = 0;
        long characters = 0;
        long bytes = 0;
        try (TextLines lines = new TextLines(input.open(), input.where())) {
            for (String line = lines.next(); line != null && position < to; line = lines.next()) {
                Cancellation.check("reading " + input.where());
                int length = line.codePointCount(0, line.length());
                String part = part(line, position, length);
                position += length;
                if (part.isEmpty()) {
                    continue;
                }
                characters += part.codePointCount(0, part.length());
                bytes += part.getBytes(StandardCharsets.UTF_8).length;
                try {
                    sink.accept(part);
                } catch (RecurveException e) {
                    throw new RecurveException(
                            input.where() + ", line " + lines.line() + ": " + e.getMessage(), e);
                }
            }
        }
        return new TextSize(characters, bytes);
    }

    private String part(String line, long position, int length) {
        if (!exact) {
            return position >= from && position < to ? line : "";
        }
        int start = (int) Math.min(length, Math.max(0, from - position));
        int end = (int) Math.min(length, Math.max(start, to - position));
        return line.substring(line.offsetByCodePoints(0, start), line.offsetByCodePoints(0, end));
    }
}
