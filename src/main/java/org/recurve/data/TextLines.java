package org.recurve.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.zip.ZipException;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/**
 * Reads UTF-8 text line by line, in the memory of one line, and says where it is malformed. A byte
 * order mark at the start is dropped. Very long lines, such as a whole book without a line end,
 * come in pieces.
 */
final class TextLines implements Closeable {
    /** A line longer than this, in bytes, is cut before the next word. */
    static final int LONG = 1 << 16;

    /** A line longer than this is cut before the next character. */
    static final int TOO_LONG = 1 << 20;

    private static final int NONE = -2;

    private final InputStream in;
    private final String where;

    /** The first byte of the next piece, where it has been read already. */
    private int ahead = NONE;

    private boolean inLine;
    private byte[] bytes = new byte[1 << 12];
    private long line;
    private long offset;

    /**
     * Reads from a stream, which is closed together with this.
     *
     * @param in the bytes
     * @param where names the text in errors
     */
    TextLines(InputStream in, String where) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.where = where;
    }

    /**
     * {@return the next line with its line end, if it has one, or a piece of a long line; null at
     * the end of the text}
     */
    String next() {
        int length = fill();
        if (length == 0) {
            return null;
        }
        if (!inLine) {
            line++;
        }
        inLine = bytes[length - 1] != '\n';
        CharBuffer chars = CharBuffer.allocate(length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        CoderResult result =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(buffer, chars, true);
        if (result.isError()) {
            throw new RecurveException(
                    String.format(
                            "%s is not UTF-8: malformed byte 0x%02x at byte offset %d, in line %d:"
                                    + " convert the file to UTF-8 first, or give its charset where"
                                    + " the reader takes one",
                            where, bytes[buffer.position()], offset + buffer.position(), line));
        }
        boolean mark = offset == 0 && chars.position() > 0 && chars.get(0) == '\uFEFF';
        offset += length;
        chars.flip();
        String text = chars.toString();
        if (mark) {
            return text.length() == 1 ? next() : text.substring(1);
        }
        return text;
    }

    /**
     * Hands out the lines of a text whole, without their line ends.
     *
     * @param input the text, in UTF-8
     * @param sink takes each line, and where it stands for messages: the file and the line's number
     *     from 1
     */
    static void forEach(DataInput input, BiConsumer<String, String> sink) {
        try (TextLines lines = new TextLines(input.open(), input.where())) {
            StringBuilder line = new StringBuilder();
            for (String piece = lines.next(); piece != null; piece = lines.next()) {
                Cancellation.check("reading " + input.where());
                line.append(piece);
                if (piece.endsWith("\n")) {
                    int end = line.length() - (piece.endsWith("\r\n") ? 2 : 1);
                    sink.accept(line.substring(0, end), place(input, lines.line()));
                    line.setLength(0);
                }
            }
            if (!line.isEmpty()) {
                sink.accept(line.toString(), place(input, lines.line()));
            }
        }
    }

    /** {@return what a line is called in messages} */
    static String place(DataInput input, long line) {
        return input.where() + ", line " + line;
    }

    /** {@return how many lines were read} */
    long line() {
        return line;
    }

    private int fill() {
        int length = 0;
        try {
            for (int b = read(); b >= 0; b = read()) {
                if (endsPiece(b, length)) {
                    ahead = b;
                    break;
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, length * 2);
                }
                bytes[length++] = (byte) b;
                if (b == '\n') {
                    break;
                }
            }
        } catch (ZipException | EOFException e) {
            throw new RecurveException(
                    where + " is a damaged gzip file (" + e.getMessage() + "): replace it", e);
        } catch (IOException e) {
            throw new RecurveException("cannot read " + where + ": " + e, e);
        }
        return length;
    }

    private int read() throws IOException {
        int b = ahead == NONE ? in.read() : ahead;
        ahead = NONE;
        return b;
    }

    /** Whether a piece ends before this byte: before a space after a word, or any character. */
    private boolean endsPiece(int b, int length) {
        if (length < LONG || b == '\n') {
            return false;
        }
        boolean word = b == ' ' && bytes[length - 1] != ' ';
        boolean character = (b & 0xC0) != 0x80;
        return word || (length >= TOO_LONG && character);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new RecurveException("cannot close " + where + ": " + e, e);
        }
    }
}
