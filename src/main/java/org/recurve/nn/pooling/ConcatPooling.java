package org.recurve.nn.pooling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.Collectors;
import org.recurve.nn.Lengths;

/** What several poolings make, side by side. */
final class ConcatPooling extends Pooling {
    private final List<Pooling> parts;

    ConcatPooling(List<Pooling> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException(
                    "poolings to put side by side must be at least 2, not " + parts.size());
        }
        this.parts = List.copyOf(parts);
        parts.forEach(part -> addChildBlock(part.name(), part));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        parts.forEach(part -> part.initialize(manager, dataType, inputShapes));
    }

    @Override
    protected NDArray pool(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDList pooled = new NDList();
        parts.forEach(part -> pooled.add(part.pool(store, x, lengths, training)));
        return NDArrays.concat(pooled, 1);
    }

    @Override
    public RunningPooling running() {
        return Running.concat(parts.stream().map(Pooling::running).toList());
    }

    @Override
    public String name() {
        return parts.stream().map(Pooling::name).collect(Collectors.joining("+"));
    }

    @Override
    String settings() {
        return name();
    }

    @Override
    public long outputSize(long features) {
        return parts.stream().mapToLong(part -> part.outputSize(features)).sum();
    }

    @Override
    public long parameterCount(long features) {
        return parts.stream().mapToLong(part -> part.parameterCount(features)).sum();
    }
}
