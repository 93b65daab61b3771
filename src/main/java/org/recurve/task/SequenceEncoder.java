package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.recurve.core.LayerTable;

/** What makes features of every step of a sequence, {@code (B,T,F)} to {@code (B,T,E)}. */
sealed interface SequenceEncoder permits RecurrentEncoder, OwnEncoder {

    /** {@return the block, always the same} */
    Block block();

    /** {@return what reports call it ({@code "GRU 1x64"})} */
    String name();

    /** {@return whether half of its features come from a network that reads backward} */
    boolean bidirectional();

    /**
     * @param x {@code (B,T,F)}
     * @param lengths int64 {@code (B)}
     * @return {@code (B,T,E)}
     */
    NDArray encode(ParameterStore store, NDArray x, NDArray lengths, boolean training);

    /** {@return what the block is initialized with} */
    Shape[] inputShapes(int steps, int features);

    /** {@return every setting by name} */
    Map<String, String> settings();

    /** {@return what a model file needs to make it again} */
    JsonObject describe();

    /** {@return its layers} */
    List<LayerTable.Row> layers(int features);
}
