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
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.nn.Reference.Kind;

/** Files of PyTorch's users give here what the formulas say: recurrent networks and cells. */
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

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RNN", "RNN_RELU", "LSTM", "LSTM_PROJECTED", "GRU"})
    void whatIsSavedHasPyTorchsNamesAndComesBack(Kind kind) throws IOException {
        Shape shape = new Shape(BATCH, STEPS, FEATURES);
        SequenceBlock rnn = network(kind);
        Linear linear = Linear.builder().setUnits(2).build();
        rnn.initialize(manager, DataType.FLOAT32, shape);
        linear.initialize(manager, DataType.FLOAT32, new Shape(1, rnn.outputSize()));
        Path file = folder.resolve("saved.safetensors");
        StateDict.save(file, Map.of("rnn", rnn, "linear", linear));
        byte[] first = Files.readAllBytes(file);

        var content = Safetensors.read(Files.newInputStream(file), manager, "saved");
        TorchFile names = new TorchFile(9);
        names.random("linear.bias", "F32", 2);
        names.random("linear.weight", "F32", 2, (int) rnn.outputSize());
        addNetwork(names, kind, "F32", "rnn.");
        assertThat(content.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(names.values().keySet());
        assertThat(content.metadata()).containsEntry("format", "pt");
        names.values()
                .forEach(
                        (name, v) ->
                                assertThat(content.tensors().get(name).size())
                                        .as(name)
                                        .isEqualTo(v.length));

        SequenceBlock other = network(kind);
        other.initialize(manager, DataType.FLOAT32, shape);
        Linear otherLinear = Linear.builder().setUnits(2).build();
        otherLinear.initialize(manager, DataType.FLOAT32, new Shape(1, rnn.outputSize()));
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
}
