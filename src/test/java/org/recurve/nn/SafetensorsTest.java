package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

class SafetensorsTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void writesTheBytesThatTheFormatDefines() throws IOException {
        byte[] bytes =
                write(
                        Map.of("w", manager.create(new float[] {1.5f, -2}, new Shape(1, 2))),
                        Map.of("k", "v"));
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        ByteBuffer expected =
                ByteBuffer.allocate(8 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(header.length())
                .put(header.getBytes(StandardCharsets.UTF_8))
                .putFloat(1.5f)
                .putFloat(-2);
        assertThat(bytes).isEqualTo(expected.array());
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("matrix", manager.randomNormal(new Shape(3, 4)));
        tensors.put("transposed", manager.randomNormal(new Shape(3, 5)).transpose());
        tensors.put("ids", manager.create(new long[] {1, 1L << 40}));
        tensors.put("double", manager.randomNormal(new Shape(2)).toType(DataType.FLOAT64, true));
        tensors.put("scalar", manager.create(7));
        var content = read(write(tensors, Map.of()));
        assertThat(content.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach(
                (name, array) -> assertThat(content.tensors().get(name)).as(name).isEqualTo(array));
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        byte[] whole = write(Map.of("w", manager.ones(new Shape(10))), Map.of());
        assertMalformed(new byte[] {1, 2}, "header length");
        assertMalformed(Arrays.copyOf(whole, 20), "ends within the header");
        assertMalformed(Arrays.copyOf(whole, whole.length - 1), "ends within w");
        assertMalformed(header("[1]"), "not the expected JSON");
        assertMalformed(
                header("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}"),
                "offsets of w");
        assertMalformed(
                header("{\"w\":{\"dtype\":\"F8\",\"shape\":[2],\"data_offsets\":[0,8]}}"), "F8");
        assertMalformed(
                header("{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}"), "not the expected JSON");
    }

    /** The format asks for no order of the header's entries. */
    @Test
    void tensorsMayBeListedInAnyOrder() throws IOException {
        String json =
                "{\"b\":{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[8,12]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  ";
        byte[] head = header(json);
        ByteBuffer whole =
                ByteBuffer.allocate(head.length + 12).order(ByteOrder.LITTLE_ENDIAN).put(head);
        whole.putFloat(1.5f).putFloat(-2).putInt(7);
        Map<String, NDArray> tensors = read(whole.array()).tensors();
        assertThat(tensors.get("a").toFloatArray()).containsExactly(1.5f, -2);
        assertThat(tensors.get("b").getInt()).isEqualTo(7);
    }

    /** Against the definition: sign, exponent and fraction of 16 bits. */
    @ParameterizedTest
    @CsvSource({"F16,5,10", "BF16,8,7"})
    void everyHalfIsReadWithoutLoss(String type, int exponentBits, int fractionBits)
            throws IOException {
        int count = 1 << 16;
        String json =
                "{\"h\":{\"dtype\":\"%s\",\"shape\":[256,256],\"data_offsets\":[0,%d]}}"
                        .formatted(type, 2 * count);
        byte[] head = header(json);
        ByteBuffer whole =
                ByteBuffer.allocate(head.length + 2 * count)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(head);
        float[] expected = new float[count];
        for (int bits = 0; bits < count; bits++) {
            whole.putShort((short) bits);
            int exponent = bits >> fractionBits & (1 << exponentBits) - 1;
            double fraction = (bits & (1 << fractionBits) - 1) / (double) (1 << fractionBits);
            int bias = (1 << (exponentBits - 1)) - 1;
            double size = Math.pow(2, Math.max(1, exponent) - bias);
            size *= fraction + (exponent == 0 ? 0 : 1);
            if (exponent == (1 << exponentBits) - 1) {
                size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            expected[bits] = (float) (bits >> 15 == 0 ? size : -size);
        }
        NDArray read = read(whole.array()).tensors().get("h");
        assertThat(read.getShape()).isEqualTo(new Shape(256, 256));
        assertThat(read.toFloatArray()).isEqualTo(expected);
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        for (String shape :
                new String[] {"-1", "4611686018427387904,4", "65536,65536,65536,65536"}) {
            String json =
                    "{\"w\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[0,%d]}}"
                            .formatted(shape, shape.equals("-1") ? -4 : 0);
            assertMalformed(header(json), "offsets of w");
        }
    }

    private void assertMalformed(byte[] bytes, String why) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining(why);
    }

    private static byte[] header(String json) {
        return ByteBuffer.allocate(8 + json.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length())
                .put(json.getBytes(StandardCharsets.UTF_8))
                .array();
    }

    private static byte[] write(Map<String, NDArray> tensors, Map<String, String> metadata)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, tensors, metadata);
        return out.toByteArray();
    }

    private Safetensors.Content read(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), manager, "model.safetensors");
    }
}
