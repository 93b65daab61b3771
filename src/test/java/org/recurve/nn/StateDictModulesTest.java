package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.nn.attention.MultiHeadAttention;

/** Files of PyTorch's users give here what the formulas say: what stands around a network. */
class StateDictModulesTest {
    private static final int FEATURES = 5;
    private static final int SIZE = 4;
    private static final int STEPS = 6;

    private final NDManager manager = NDManager.newBaseManager();

    @TempDir private Path folder;

    @AfterEach
    void close() {
        manager.close();
    }

    private NDList run(Block block, NDArray... inputs) {
        return block.forward(new ParameterStore(manager, false), new NDList(inputs), false);
    }

    private static double[] flat(double[][] values) {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void selfAttentionGivesItsOutputs() throws IOException {
        int heads = 2;
        TorchFile file =
                new TorchFile(5)
                        .random("in_proj_weight", "F32", 3 * SIZE, SIZE)
                        .random("in_proj_bias", "F32", 3 * SIZE)
                        .random("out_proj.weight", "F32", SIZE, SIZE)
                        .random("out_proj.bias", "F32", SIZE);
        MultiHeadAttention block =
                MultiHeadAttention.builder().setSize(SIZE).setHeads(heads).build();
        Shape shape = new Shape(1, STEPS, SIZE);
        block.initialize(manager, DataType.FLOAT32, shape, shape);
        StateDict.load(file.write(folder), block);

        Random random = new Random(6);
        double[][] x = new double[STEPS][];
        Arrays.setAll(x, t -> random.doubles(SIZE, -1.5, 1.5).toArray());
        NDArray array = manager.create(flat(x), shape).toType(DataType.FLOAT32, false);
        double[][] projected = new double[STEPS][];
        Arrays.setAll(
                projected,
                t ->
                        BlockFixture.affine(
                                file.get("in_proj_weight"), file.get("in_proj_bias"), x[t]));
        int width = SIZE / heads;
        double[][] right = new double[STEPS][];
        for (int q = 0; q < STEPS; q++) {
            double[] context = new double[SIZE];
            for (int head = 0; head < heads; head++) {
                double[] query = part(projected[q], head * width, width);
                int at = head * width;
                double[] scores = new double[STEPS];
                Arrays.setAll(
                        scores,
                        t ->
                                BlockFixture.dot(query, part(projected[t], SIZE + at, width))
                                        / Math.sqrt(width));
                double[] weights = BlockFixture.softmax(scores);
                for (int t = 0; t < STEPS; t++) {
                    for (int k = 0; k < width; k++) {
                        context[at + k] += weights[t] * projected[t][2 * SIZE + at + k];
                    }
                }
            }
            right[q] =
                    BlockFixture.affine(
                            file.get("out_proj.weight"), file.get("out_proj.bias"), context);
        }
        assertThat(Trial.doubles(run(block, array, array).head()))
                .containsExactly(flat(right), within(1e-5));
    }

    private static double[] part(double[] values, int from, int count) {
        return Arrays.copyOfRange(values, from, from + count);
    }

    /** Ours and DJL's alike; the count of batches is no weight. */
    @Test
    void normalisationsGetTheirFigures() throws IOException {
        TorchFile file = new TorchFile(7);
        Map<String, Block> modules = new LinkedHashMap<>();
        modules.put("a", new SequenceBatchNorm());
        modules.put("b", BatchNorm.builder().optAxis(2).build());
        modules.put("c", new SequenceLayerNorm());
        modules.put("d", LayerNorm.builder().axis(2).build());
        modules.forEach(
                (name, block) -> {
                    block.initialize(manager, DataType.FLOAT32, new Shape(2, STEPS, SIZE));
                    file.random(name + ".weight", "F32", SIZE).random(name + ".bias", "F32", SIZE);
                    if (name.equals("a") || name.equals("b")) {
                        file.random(name + ".running_mean", "F32", SIZE);
                        file.add(name + ".running_var", "F32", new double[] {0.5, 1, 2, 4}, SIZE);
                        file.add(name + ".num_batches_tracked", "I64", new double[] {99});
                    }
                });

        StateDict.load(file.write(folder), modules);

        NDArray x = manager.randomNormal(new Shape(2, STEPS, SIZE));
        double[] in = Trial.doubles(x);
        double[] right = new double[in.length];
        Arrays.setAll(
                right,
                i -> {
                    int k = i % SIZE;
                    double mean = file.get("a.running_mean")[k];
                    double deviation = Math.sqrt(file.get("a.running_var")[k] + 1e-5);
                    return (in[i] - mean) / deviation * file.get("a.weight")[k]
                            + file.get("a.bias")[k];
                });
        assertThat(Trial.doubles(run(modules.get("a"), x).head()))
                .containsExactly(right, within(1e-5));
        modules.forEach(
                (name, block) -> {
                    List<double[]> found = new ArrayList<>();
                    block.getParameters()
                            .values()
                            .forEach(p -> found.add(Trial.doubles(p.getArray())));
                    List<double[]> wanted = new ArrayList<>();
                    file.values()
                            .forEach(
                                    (key, v) -> {
                                        if (key.startsWith(name + ".") && v.length > 1) {
                                            wanted.add(v);
                                        }
                                    });
                    assertThat(found.toArray()).as(name).isEqualTo(wanted.toArray());
                });
    }

    @Test
    void sequentialPartsAreCounted() throws IOException {
        SequentialBlock net =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(3).build())
                        .add(Activation.reluBlock())
                        .add(Linear.builder().setUnits(2).build());
        net.initialize(manager, DataType.FLOAT32, new Shape(1, FEATURES));
        TorchFile file =
                new TorchFile(8)
                        .random("0.weight", "F32", 3, FEATURES)
                        .random("0.bias", "F32", 3)
                        .random("2.weight", "F32", 2, 3)
                        .random("2.bias", "F32", 2);
        StateDict.load(file.write(folder), net);
        List<double[]> found = new ArrayList<>();
        for (Parameter p : net.getParameters().values()) {
            found.add(Trial.doubles(p.getArray()));
        }
        assertThat(found.toArray()).isEqualTo(file.values().values().toArray());
    }

    /** What a training or an optimizer holds of a parameter gets the values too. */
    @Test
    void learnedParametersKeepTheirArraysAndLearnOn() throws IOException {
        Linear block = Linear.builder().setUnits(2).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        NDArray weight = block.getParameters().get("weight").getArray();
        weight.setRequiresGradient(true);
        block.getParameters().get("bias").getArray().setRequiresGradient(false);
        TorchFile file = new TorchFile(10).random("weight", "F32", 2, 3).random("bias", "F32", 2);
        StateDict.load(file.write(folder), block);
        assertThat(Trial.doubles(weight)).containsExactly(file.get("weight"));
        assertThat(weight.hasGradient()).isTrue();
        assertThat(block.getParameters().get("bias").getArray().hasGradient()).isFalse();
    }
}
