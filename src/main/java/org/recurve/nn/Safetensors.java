package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.core.RecurveException;

/**
 * The safetensors format: a JSON header with names, types, shapes and offsets, then the raw
 * little-endian values. Reading a file executes nothing. Format: <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
public final class Safetensors {
    private static final Map<DataType, String> TYPES =
            Map.of(
                    DataType.FLOAT32, "F32",
                    DataType.FLOAT64, "F64",
                    DataType.INT64, "I64",
                    DataType.INT32, "I32");

    /** The format's own limit on headers. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param tensors by name, in the order of the file
     * @param metadata free text by name
     */
    public record Content(Map<String, NDArray> tensors, Map<String, String> metadata) {}

    /**
     * Writes tensors.
     *
     * @param out where to; stays open
     * @param tensors by name; float32, float64, int32 or int64
     * @param metadata free text by name
     * @throws IOException if writing fails
     */
    public static void write(
            OutputStream out, Map<String, NDArray> tensors, Map<String, String> metadata)
            throws IOException {
        JsonObject header = new JsonObject();
        JsonObject notes = new JsonObject();
        metadata.forEach(notes::addProperty);
        header.add(METADATA, notes);
        long offset = 0;
        for (var tensor : tensors.entrySet()) {
            NDArray array = tensor.getValue();
            String type = TYPES.get(array.getDataType());
            if (type == null) {
                throw new IllegalArgumentException(
                        tensor.getKey()
                                + " is of type "
                                + array.getDataType()
                                + ", expected one of "
                                + TYPES.keySet());
            }
            JsonArray shape = new JsonArray();
            for (long size : array.getShape().getShape()) {
                shape.add(size);
            }
            JsonArray offsets = new JsonArray();
            offsets.add(offset);
            offset += array.size() * array.getDataType().getNumOfBytes();
            offsets.add(offset);
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", type);
            entry.add("shape", shape);
            entry.add("data_offsets", offsets);
            header.add(tensor.getKey(), entry);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        WritableByteChannel channel = Channels.newChannel(out);
        ByteBuffer size =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length);
        writeAll(channel, size.flip());
        writeAll(channel, ByteBuffer.wrap(json));
        for (NDArray array : tensors.values()) {
            writeAll(channel, array.toByteBuffer());
        }
    }

    private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads tensors.
     *
     * @param in where from; stays open
     * @param manager gets the arrays
     * @param source named in errors
     * @return tensors and metadata
     * @throws IOException if reading fails
     * @throws RecurveException if this is no well-formed safetensors data
     */
    public static Content read(InputStream in, NDManager manager, String source)
            throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] start = data.readNBytes(Long.BYTES);
        long length =
                start.length < Long.BYTES
                        ? -1
                        : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER) {
            throw malformed(source, "its first 8 bytes are no plausible header length", null);
        }
        byte[] json = data.readNBytes((int) length);
        if (json.length < length) {
            throw malformed(source, "it ends within the header", null);
        }
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try {
            JsonObject header =
                    JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                            .getAsJsonObject();
            long expected = 0;
            for (var entry : header.entrySet()) {
                if (entry.getKey().equals(METADATA)) {
                    entry.getValue()
                            .getAsJsonObject()
                            .asMap()
                            .forEach((k, v) -> metadata.put(k, v.getAsString()));
                    continue;
                }
                JsonObject tensor = entry.getValue().getAsJsonObject();
                JsonArray offsets = tensor.getAsJsonArray("data_offsets");
                long from = offsets.get(0).getAsLong();
                DataType type = type(tensor.get("dtype").getAsString(), source);
                Shape shape = shape(tensor.getAsJsonArray("shape"));
                long bytes = shape.size() * type.getNumOfBytes();
                if (from != expected
                        || offsets.get(1).getAsLong() - from != bytes
                        || bytes > Integer.MAX_VALUE) {
                    throw malformed(
                            source,
                            "the offsets of " + entry.getKey() + " do not fit its shape",
                            null);
                }
                expected += bytes;
                byte[] values = data.readNBytes((int) bytes);
                if (values.length < bytes) {
                    throw malformed(source, "it ends within " + entry.getKey(), null);
                }
                ByteBuffer buffer =
                        ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
                buffer.put(values).flip();
                tensors.put(entry.getKey(), manager.create(buffer, shape, type));
            }
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | NumberFormatException e) {
            throw malformed(source, "its header is not the expected JSON", e);
        }
        return new Content(tensors, metadata);
    }

    private static Shape shape(JsonArray sizes) {
        return new Shape(sizes.asList().stream().mapToLong(JsonElement::getAsLong).toArray());
    }

    private static DataType type(String name, String source) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () ->
                                malformed(
                                        source,
                                        "values of type "
                                                + name
                                                + ", expected one of "
                                                + TYPES.values(),
                                        null));
    }

    private static RecurveException malformed(String source, String why, Throwable cause) {
        return new RecurveException(
                source
                        + " is no safetensors file that can be read: "
                        + why
                        + "; is the file complete?",
                cause);
    }
}
