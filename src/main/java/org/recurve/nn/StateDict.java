package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Prelu;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.recurve.core.RecurveException;

/**
 * Weights of PyTorch, in and out: the tensors of a {@code state_dict} by PyTorch's names, in the
 * safetensors format, which {@code safetensors.torch.save_file(model.state_dict(), path)} writes
 * and {@code load_file} reads.
 *
 * <pre>{@code
 * StateDict.load(path, lstm);                      // weight_ih_l0, weight_hh_l0, ...
 * StateDict.load(path, Map.of("encoder", embedding, "rnn", lstm, "decoder", linear));
 * StateDict.save(path, Map.of("rnn", lstm));       // rnn.weight_ih_l0, ...
 * }</pre>
 *
 * <p>{@link RNN}, {@link LSTM}, {@link GRU} and their cells, {@link SequenceLayerNorm}, {@link
 * SequenceBatchNorm} and {@link org.recurve.nn.attention.MultiHeadAttention} have PyTorch's names
 * and shapes, and DJL's linear, convolution, embedding and normalisation blocks get them. A {@link
 * ai.djl.nn.SequentialBlock} counts its parts from 0 as PyTorch's {@code Sequential}; parameters of
 * other blocks are named by where they are ({@link ParameterNames}).
 */
public final class StateDict {
    /** DJL's names of what PyTorch calls otherwise. */
    private static final Map<String, String> OF_DJL =
            Map.of(
                    "embedding", "weight",
                    "gamma", "weight",
                    "beta", "bias",
                    "alpha", "weight",
                    "runningMean", "running_mean",
                    "runningVar", "running_var");

    /** PyTorch counts batches for another kind of running mean. */
    private static final String COUNTER = "num_batches_tracked";

    private StateDict() {}

    /**
     * Gives a block the weights of a file.
     *
     * @param file a safetensors file; values may be float64, float32, float16 or bfloat16 and
     *     become of the block's type
     * @param block initialized
     * @throws RecurveException if the file cannot be read, lacks a tensor, has one more, or has one
     *     of another shape or of integers; the block is then as before
     * @throws IllegalArgumentException if the block is not initialized
     */
    public static void load(Path file, Block block) {
        load(file, Map.of("", block));
    }

    /**
     * Gives several blocks the weights of a file.
     *
     * @param file as in {@link #load(Path, Block)}
     * @param modules initialized blocks by the names that they have as parts of PyTorch's module:
     *     {@code "rnn"} for {@code rnn.weight_ih_l0}; the empty name for none
     * @throws RecurveException as in {@link #load(Path, Block)}
     * @throws IllegalArgumentException if a block is not initialized
     */
    public static void load(Path file, Map<String, ? extends Block> modules) {
        Map<String, NDArray> targets = arrays(modules);
        Set<String> ignored = new LinkedHashSet<>();
        modules.forEach(
                (module, block) ->
                        ParameterNames.blocks(block).keySet().stream()
                                .map(place -> ParameterNames.join(module, place))
                                .map(place -> ParameterNames.join(place, COUNTER))
                                .forEach(ignored::add));
        try (NDManager manager = NDManager.newBaseManager();
                InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Map<String, NDArray> tensors = Safetensors.read(in, manager, file.toString()).tensors();
            tensors.keySet().removeIf(name -> ignored.contains(name) && !targets.containsKey(name));
            StateDictCheck.check(file, tensors, targets);
            targets.forEach((name, target) -> copy(tensors.get(name), target));
        } catch (IOException e) {
            throw new RecurveException("cannot read weights from " + file + ": " + e, e);
        }
    }

    private static void copy(NDArray value, NDArray target) {
        boolean learned = target.hasGradient();
        try (NDArray here = value.toDevice(target.getDevice(), true);
                NDArray typed = here.toType(target.getDataType(), true)) {
            // The engine refuses to change in place what wants a gradient.
            target.setRequiresGradient(false);
            typed.copyTo(target);
        } finally {
            target.setRequiresGradient(learned);
        }
    }

    /**
     * Writes the weights of a block.
     *
     * @param file of the safetensors format; what was there is replaced
     * @param block initialized
     * @throws RecurveException if the file cannot be written
     * @throws IllegalArgumentException if the block is not initialized
     */
    public static void save(Path file, Block block) {
        save(file, Map.of("", block));
    }

    /**
     * Writes the weights of several blocks, in the order of their names.
     *
     * @param file of the safetensors format; what was there is replaced
     * @param modules initialized blocks by name, as in {@link #load(Path, Map)}
     * @throws RecurveException if the file cannot be written
     * @throws IllegalArgumentException if a block is not initialized
     */
    public static void save(Path file, Map<String, ? extends Block> modules) {
        Map<String, NDArray> tensors = new TreeMap<>(arrays(modules));
        Path absolute = file.toAbsolutePath();
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                // Some readers ask for the framework whose names these are.
                Safetensors.write(out, tensors, Map.of("format", "pt"));
            }
            Files.move(unfinished, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RecurveException(
                    "cannot write weights to "
                            + file
                            + ": "
                            + e
                            + "; is the folder there, and may you write to it?",
                    e);
        }
    }

    private static Map<String, NDArray> arrays(Map<String, ? extends Block> modules) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        modules.forEach(
                (module, block) ->
                        ParameterNames.blocks(block)
                                .forEach(
                                        (place, part) -> {
                                            String at = ParameterNames.join(module, place);
                                            part.getDirectParameters()
                                                    .values()
                                                    .forEach(p -> add(arrays, at, part, p));
                                        }));
        return arrays;
    }

    private static void add(
            Map<String, NDArray> arrays, String place, Block owner, Parameter parameter) {
        String name = ParameterNames.join(place, pytorchName(owner, parameter.getName()));
        if (!parameter.isInitialized()) {
            throw new IllegalArgumentException(
                    name
                            + " has no value yet; initialize the block first:"
                            + " block.initialize(manager, DataType.FLOAT32, new Shape(batch, time,"
                            + " features))");
        }
        if (arrays.put(name, parameter.getArray()) != null) {
            throw new IllegalArgumentException("two parameters are called " + name);
        }
    }

    private static String pytorchName(Block owner, String name) {
        boolean otherwise =
                owner instanceof Embedding
                        || owner instanceof LayerNorm
                        || owner instanceof BatchNorm
                        || owner instanceof Prelu;
        return otherwise ? OF_DJL.getOrDefault(name, name) : name;
    }
}
