package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.nn.Bidirectional;
import org.recurve.nn.Cell;
import org.recurve.nn.Dropout;
import org.recurve.nn.RecurrentStack;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.StackLayer;

/**
 * What the recurrent layers of a model are made of.
 *
 * @param cell kind of cell
 * @param layers how many, at least 1
 * @param hidden width of the state of every layer but the last, in each direction
 * @param lastWidth width of the last layer
 * @param bidirectional whether half of each layer reads backward
 * @param norm of every layer's output
 */
record RecurrentLayers(
        Cell cell,
        int layers,
        int hidden,
        int lastWidth,
        boolean bidirectional,
        StackLayer.Norm norm) {

    RecurrentLayers {
        if (layers < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "layers and hidden must be at least 1, not " + layers + " and " + hidden);
        }
    }

    /** {@return what they are called: {@code "BiLSTM 1x128"}} */
    String text() {
        return (bidirectional ? "Bi" : "")
                + cell.name().toUpperCase(Locale.ROOT)
                + " "
                + layers
                + "x"
                + hidden;
    }

    /**
     * Makes the block: the fused one where it can do what is asked for, else a stack.
     *
     * @param dropout all of it but what lies before the first and after the last layer
     */
    SequenceBlock block(Dropout dropout) {
        if (dropout.onlyBetweenLayers() && norm == StackLayer.Norm.NONE && lastWidth == hidden) {
            return cell.layers(hidden, layers, bidirectional, dropout.hidden());
        }
        List<StackLayer> stack = new ArrayList<>();
        for (int i = 1; i <= layers; i++) {
            boolean last = i == layers;
            double between = last ? 0 : dropout.hidden();
            StackLayer layer =
                    StackLayer.of(cell, last ? lastWidth : hidden)
                            .norm(norm)
                            .dropout(dropout.variational() ? 0 : between)
                            .variationalDropout(dropout.variational() ? between : 0)
                            .weightDrop(dropout.weights())
                            .recurrentDropout(dropout.recurrent())
                            .zoneout(dropout.zoneout());
            stack.add(bidirectional ? layer.bidirectional(Bidirectional.Merge.CONCAT) : layer);
        }
        return RecurrentStack.of(stack);
    }
}
