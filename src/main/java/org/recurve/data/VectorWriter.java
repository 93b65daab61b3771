package org.recurve.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/** Writes word vectors as text, so that the same numbers are read again. */
final class VectorWriter {
    private VectorWriter() {}

    /**
     * Writes a file as a whole or not at all.
     *
     * @param file gzipped if its name ends in {@code .gz}
     * @param words with their vectors
     * @param vectors all of the same length
     * @param header whether the first line has count and dimension, as word2vec writes it
     */
    static void write(Path file, List<String> words, float[][] vectors, boolean header) {
        words.forEach(VectorWriter::check);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = open(part, file.toString().endsWith(".gz"))) {
                if (header) {
                    out.write(words.size() + " " + vectors[0].length + "\n");
                }
                for (int i = 0; i < vectors.length; i++) {
                    Cancellation.check("writing " + file);
                    out.write(words.get(i));
                    for (float number : vectors[i]) {
                        out.write(' ');
                        out.write(Float.toString(number));
                    }
                    out.write('\n');
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RecurveException("cannot write " + file + ": " + e, e);
        } finally {
            delete(part);
        }
    }

    private static Writer open(Path part, boolean zipped) throws IOException {
        OutputStream out = Files.newOutputStream(part);
        return new BufferedWriter(
                new OutputStreamWriter(
                        zipped ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8));
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new RecurveException("cannot delete " + part + ": " + e, e);
        }
    }

    /** Refuses what would be read as something else. */
    private static void check(String word) {
        boolean blank = word.isBlank() || !word.strip().equals(word);
        boolean lines = word.contains("\n") || word.contains("\r");
        int piece = word.lastIndexOf(' ');
        if (blank || lines || (piece >= 0 && VectorLine.isNumber(word.substring(piece + 1)))) {
            throw new RecurveException(
                    "the word \""
                            + word.replace("\n", "\\n").replace("\r", "\\r")
                            + "\" cannot be written: in text a word must not be blank, begin or end"
                            + " in white space, have a line end, or end in a space and a number;"
                            + " leave it out");
        }
    }
}
