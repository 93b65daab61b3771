package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.embedding.TrainableWordEmbedding;
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
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.nn.Reference.Kind;
import org.recurve.nn.attention.MultiHeadAttention;

/** Files of PyTorch's users give here what the formulas say. */
class StateDictTest {
    private static final int FEATURES = 5;
    private static final int SIZE = 4;
    private static final int LAYERS = 2;
    private static final int BATCH = 3;
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

    private static int gates(Kind kind) {
        return switch (kind) {
            case LSTM, LSTM_PROJECTED -> 4;
            case GRU -> 3;
            default -> 1;
        };
    }

    /** Names and shapes of {@code torch.nn.LSTM} and its like, written down from its manual. */
    private static void addNetwork(TorchFile file, Kind kind, String type, String prefix) {
        int projected = kind == Kind.LSTM_PROJECTED ? SIZE - Reference.PROJECTED_AWAY : SIZE;
        int rows = gates(kind) * SIZE;
        for (int layer = 0; layer < LAYERS; layer++) {
            for (String direction : List.of("", "_reverse")) {
                String suffix = "_l" + layer + direction;
                int width = layer == 0 ? FEATURES : 2 * projected;
                file.random(prefix + "weight_ih" + suffix, type, rows, width);
                file.random(prefix + "weight_hh" + suffix, type, rows, projected);
                file.random(prefix + "bias_ih" + suffix, type, rows);
                file.random(prefix + "bias_hh" + suffix, type, rows);
                if (kind == Kind.LSTM_PROJECTED) {
                    file.random(prefix + "weight_hr" + suffix, type, projected, SIZE);
                }
            }
        }
    }

    private static SequenceBlock network(Kind kind) {
        return kind.builder(SIZE).setNumLayers(LAYERS).optBidirectional(true).build();
    }

    private static double[][] expected(
            Kind kind, Map<String, double[]> parameters, double[][] sequence) {
        int states = kind.cell(SIZE, true).stateCount();
        double[][][] zeros = new double[states][2 * LAYERS][SIZE];
        if (kind == Kind.LSTM_PROJECTED) {
            zeros[0] = new double[2 * LAYERS][SIZE - Reference.PROJECTED_AWAY];
        }
        return new Reference(kind, parameters, SIZE, LAYERS, 2).run(sequence, zeros);
    }

    private static double[][][] input() {
        Random random = new Random(5);
        double[][][] x = new double[BATCH][STEPS][];
        for (double[][] sequence : x) {
            Arrays.setAll(sequence, t -> random.doubles(FEATURES, -1.5, 1.5).toArray());
        }
        return x;
    }

