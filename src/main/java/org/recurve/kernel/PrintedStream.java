package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** {@code System.out} and {@code System.err} of a notebook: UTF-8 bytes to text messages. */
final class PrintedStream extends OutputStream {
    private final Publisher publisher;
    private final StreamType type;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] partial = new byte[0];

    private PrintedStream(Publisher publisher, StreamType type) {
        this.publisher = publisher;
        this.type = type;
    }

    static PrintStream of(Publisher publisher, StreamType type) {
        return new PrintStream(new PrintedStream(publisher, type), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    // Bytes of a character that is not whole yet wait for the rest of it.
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.allocate(partial.length + length);
        in.put(partial).put(bytes, offset, length).flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.reset().decode(in, out, false);
        partial = new byte[in.remaining()];
        in.get(partial);
        if (out.flip().hasRemaining()) {
            publisher.print(type, out.toString());
        }
    }
}
