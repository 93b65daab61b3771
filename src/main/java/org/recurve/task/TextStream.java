package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.recurve.core.RecurveException;
import org.recurve.nn.RecurrentStream;
import org.recurve.nn.SequenceBlock;

/**
 * A text that a classifier reads while it comes.
 *
 * <pre>{@code
 * try (var stream = model.stream()) {
 *     stream.next("not");
 *     double[] probabilities = stream.next("bad");
 * }
 * }</pre>
 *
 * <p>For one thread. The model must stay open and must not be trained meanwhile.
 */
public final class TextStream implements AutoCloseable {
    private final TextClassifier model;
    private final NDManager manager;
    private final ParameterStore store;
    private final RecurrentStream layers;
    private final StreamHead head;

    TextStream(TextClassifier model) {
        this.model = model;
        SequenceBlock recurrent =
                StreamHead.requireForward(model.name(), model.network().encoder().recurrent());
        head = model.network().head();
        head.reset();
        manager = model.manager().newSubManager();
        store = new ParameterStore(manager, false);
        layers = recurrent.stream(store, manager);
    }

    /**
     * Reads what comes next.
     *
     * @param piece one word or more, cut into tokens by itself: end it where a token ends
     * @return the probability of each of the model's classes after all tokens so far
     * @throws RecurveException if there is no token in it
     * @throws IllegalStateException if the stream is closed
     */
    public double[] next(String piece) {
        if (!manager.isOpen()) {
            throw new IllegalStateException("the stream is closed; model.stream() opens another");
        }
        List<String> tokens = model.tokenizer().tokenize(piece);
        if (tokens.isEmpty()) {
            throw new RecurveException("the piece is empty; give at least one word");
        }
        double[] probabilities = {};
        for (String token : tokens) {
            probabilities = read(token);
        }
        return probabilities;
    }

    private double[] read(String token) {
        try (NDManager step = manager.newSubManager()) {
            NDList inputs =
                    model.reader().read(List.of(List.of(token))).inputs(new int[] {0}, step);
            NDArray vector = model.network().encoder().embed(store, inputs, false);
            return head.next(layers.next(vector.squeeze(1)).toFloatArray());
        }
    }

    /** Forgets all that was read: the next piece starts a new text. */
    public void reset() {
        layers.reset();
        head.reset();
    }

    /** Frees the state. */
    @Override
    public void close() {
        manager.close();
    }
}