    private static double[] flat(double[][][] values) {
        return Arrays.stream(values)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "LSTM,F32,FLOAT32",
        "LSTM,F64,FLOAT64",
        "LSTM,F64,FLOAT32",
        "LSTM,F16,FLOAT32",
        "LSTM,BF16,FLOAT32",
        "LSTM,F32,FLOAT64",
        "LSTM_PROJECTED,F32,FLOAT32",
        "GRU,F32,FLOAT32",
        "GRU,BF16,FLOAT64",
        "RNN,F32,FLOAT32",
        "RNN_RELU,F32,FLOAT32"
    })
    void aTrainedNetworkGivesItsOutputs(Kind kind, String type, DataType own) throws IOException {
        TorchFile file = new TorchFile(1);
        addNetwork(file, kind, type, "");
        SequenceBlock block = network(kind);
        block.initialize(manager, own, new Shape(BATCH, STEPS, FEATURES));

        StateDict.load(file.write(folder), block);

        double[][][] x = input();
        NDArray batch = manager.create(flat(x), new Shape(BATCH, STEPS, FEATURES));
        NDArray y = run(block, batch.toType(own, false)).singletonOrThrow();
        double[][][] right = new double[BATCH][][];
        Arrays.setAll(right, b -> expected(kind, file.values(), x[b]));
        assertThat(y.getDataType()).isEqualTo(own);
        assertThat(Trial.doubles(y))
                .containsExactly(flat(right), within(own == DataType.FLOAT64 ? 1e-12 : 1e-5));
    }

    @ParameterizedTest
    @CsvSource({"LSTM", "LSTM_PROJECTED", "GRU", "RNN"})
    void aCellOfAnotherModuleGivesItsOutputs(Kind kind) throws IOException {
        int fed = kind == Kind.LSTM_PROJECTED ? SIZE - Reference.PROJECTED_AWAY : SIZE;
        int rows = gates(kind) * SIZE;
        TorchFile file =
                new TorchFile(2)
                        .random("cell.weight_ih", "F32", rows, FEATURES)
                        .random("cell.weight_hh", "F32", rows, fed)
                        .random("cell.bias_ih", "F32", rows)
                        .random("cell.bias_hh", "F32", rows);
        if (kind == Kind.LSTM_PROJECTED) {
            file.random("cell.weight_hr", "F32", fed, SIZE);
        }
        RecurrentCell cell = kind.cell(SIZE, true);
        cell.initialize(manager, DataType.FLOAT32, new Shape(1, FEATURES));
        StateDict.load(file.write(folder), Map.of("cell", cell));

        double[] x = new Random(3).doubles(FEATURES, -1, 1).toArray();
        NDArray row = manager.create(x, new Shape(1, FEATURES)).toType(DataType.FLOAT32, false);
        Map<String, double[]> named = new LinkedHashMap<>();
        file.values().forEach((name, v) -> named.put(name.substring(5) + "_l0", v));
        double[][][] states = new double[cell.stateCount()][1][];
        Arrays.setAll(states, s -> new double[][] {new double[(int) cell.stateSizes()[s]]});
        double[][] right = new Reference(kind, named, SIZE, 1, 1).run(new double[][] {x}, states);
        assertThat(Trial.doubles(run(cell, row).head())).containsExactly(right[0], within(1e-6));
    }

    /** The word language model of PyTorch's examples: encoder, rnn, decoder. */
    @Test
    void severalModulesOfOneFile() throws IOException {
        int words = 7;
        TorchFile file = new TorchFile(4).random("encoder.weight", "F32", words, FEATURES);
        addNetwork(file, Kind.LSTM, "F32", "rnn.");
        file.random("decoder.weight", "F32", words, 2 * SIZE).random("decoder.bias", "F32", words);
        TrainableWordEmbedding encoder =
                TrainableWordEmbedding.builder()
                        .setEmbeddingSize(FEATURES)
                        .setVocabulary(
                                new DefaultVocabulary(List.of("a", "b", "c", "d", "e", "f", "g")))
                        .optUseDefault(false)
                        .build();
        SequenceBlock rnn = network(Kind.LSTM);
        Linear decoder = Linear.builder().setUnits(words).build();
        encoder.initialize(manager, DataType.FLOAT32, new Shape(1, STEPS));
        rnn.initialize(manager, DataType.FLOAT32, new Shape(1, STEPS, FEATURES));
        decoder.initialize(manager, DataType.FLOAT32, new Shape(1, STEPS, 2 * SIZE));

        StateDict.load(
                file.write(folder), Map.of("encoder", encoder, "rnn", rnn, "decoder", decoder));

        long[] tokens = {3, 0, 6, 6, 1, 2};
        NDArray ids = manager.create(tokens).reshape(1, STEPS);
        NDArray logits = run(decoder, run(rnn, run(encoder, ids).head()).head()).head();
        double[][] embedded = new double[STEPS][];
        for (int t = 0; t < STEPS; t++) {
            int row = (int) tokens[t] * FEATURES;
            embedded[t] = Arrays.copyOfRange(file.get("encoder.weight"), row, row + FEATURES);
        }
        Map<String, double[]> named = new LinkedHashMap<>();
        file.values().forEach((name, v) -> named.put(name.replace("rnn.", ""), v));
        double[][] right = expected(Kind.LSTM, named, embedded);
        Arrays.setAll(
                right,
                t ->
                        BlockFixture.affine(
                                file.get("decoder.weight"), file.get("decoder.bias"), right[t]));
        assertThat(Trial.doubles(logits))
                .containsExactly(flat(new double[][][] {right}), within(1e-5));
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
        NDArray array =
                manager.create(flat(new double[][][] {x}), shape).toType(DataType.FLOAT32, false);
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
                .containsExactly(flat(new double[][][] {right}), within(1e-5));
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

    @Test
    void whatIsSavedHasPyTorchsNamesAndComesBack() throws IOException {
        Shape shape = new Shape(BATCH, STEPS, FEATURES);
        SequenceBlock rnn = network(Kind.GRU);
        Linear linear = Linear.builder().setUnits(2).build();
        rnn.initialize(manager, DataType.FLOAT32, shape);
        linear.initialize(manager, DataType.FLOAT32, new Shape(1, 2 * SIZE));
        Path file = folder.resolve("saved.safetensors");
        StateDict.save(file, Map.of("rnn", rnn, "linear", linear));
        byte[] first = Files.readAllBytes(file);

        var content = Safetensors.read(Files.newInputStream(file), manager, "saved");
        TorchFile names = new TorchFile(9);
        names.random("linear.bias", "F32", 1).random("linear.weight", "F32", 1);
        addNetwork(names, Kind.GRU, "F32", "rnn.");
        assertThat(content.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(names.values().keySet());
        assertThat(content.metadata()).containsEntry("format", "pt");

        SequenceBlock other = network(Kind.GRU);
        other.initialize(manager, DataType.FLOAT32, shape);
        Linear otherLinear = Linear.builder().setUnits(2).build();
        otherLinear.initialize(manager, DataType.FLOAT32, new Shape(1, 2 * SIZE));
        StateDict.load(file, Map.of("rnn", other, "linear", otherLinear));
        NDArray x = manager.randomNormal(shape);
        assertThat(run(otherLinear, run(other, x).head()).head().toFloatArray())
                .containsExactly(
                        run(linear, run(rnn, x).head()).head().toFloatArray(), within(1e-6f));
        StateDict.save(file, Map.of("linear", otherLinear, "rnn", other));
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
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
