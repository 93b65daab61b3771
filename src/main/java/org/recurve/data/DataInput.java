package org.recurve.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.recurve.core.DataProvenance.FileHash;
import org.recurve.core.RecurveException;

/**
 * A file of data wherever it lies: on disk, on disk gzipped, or on the class path.
 *
 * @param name without its folder, with {@code .gz} where it is gzipped
 * @param where names it in errors
 * @param raw opens the bytes as they lie
 * @param expectedSha256 of the contents once unzipped, or null where it is not known
 */
record DataInput(String name, String where, Opener raw, String expectedSha256) {

    private static final Pattern LINE_END = Pattern.compile("\\R");

    /** Opens bytes. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * A file on disk; gzipped if its name ends in {@code .gz}.
     *
     * @param file must be there
     * @param expectedSha256 of the contents once unzipped, or null
     * @throws RecurveException if there is no such file, or it cannot be read
     */
    static DataInput of(Path file, String expectedSha256) {
        if (!Files.exists(file)) {
            throw new RecurveException(
                    "there is no file "
                            + file
                            + (file.isAbsolute() ? "" : " in " + file.toAbsolutePath().getParent())
                            + ": check the spelling");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new RecurveException(
                    file
                            + (Files.isDirectory(file) ? " is a folder" : " cannot be read")
                            + ": expected a readable text file");
        }
        return new DataInput(
                file.getFileName().toString(),
                file.toString(),
                () -> Files.newInputStream(file),
                expectedSha256);
    }

    /** The texts of some data, a line for each. */
    static DataInput of(LabeledText data) {
        String name = data.provenance().dataset();
        return new DataInput(
                name,
                name + " " + data.split(),
                () ->
                        new ByteArrayInputStream(
                                data.texts().stream()
                                        .map(text -> LINE_END.matcher(text).replaceAll(" "))
                                        .collect(Collectors.joining("\n", "", "\n"))
                                        .getBytes(StandardCharsets.UTF_8)),
                null);
    }

    /** A file on the class path. */
    static DataInput of(URL resource, String name, String expectedSha256) {
        return new DataInput(name, resource.toString(), resource::openStream, expectedSha256);
    }

    /** {@return the contents, unzipped} */
    InputStream open() {
        InputStream in = null;
        try {
            in = raw.open();
            return name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            RecurveException failure = new RecurveException("cannot read " + where + ": " + e, e);
            if (in != null) {
                try {
                    in.close();
                } catch (IOException second) {
                    failure.addSuppressed(second);
                }
            }
            throw failure;
        }
    }

    /** {@return the record of this file for provenance} */
    FileHash hash() {
        Sha256 onDisk;
        try (InputStream in = raw.open()) {
            onDisk = Sha256.of(in);
        } catch (IOException e) {
            throw new RecurveException("cannot read " + where + ": " + e, e);
        }
        boolean verified = expectedSha256 != null && contents().hex().equals(expectedSha256);
        return new FileHash(name, onDisk.hex(), onDisk.bytes(), verified);
    }

    /** {@return the hash and the size of the contents once unzipped} */
    Sha256 contents() {
        try (InputStream in = open()) {
            return Sha256.of(in);
        } catch (IOException e) {
            throw new RecurveException("cannot read " + where + ": " + e, e);
        }
    }
}
