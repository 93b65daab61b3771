package org.recurve.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;

/** Reads word vectors from text, line by line, and keeps those that are wanted. */
final class VectorFile {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final long EVENT_NANOS = Duration.ofMillis(100).toNanos();

    /** Enough for a header and some numbers after it. */
    private static final int START = 1 << 10;

    private final DataInput input;
    private final long bytes;
    private final Predicate<String> wanted;
    private final String id = "vectors-" + COUNT.incrementAndGet();
    private final long started = System.nanoTime();
    private final List<String> words = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private long read;
    private long lastEvent = started;

    /** How many words the first line announces; -1 if it does not. */
    private long announced = -1;

    private VectorLine shape;
    private long lines;

    VectorFile(Path file, Predicate<String> wanted) {
        DataInput plain = DataInput.of(file, null);
        this.input =
                new DataInput(plain.name(), plain.where(), () -> counted(plain.raw().open()), null);
        this.wanted = wanted;
        try {
            this.bytes = Files.size(file);
        } catch (IOException e) {
            throw new RecurveException("cannot read " + file + ": " + e, e);
        }
    }

    private InputStream counted(InputStream raw) {
        return new FilterInputStream(raw) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                read += b < 0 ? 0 : 1;
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                read += Math.max(0, count);
                return count;
            }
        };
    }

    /** Reads the file to its end. */
    void read() {
        refuseBinary();
        read = 0;
        try {
            TextLines.forEach(
                    input,
                    (line, place) -> {
                        if (!line.isBlank()) {
                            take(line, place);
                        }
                        publish(false);
                    });
        } finally {
            publish(true);
        }
        if (lines == 0) {
            throw new RecurveException(
                    input.where()
                            + " has no vectors: expected a word and its numbers on each line");
        }
        if (announced >= 0 && announced != lines) {
            throw new RecurveException(
                    "%s announces %d words in its first line, but has %d: the file is not whole; get it again"
                            .formatted(input.where(), announced, lines));
        }
    }

    private void take(String line, String place) {
        if (shape == null) {
            String[] header = line.strip().split(" ", -1);
            if (header.length == 2 && header[0].matches("\\d+") && header[1].matches("\\d+")) {
                announced = Long.parseLong(header[0]);
                shape = VectorLine.announced(header[1], place);
                return;
            }
            shape = VectorLine.ofFirst(line, place);
        }
        lines++;
        int end = shape.wordEnd(line, place);
        String word = line.substring(0, end);
        if (wanted.test(word) && known.putIfAbsent(word, words.size()) == null) {
            words.add(word);
            vectors.add(shape.numbers(line, end, place));
        }
    }

    /** Names the formats that are no text, whose bytes would make a message of no help. */
    private void refuseBinary() {
        byte[] start;
        try (InputStream in = input.open()) {
            start = in.readNBytes(START);
        } catch (IOException e) {
            throw new RecurveException("cannot read " + input.where() + ": " + e, e);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\u0003\u0004")) {
            throw new RecurveException(
                    input.where() + " is a zip archive: unpack it and give one of its text files");
        }
        String[] parts = text.split("\n", 2);
        boolean binary =
                parts[0].matches("\\d+ \\d+\\s*")
                        && parts.length > 1
                        && parts[1].chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c));
        if (binary) {
            throw new RecurveException(
                    input.where()
                            + " is in word2vec's binary format, expected text: convert it, for"
                            + " example with gensim in Python:"
                            + " KeyedVectors.load_word2vec_format(\""
                            + input.name()
                            + "\", binary=True).save_word2vec_format(\"vectors.txt\")");
        }
    }

    private void publish(boolean finished) {
        long now = System.nanoTime();
        if (finished || now - lastEvent >= EVENT_NANOS) {
            lastEvent = now;
            Events.publish(
                    new ProgressEvent(
                            id,
                            "reading " + input.name(),
                            Math.min(read, bytes),
                            bytes,
                            "bytes",
                            Duration.ofNanos(now - started),
                            Map.of("vectors", (double) words.size()),
                            finished));
        }
    }

    DataInput input() {
        return input;
    }

    List<String> words() {
        return words;
    }

    /** {@return the vectors of the words, in their order} */
    float[][] vectors() {
        return vectors.toArray(float[][]::new);
    }

    /** {@return how many numbers a vector has} */
    int dimension() {
        return shape.dimension();
    }

    /** {@return what the format is called} */
    String format() {
        return announced < 0 ? "GloVe text" : "word2vec text";
    }
}
