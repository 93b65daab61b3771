package org.recurve.nn;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.recurve.nn.Bidirectional.Merge;
import org.recurve.nn.Reference.Kind;
import org.recurve.nn.StackLayer.Link;
import org.recurve.nn.StackLayer.Norm;

/** Cells, layers, stacks, norms and dropouts keep the contract of all blocks. */
class RecurrentContractTest {
    private static final int BATCH = 3;
    private static final int STEPS = 5;
    private static final int FEATURES = 4;

    /** As wide as the input, so that links can go around; to normalise fewer amplifies rounding. */
    private static final int SIZE = 4;

    private static DynamicContainer of(String name, BlockContract contract) {
        return dynamicContainer(name, contract.tests());
    }

    private static DynamicContainer full(String name, Supplier<? extends Block> block) {
        return of(name, BlockContract.of(block).input(BATCH, STEPS, FEATURES));
    }

    private static DynamicContainer ragged(String name, Supplier<? extends Block> block) {
        return of(
                name + " ragged",
                BlockContract.of(block)
                        .sequence(BATCH, STEPS, FEATURES)
                        .lengths(STEPS - 1, STEPS, 1));
    }

    private static RecurrentLayer.Builder layer(Kind kind) {
        return RecurrentLayer.builder().setCell(kind.cell(SIZE, true));
    }

    @TestFactory
    Stream<DynamicContainer> cells() {
        return Arrays.stream(Kind.values())
                .map(
                        kind -> {
                            RecurrentCell cell = kind.cell(SIZE, true);
                            BlockContract contract =
                                    BlockContract.of(() -> kind.cell(SIZE, true))
                                            .input(BATCH, FEATURES);
                            for (long size : cell.stateSizes()) {
                                contract.input(BATCH, size);
                            }
                            return of(kind.name(), contract);
                        });
    }

    @TestFactory
    Stream<DynamicContainer> layers() {
        return Arrays.stream(Kind.values())
                .flatMap(
                        kind ->
                                Stream.of(
                                        full(kind.name(), () -> layer(kind).build()),
                                        ragged(
                                                kind + " backward, with state",
                                                () ->
                                                        layer(kind)
                                                                .optBackward(true)
                                                                .optReturnState(true)
                                                                .build())));
    }

    /** What narrows the output or widens the input: the input is not as wide as the state. */
    @TestFactory
    Stream<DynamicContainer> layersOfAnotherWidth() {
        return Stream.of(Kind.SRU, Kind.RG_LRU, Kind.MIN_LSTM, Kind.LSTM_PROJECTED)
                .map(
                        kind ->
                                ragged(
                                        kind.name(),
                                        () -> RecurrentLayer.of(kind.cell(SIZE + 1, true))));
    }

    @TestFactory
    Stream<DynamicContainer> givenStates() {
        return Stream.of(Kind.LSTM, Kind.GRU_RESET_BEFORE, Kind.MIN_GRU)
                .map(
                        kind -> {
                            RecurrentLayer made = layer(kind).build();
                            BlockContract contract =
                                    BlockContract.of(() -> layer(kind).optReturnState(true).build())
                                            .sequence(BATCH, STEPS, FEATURES);
                            made.stateShapes(BATCH).forEach(s -> contract.input(s.getShape()));
                            return of(kind.name(), contract.lengths(2, STEPS, 1));
                        });
    }

    @TestFactory
    Stream<DynamicContainer> fused() {
        return Arrays.stream(Kind.values())
                .filter(Kind::fused)
                .flatMap(
                        kind ->
                                Stream.of(
                                        full(
                                                kind + " 2 layers",
                                                () -> kind.builder(2).setNumLayers(2).build()),
                                        ragged(
                                                kind + " bidirectional without biases, with state",
                                                () ->
                                                        kind.builder(2)
                                                                .setNumLayers(1)
                                                                .optBidirectional(true)
                                                                .optHasBiases(false)
                                                                .optReturnState(true)
                                                                .build())));
    }

    @TestFactory
    Stream<DynamicContainer> bothDirections() {
        return Arrays.stream(Merge.values())
                .flatMap(
                        merge -> {
                            Supplier<Block> block =
                                    () ->
                                            new Bidirectional(
                                                    layer(Kind.GRU).build(),
                                                    layer(Kind.GRU).optBackward(true).build(),
                                                    merge,
                                                    false);
                            return Stream.of(
                                    full(merge.name(), block), ragged(merge.name(), block));
                        });
    }

    @TestFactory
    Stream<DynamicContainer> stacks() {
        return Arrays.stream(Link.values())
                .flatMap(link -> Arrays.stream(Norm.values()).map(norm -> List.of(link, norm)))
                .flatMap(
                        both -> {
                            StackLayer one =
                                    StackLayer.of(Cells.rnn(), SIZE)
                                            .link((Link) both.get(0))
                                            .norm((Norm) both.get(1));
                            return Stream.of(
                                            List.of(one, one),
                                            List.of(one.bidirectional(Merge.SUM)),
                                            List.of(
                                                    StackLayer.of(Cells.rnn(), 2 * SIZE),
                                                    one.bidirectional(Merge.CONCAT)))
                                    .map(
                                            layers ->
                                                    ragged(
                                                            both + " " + layers.size(),
                                                            () -> RecurrentStack.of(layers)));
                        });
    }

    /** Layers of several kinds and widths. */
    @TestFactory
    Stream<DynamicContainer> mixedStack() {
        List<StackLayer> layers =
                List.of(
                        StackLayer.of(Cells.minGru(), 2).bidirectional(Merge.CONCAT),
                        StackLayer.of(Cells.lstm(), 4).link(Link.RESIDUAL).norm(Norm.LAYER),
                        StackLayer.of(Cells.sru(), 2));
        return Stream.of(
                full("mixed", () -> RecurrentStack.of(layers)),
                ragged("mixed, with state", () -> RecurrentStack.returningState(layers)));
    }

    @TestFactory
    Stream<DynamicContainer> norms() {
        return Stream.<Supplier<Block>>of(SequenceLayerNorm::new, SequenceBatchNorm::new)
                .flatMap(
                        norm -> {
                            String name = norm.get().getClass().getSimpleName();
                            return Stream.of(full(name, norm), ragged(name, norm));
                        });
    }

    /** At rate 0 they change nothing; what they do at other rates is random. */
    @TestFactory
    Stream<DynamicContainer> dropouts() {
        return Stream.of(
                full("variational", () -> new VariationalDropout(0)),
                of("embedding", BlockContract.of(() -> new EmbeddingDropout(0)).input(5, 3)),
                ragged(
                        "states and weights",
                        () ->
                                layer(Kind.LSTM)
                                        .optRecurrentDropRate(0)
                                        .optWeightDropRate(0)
                                        .optZoneoutRates(0, 0)
                                        .build()));
    }
}
