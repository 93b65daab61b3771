package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a {@link RecurrentCell} over time, from the start to the end or the other way round; see
 * {@link SequenceBlock} for inputs and outputs. States are {@code (1,B,H)}, the output is that of
 * the cell at every step.
 *
 * <p>Cells with a fused kernel or a parallel form use it, unless something has to happen between
 * the steps: recurrent dropout, zoneout, a {@link Recording}.
 */
public final class RecurrentLayer extends SequenceBlock {
    private final RecurrentCell cell;
    private final boolean backward;
    private final boolean stepByStep;
    private final float recurrentDropRate;
    private final float weightDropRate;
    private final float[] zoneoutRates;

    private RecurrentLayer(Builder builder) {
        super(builder.returnState);
        if (builder.cell == null) {
            throw new IllegalArgumentException("the cell must be set: setCell(new LSTMCell(64))");
        }
        cell = addChildBlock("cell", builder.cell);
        backward = builder.backward;
        stepByStep = builder.stepByStep;
        recurrentDropRate = builder.recurrentDropRate;
        weightDropRate = builder.weightDropRate;
        zoneoutRates = builder.zoneoutRates;
        int states = cell.stateCount();
        if (zoneoutRates.length != 0 && zoneoutRates.length != states) {
            throw new IllegalArgumentException(
                    "zoneout needs a rate for each of the "
                            + states
                            + " states of "
                            + cell
                            + ", but got "
                            + zoneoutRates.length);
        }
        if (weightDropRate > 0 && dropped().isEmpty()) {
            throw new IllegalArgumentException(
                    cell + " has no weights from state to state (weight_hh...) to drop");
        }
    }

    private List<String> dropped() {
        return cell.getDirectParameters().keys().stream()
                .filter(name -> name.startsWith("weight_hh"))
                .toList();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A layer that reads forward, without dropout.
     *
     * @param cell the cell
     * @return the layer
     */
    public static RecurrentLayer of(RecurrentCell cell) {
        return builder().setCell(cell).build();
    }

    /** {@return the cell} */
    public RecurrentCell cell() {
        return cell;
    }

    @Override
    public long outputSize() {
        return cell.outputSize();
    }

    @Override
    public boolean readsBackward() {
        return backward;
    }

    @Override
    public List<Shape> stateShapes(long batch) {
        List<Shape> shapes = new ArrayList<>();
        for (long size : cell.stateSizes()) {
            shapes.add(new Shape(1, batch, size));
        }
        return shapes;
    }

    @Override
    public List<LayerSize> layerSizes(long features) {
        String kind = cell.getClass().getSimpleName().replaceFirst("Cell$", "");
        long count = cell.parameterCount(features);
        return List.of(new LayerSize("0", kind.toLowerCase(Locale.ROOT), outputSize(), count));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape x = inputShapes[0];
        cell.initialize(manager, type, new Shape(x.get(0), x.get(2)));
    }

    @Override
    NDList run(ParameterStore store, NDArray x, NDList state, TimeAxis time, boolean training) {
        NDList initial = new NDList();
        state.forEach(s -> initial.add(s.squeeze(0)));
        StateNoise noise = StateNoise.of(recurrentDropRate, zoneoutRates, initial, training);
        StepLog log = log(0, backward, time);
        CellValues values = values(store, x, training);
        NDArray in = backward ? time.reverse(x) : x;
        NDList outputs =
                stepByStep
                        ? Unroll.stepByStep(cell, values, in, initial, time, noise, log)
                        : Unroll.run(cell, values, in, initial, time, noise, log);
        NDArray y = outputs.head();
        NDList result = new NDList(backward ? time.reverse(y) : y);
        outputs.stream().skip(1).forEach(s -> result.add(s.expandDims(0)));
        return result;
    }

    private CellValues values(ParameterStore store, NDArray x, boolean training) {
        CellValues values = cell.values(store, x, training);
        if (!training || weightDropRate == 0) {
            return values;
        }
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        dropped().forEach(n -> arrays.put(n, Dropouts.drop(values.get(n), weightDropRate)));
        return values.with(arrays);
    }

    @Override
    public String toString() {
        String settings =
                cell.getClass().getSimpleName()
                        + " "
                        + outputSize()
                        + (backward ? ", backward" : "")
                        + (recurrentDropRate == 0 ? "" : ", recurrent dropout " + recurrentDropRate)
                        + (weightDropRate == 0 ? "" : ", weight drop " + weightDropRate)
                        + (zoneoutRates.length == 0
                                ? ""
                                : ", zoneout " + Arrays.toString(zoneoutRates));
        return BlockText.of(this, settings);
    }

    /** Builds {@link RecurrentLayer}s. */
    public static final class Builder {
        private RecurrentCell cell;
        private boolean backward;
        private boolean stepByStep;
        private float recurrentDropRate;
        private float weightDropRate;
        private float[] zoneoutRates = {};
        private boolean returnState;

        private Builder() {}

        /**
         * Sets the cell; required.
         *
         * @param cell a new cell, for this layer alone
         * @return this
         */
        public Builder setCell(RecurrentCell cell) {
            this.cell = cell;
            return this;
        }

        /**
         * Sets whether each sequence is read from its end to its start; default false. Outputs
         * stand where their inputs stood.
         *
         * @param backward whether
         * @return this
         */
        public Builder optBackward(boolean backward) {
            this.backward = backward;
            return this;
        }

        /**
         * Sets dropout on the hidden state that is fed back, with one mask for all steps of a
         * sequence (Gal and Ghahramani, "A theoretically grounded application of dropout in
         * recurrent neural networks", NIPS 2016); default 0.
         *
         * @param rate 0 to 1
         * @return this
         */
        public Builder optRecurrentDropRate(double rate) {
            recurrentDropRate = Dropouts.check("recurrent drop rate", rate);
            return this;
        }

        /**
         * Sets dropout on the weights that lead from state to state, with one mask for a whole
         * batch (DropConnect, as in Merity et al., "Regularizing and optimizing LSTM language
         * models", ICLR 2018); default 0. The fast path stays open.
         *
         * @param rate 0 to 1
         * @return this
         */
        public Builder optWeightDropRate(double rate) {
            weightDropRate = Dropouts.check("weight drop rate", rate);
            return this;
        }

        /**
         * Sets the chance of each unit of each state to stay as it was for a step (Krueger et al.,
         * "Zoneout: Regularizing RNNs by randomly preserving hidden activations", ICLR 2017). In
         * evaluation the state is the mean of staying and changing, as in the paper.
         *
         * @param rates 0 to 1, one for each state: for an LSTM those of h and c
         * @return this
         */
        public Builder optZoneoutRates(double... rates) {
            zoneoutRates = new float[rates.length];
            for (int i = 0; i < rates.length; i++) {
                zoneoutRates[i] = Dropouts.check("zoneout rate", rates[i]);
            }
            return this;
        }

        /**
         * Sets whether to go step by step even where a faster form is there, to compare them;
         * default false.
         *
         * @param stepByStep whether
         * @return this
         */
        public Builder optStepByStep(boolean stepByStep) {
            this.stepByStep = stepByStep;
            return this;
        }

        /**
         * Sets whether the block's outputs include the final states; default false, so that it fits
         * into a {@link ai.djl.nn.SequentialBlock}.
         *
         * @param returnState whether
         * @return this
         */
        public Builder optReturnState(boolean returnState) {
            this.returnState = returnState;
            return this;
        }

        /** {@return a new layer with these settings} */
        public RecurrentLayer build() {
            return new RecurrentLayer(this);
        }
    }
}
