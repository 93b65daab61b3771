package org.recurve.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A safetensors file put together byte by byte from the format's description, as PyTorch's users
 * have it. Numbers are drawn on a grid that every type of float holds exactly.
 */
final class TorchFile {
    private static final int GRID = 64;

    private final Random random;
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final List<String> entries = new ArrayList<>();
    private final List<byte[]> blobs = new ArrayList<>();
    private int offset;

    TorchFile(long seed) {
        random = new Random(seed);
    }

    /** Adds a tensor of random numbers, not zero, in +-0.75. */
    TorchFile random(String name, String type, int... shape) {
        double[] drawn = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < drawn.length; i++) {
            int steps = 1 + random.nextInt(3 * GRID / 4);
            drawn[i] = (random.nextBoolean() ? 1.0 : -1.0) * steps / GRID;
        }
        return add(name, type, drawn, shape);
    }

    TorchFile add(String name, String type, double[] numbers, int... shape) {
        byte[] blob = bytes(type, numbers);
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(joined());
        entries.add(
                "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
                        .formatted(name, type, sizes, offset, offset + blob.length));
        offset += blob.length;
        blobs.add(blob);
        values.put(name, numbers);
        return this;
    }

    private static java.util.stream.Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(",");
    }

    private static byte[] bytes(String type, double[] numbers) {
        ByteBuffer buffer =
                ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            switch (type) {
                case "F64" -> buffer.putDouble(number);
                case "F32" -> buffer.putFloat((float) number);
                case "BF16" ->
                        buffer.putShort((short) (Float.floatToIntBits((float) number) >> 16));
                case "F16" -> buffer.putShort(half(number));
                case "I64" -> buffer.putLong((long) number);
                default -> throw new IllegalArgumentException(type);
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** IEEE 754 half precision of a number within its normal range that it holds exactly. */
    private static short half(double number) {
        int exponent = Math.getExponent(number);
        int fraction = (int) ((Math.abs(number) / Math.pow(2, exponent) - 1) * 1024);
        return (short) ((number < 0 ? 0x8000 : 0) | (exponent + 15) << 10 | fraction);
    }

    /** {@return the numbers of a tensor, row by row} */
    double[] get(String name) {
        return values.get(name);
    }

    Map<String, double[]> values() {
        return values;
    }

    Path write(Path folder) throws IOException {
        String header = entries.stream().collect(joined());
        byte[] json = ("{" + header + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer all =
                ByteBuffer.allocate(Long.BYTES + json.length + offset)
                        .order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length).put(json);
        blobs.forEach(all::put);
        return Files.write(folder.resolve("model.safetensors"), all.array());
    }
}
