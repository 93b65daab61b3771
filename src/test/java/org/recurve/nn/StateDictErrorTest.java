package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

class StateDictErrorTest {
    private final NDManager manager = NDManager.newBaseManager();

    @TempDir private Path folder;

    @AfterEach
    void close() {
        manager.close();
    }

    private Block linear() {
        Linear block = Linear.builder().setUnits(2).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        return block;
    }

    @Test
    void allThatIsWrongIsListedAtOnceAndNothingIsChanged() throws IOException {
        Path file =
                new TorchFile(1)
                        .random("a.weight", "F32", 2, 4)
                        .add("a.bias", "I64", new double[] {1, 2}, 2)
                        .random("b.bias", "F32", 2)
                        .random("c.weight", "F32", 5)
                        .add("c.num_batches_tracked", "I64", new double[] {3})
                        .write(folder);
        Block a = linear();
        Block b = linear();
        double[] before = Trial.doubles(b.getParameters().get("bias").getArray());
        assertThatThrownBy(() -> StateDict.load(file, Map.of("a", a, "b", b)))
                .isInstanceOf(RecurveException.class)
                .message()
                .contains(file.toString())
                .contains("wrong shape: a.weight is (2, 4) in the file, (2, 3) in the block")
                .contains("wrong type: a.bias is int64")
                .contains("missing: b.weight (2, 3)")
                .contains("unexpected: c.weight (5)")
                .contains("unexpected: c.num_batches_tracked ()")
                .contains("sizes that the weights were trained with")
                .doesNotContain("b.bias");
        assertThat(Trial.doubles(b.getParameters().get("bias").getArray())).isEqualTo(before);
    }

    @Test
    void aBlockThatIsAPartInTheFileIsRecognised() throws IOException {
        Path file =
                new TorchFile(1)
                        .random("net.out.weight", "F32", 2, 3)
                        .random("net.out.bias", "F32", 2)
                        .write(folder);
        assertThatThrownBy(() -> StateDict.load(file, linear()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("missing: weight (2, 3)")
                .hasMessageContaining("unexpected: net.out.weight (2, 3)")
                .hasMessageContaining("Map.of(\"net.out\", block)");
        Block block = linear();
        StateDict.load(file, Map.of("net.out", block));
    }

    @Test
    void blocksWithoutValuesAreNamed() {
        Block block = Linear.builder().setUnits(2).build();
        Path file = folder.resolve("x.safetensors");
        assertThatThrownBy(() -> StateDict.save(file, Map.of("out", block)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out.weight")
                .hasMessageContaining("initialize");
        assertThatThrownBy(() -> StateDict.load(file, Map.of("out", block)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("initialize");
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void twoParametersOfOneNameAreRefused() {
        Map<String, Block> modules =
                Map.of("a", new SequentialBlock().add(linear()), "a.0", linear());
        assertThatThrownBy(() -> StateDict.save(folder.resolve("x"), modules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.0.weight");
    }

    @Test
    void filesThatAreNotThereOrCannotBeWrittenAreNamed() {
        Path missing = folder.resolve("none").resolve("x.safetensors");
        assertThatThrownBy(() -> StateDict.load(missing, linear()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> StateDict.save(missing, linear()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("is the folder there");
    }
}
