package org.recurve.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;

/**
 * Runs a stack over right-padded sequences, one layer and direction at a time, all of them from
 * left to right: for the backward direction every sequence is reversed within its own length.
 * Padding thus follows all valid steps and cannot reach their outputs; the final h is the output of
 * the last valid step. A final cell state does not show in the outputs: an added input feature that
 * is 1 on padding saturates the gates so that the cell state stays as it is to the end.
 */
final class RaggedStack {
    private final Recurrent block;
    private final NDManager manager;
    private final Device device;
    private final NDArray valid;
    private final NDArray last;
    private final NDArray reversal;

    RaggedStack(Recurrent block, Lengths lengths, NDArray x) {
        this.block = block;
        manager = x.getManager();
        device = x.getDevice();
        NDArray ends =
                lengths.array()
                        .toDevice(device, false)
                        .toType(DataType.INT64, false)
                        .reshape(-1, 1, 1);
        Shape shape = new Shape(x.size(0), x.size(1), 1);
        NDArray time =
                manager.arange(0, (int) lengths.steps(), 1, DataType.INT64, device)
                        .reshape(1, -1, 1)
                        .broadcast(shape);
        valid = time.lt(ends);
        last = ends.sub(1);
        reversal = NDArrays.where(valid, last.sub(time), time);
    }

    /** Runs all layers and directions; arguments and result as in {@link Recurrent#fused}. */
    NDList run(NDArray x, NDList state, NDList weights, FusedRun run) {
        int directions = block.directions();
        int each = weights.size() / (block.layers() * directions);
        NDArray input = zeroPadding(x);
        NDList[] finals = new NDList[block.stateCount()];
        for (int s = 0; s < finals.length; s++) {
            finals[s] = new NDList();
        }
        for (int layer = 0; layer < block.layers(); layer++) {
            if (layer > 0) {
                input = Dropout.dropout(input, run.dropRate(), run.training()).singletonOrThrow();
            }
            NDList outputs = new NDList();
            for (int direction = 0; direction < directions; direction++) {
                int index = layer * directions + direction;
                NDList initial = new NDList();
                for (NDArray s : state) {
                    initial.add(s.get(new NDIndex("{}:{}", index, index + 1)));
                }
                NDList w = new NDList(weights.subList(index * each, (index + 1) * each));
                NDArray in = direction == 0 ? input : reverse(input);
                NDList result = oneDirection(in, initial, w, run);
                outputs.add(direction == 0 ? result.head() : reverse(result.head()));
                for (int s = 0; s < finals.length; s++) {
                    finals[s].add(result.get(s + 1));
                }
            }
            input = concat(outputs, 2);
        }
        NDList all = new NDList(input);
        for (NDList f : finals) {
            all.add(concat(f, 0));
        }
        return all;
    }

    private NDList oneDirection(NDArray input, NDList initial, NDList weights, FusedRun run) {
        NDArray in = input;
        float[] carry = block.carryingGates();
        if (carry != null) {
            in = in.concat(valid.logicalNot().toType(in.getDataType(), false), 2);
            weights.set(0, weights.get(0).concat(column(carry, weights.get(0)), 1));
        }
        NDList result = block.fused(in, initial, weights, run.single());
        NDArray y = zeroPadding(result.head());
        Shape one = new Shape(y.size(0), 1, y.size(2));
        result.set(0, y);
        result.set(1, y.gather(last.broadcast(one), 1).swapAxes(0, 1));
        return result;
    }

    private NDArray column(float[] gates, NDArray weight) {
        return manager.create(gates)
                .toDevice(device, false)
                .toType(weight.getDataType(), false)
                .reshape(-1, 1)
                .repeat(0, block.stateSize());
    }

    /** DJL's own makes a copy without gradient where there is only one array. */
    private static NDArray concat(NDList arrays, int axis) {
        return arrays.size() == 1 ? arrays.head() : NDArrays.concat(arrays, axis);
    }

    private NDArray reverse(NDArray x) {
        return x.gather(reversal.broadcast(x.getShape()), 1);
    }

    /** Selects, as a product with a mask would keep NaN. */
    private NDArray zeroPadding(NDArray x) {
        NDArray zero = manager.zeros(new Shape(1), x.getDataType(), device);
        return NDArrays.where(valid.broadcast(x.getShape()), x, zero);
    }
}
