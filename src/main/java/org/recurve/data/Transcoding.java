package org.recurve.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.recurve.core.RecurveException;

/** Text that lies in another encoding than UTF-8. */
final class Transcoding {
    private Transcoding() {}

    /**
     * Makes UTF-8 of a text.
     *
     * @param input the text
     * @param charset its encoding
     * @return the text in UTF-8
     * @throws RecurveException if some bytes are not of that encoding; it names the first
     */
    static DataInput utf8(DataInput input, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return input;
        }
        byte[] bytes = bytes(input);
        CharsetDecoder decoder = strict(charset);
        CharBuffer chars =
                CharBuffer.allocate((int) Math.ceil(bytes.length * decoder.maxCharsPerByte()) + 1);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(buffer, chars, true);
        if (result.isError()) {
            throw new RecurveException(
                    "%s is not %s: malformed byte 0x%02x at byte offset %d: give the charset that it is written in"
                            .formatted(
                                    input.where(),
                                    charset,
                                    bytes[buffer.position()],
                                    buffer.position()));
        }
        decoder.flush(chars);
        byte[] utf8 = chars.flip().toString().getBytes(StandardCharsets.UTF_8);
        return plain(input, utf8);
    }

    /** {@return the text if it is UTF-8, else the text taken for the other encoding} */
    static DataInput utf8Or(DataInput input, Charset other) {
        byte[] bytes = bytes(input);
        try {
            strict(StandardCharsets.UTF_8).decode(ByteBuffer.wrap(bytes));
            return plain(input, bytes);
        } catch (CharacterCodingException e) {
            return utf8(input, other);
        }
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static byte[] bytes(DataInput input) {
        try (InputStream in = input.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new RecurveException("cannot read " + input.where() + ": " + e, e);
        }
    }

    private static DataInput plain(DataInput input, byte[] bytes) {
        String name = input.name().replaceFirst("\\.gz$", "");
        return new DataInput(name, input.where(), () -> new ByteArrayInputStream(bytes), null);
    }
}
