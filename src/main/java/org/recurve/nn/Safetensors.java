package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Float16Utils;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
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

    /** 16 bits wide: the engine's types for them lack operations, so they become float32. */
    private static final Set<String> HALF = Set.of("F16", "BF16");

    private static final Map<String, DataType> READ = new TreeMap<>();

    static {
        TYPES.forEach((type, name) -> READ.put(name, type));
        HALF.forEach(name -> READ.put(name, DataType.FLOAT32));
    }

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
     * Reads tensors of type F32, F64, I32, I64, and of type F16 and BF16, which become float32
     * without loss.
     *
     * @param in where from; stays open
     * @param manager gets the arrays
     * @param source named in errors
     * @return tensors and metadata
     * @throws IOException if reading fails
     * @throws RecurveException if this is no well-formed safetensors data, or of other types
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
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Tensor> listed = new ArrayList<>();
        try {
            header(json, listed, metadata, source);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | IndexOutOfBoundsException
                | NumberFormatException e) {
            throw malformed(source, "its header is not the expected JSON", e);
        }
        listed.sort(Comparator.comparingLong(Tensor::from));
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        long position = 0;
        for (Tensor tensor : listed) {
            long bytes = tensor.bytes();
            if (tensor.from() != position
                    || tensor.to() - position != bytes
                    || bytes > Integer.MAX_VALUE) {
                String why = "the offsets of " + tensor.name() + " do not fit its shape";
                throw malformed(source, why, null);
            }
            position += bytes;
            byte[] values = data.readNBytes((int) bytes);
            if (values.length < bytes) {
                throw malformed(source, "it ends within " + tensor.name(), null);
            }
            tensors.put(tensor.name(), tensor.array(manager, values));
        }
        return new Content(tensors, metadata);
    }

    private static void header(
            byte[] json, List<Tensor> tensors, Map<String, String> metadata, String source) {
        String text = new String(json, StandardCharsets.UTF_8);
        JsonElement header =
                Objects.requireNonNullElse(
                        new Gson().fromJson(text, JsonElement.class), JsonNull.INSTANCE);
        for (var entry : header.getAsJsonObject().entrySet()) {
            JsonObject value = entry.getValue().getAsJsonObject();
            if (entry.getKey().equals(METADATA)) {
                value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
                continue;
            }
            String type = value.get("dtype").getAsString();
            if (!READ.containsKey(type)) {
                String why = "values of type " + type + ", expected one of " + READ.keySet();
                throw malformed(source, why, null);
            }
            List<Long> shape =
                    StreamSupport.stream(value.getAsJsonArray("shape").spliterator(), false)
                            .map(JsonElement::getAsLong)
                            .toList();
            JsonArray offsets = value.getAsJsonArray("data_offsets");
            long from = offsets.get(0).getAsLong();
            tensors.add(new Tensor(entry.getKey(), type, shape, from, offsets.get(1).getAsLong()));
        }
    }

    /** One entry of the header. */
    private record Tensor(String name, String type, List<Long> shape, long from, long to) {
        /** {@return how many bytes there must be, -1 if there cannot be so many} */
        long bytes() {
            long bytes = HALF.contains(type) ? Short.BYTES : READ.get(type).getNumOfBytes();
            for (long size : shape) {
                if (size < 0 || Math.multiplyHigh(bytes, size) != 0) {
                    return -1;
                }
                bytes *= size;
            }
            return bytes;
        }

        NDArray array(NDManager manager, byte[] values) {
            ByteBuffer buffer = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
            if (HALF.contains(type)) {
                float[] wide = new float[values.length / Short.BYTES];
                for (int i = 0; i < wide.length; i++) {
                    short half = buffer.getShort();
                    wide[i] =
                            type.equals("BF16")
                                    ? Float.intBitsToFloat(half << Short.SIZE)
                                    : Float16Utils.halfToFloat(half);
                }
                return manager.create(wide, new Shape(shape));
            }
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
            direct.put(buffer).flip();
            return manager.create(direct, new Shape(shape), READ.get(type));
        }
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
