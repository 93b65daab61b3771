package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.recurve.core.RecurveException;

/**
 * What a block of {@link BlockContract} says to wrong input. Closes the trials that it is given.
 */
final class BlockErrors {
    private BlockErrors() {}

    /**
     * Each float input twice as wide as the block was made for; a sequence also without a batch.
     */
    static void widths(BlockTrial given) {
        try (BlockTrial trial = given) {
            NDList right = trial.inputs();
            for (int i = 0; i < right.size(); i++) {
                int at = i;
                NDArray input = right.get(at);
                if (!input.getDataType().isFloating()) {
                    continue;
                }
                NDArray wide = input.repeat(input.getShape().dimension() - 1, 2);
                refused(
                        () -> run(trial, right, wide, at),
                        Long.toString(wide.getShape().get(wide.getShape().dimension() - 1)));
                if (trial.bounded(at)) {
                    NDArray one = input.get(0);
                    refused(() -> run(trial, right, one, at), one.getShape().toString());
                }
            }
        }
    }

    private static void refused(ThrowingCallable call, String found) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(found);
    }

    /** Lengths beyond T, zero and negative, and for one sequence too many. */
    static void lengths(BlockTrial given, long[] lengths) {
        try (BlockTrial trial = given) {
            NDList right = trial.inputs();
            int last = right.size() - 1;
            long steps = trial.steps();
            for (long wrong : new long[] {steps + 1, 0, -1}) {
                long[] values = lengths.clone();
                values[1] = wrong;
                NDArray array = trial.manager.create(values);
                assertThatThrownBy(() -> run(trial, right, array, last))
                        .isInstanceOf(RecurveException.class)
                        .message()
                        .contains(
                                "length of sequence 1 of the batch is " + wrong,
                                "must be 1 to " + steps,
                                "leave out empty sequences");
            }
            NDArray many =
                    trial.manager.ones(
                            new Shape(lengths.length + 1L), right.get(last).getDataType());
            refused(() -> run(trial, right, many, last), many.getShape().toString());
        }
    }

    private static void run(BlockTrial trial, NDList right, NDArray wrong, int at) {
        NDList inputs = new NDList(right);
        inputs.set(at, wrong);
        trial.block.forward(new ParameterStore(trial.manager, false), inputs, false);
    }
}
