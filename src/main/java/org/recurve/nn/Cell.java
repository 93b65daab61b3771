package org.recurve.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A kind of recurrent cell to choose by value: {@code Cells.gru()}, or the constructor of a cell of
 * one's own, {@code MyCell::new}.
 */
@FunctionalInterface
public interface Cell {

    /**
     * Makes a cell.
     *
     * @param hidden size of its state
     * @return a new cell without values yet
     */
    RecurrentCell create(int hidden);

    /** {@return what reports call it and model files look it up by: {@code "lstm"}} */
    default String name() {
        String type = create(1).getClass().getSimpleName();
        return type.replaceFirst("(?<=.)Cell$", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Puts equal layers on top of each other, the fastest way there is for the cell.
     *
     * @param hidden size of the state of each layer and direction
     * @param layers how many, at least 1
     * @param bidirectional whether a second network reads backward
     * @param dropRate dropout between the layers, 0 to 1
     * @return the block, without values yet
     */
    default SequenceBlock layers(int hidden, int layers, boolean bidirectional, double dropRate) {
        List<StackLayer> stack = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            StackLayer one = StackLayer.of(this, hidden);
            one = bidirectional ? one.bidirectional(Bidirectional.Merge.CONCAT) : one;
            stack.add(layer < layers - 1 ? one.dropout(dropRate) : one);
        }
        return RecurrentStack.of(stack);
    }
}
