package org.recurve.task;

import ai.djl.Device;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.recurve.data.SeriesExamples;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer.Norm;
import org.recurve.nn.pooling.Pooling;

/**
 * Collects the settings of a {@link SequenceModel}.
 *
 * @param <D> the data that the model learns from
 * @param <M> the model
 */
public final class SequenceModelBuilder<D extends SeriesExamples<D>, M extends SequenceModel<D>> {
    private final Function<D, List<String>> outputs;
    private final boolean pooled;
    private final BiFunction<SequenceSettings, Device, M> maker;
    private Cell cell = Cells.gru();
    private int layers = 1;
    private int hidden = 64;
    private boolean bidirectional;
    private Norm norm = Norm.NONE;
    private Dropout dropout = Dropout.NONE;
    private Pooling pooling;
    private int convolution;
    private boolean standardize;
    private SequenceEncoder own;
    private String name;
    private String device = "cpu";

    /**
     * @param pooled whether a sequence gets one answer, not each of its steps
     */
    SequenceModelBuilder(
            Function<D, List<String>> outputs,
            boolean pooled,
            BiFunction<SequenceSettings, Device, M> maker) {
        this.outputs = outputs;
        this.pooled = pooled;
        this.maker = maker;
    }

    /**
     * Sets the kind of recurrent cell.
     *
     * @param value one of {@link Cells} or the user's own; GRU by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> cell(Cell value) {
        cell = value;
        return this;
    }

    /**
     * Sets how many recurrent layers lie on top of each other.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> layers(int value) {
        layers = value;
        return this;
    }

    /**
     * Sets the width of each layer's hidden state, in each direction.
     *
     * @param value at least 1; 64 by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> hidden(int value) {
        hidden = value;
        return this;
    }

    /**
     * Sets whether half of the network reads the sequences backward.
     *
     * @param value whether; no by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> bidirectional(boolean value) {
        bidirectional = value;
        return this;
    }

    /**
     * Sets the normalisation of every recurrent layer's output.
     *
     * @param value none by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> norm(Norm value) {
        norm = value;
        return this;
    }

    /**
     * Sets the dropout rate between recurrent layers and before the output layer.
     *
     * @param rate in [0, 1); 0 by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> dropout(double rate) {
        return dropout(SequenceSettings.oneRate(rate));
    }

    /**
     * Sets where what is dropped in training. The rate on the input is that of the numbers of each
     * step, the rate on the output that of what pooling makes; there is no embedding.
     *
     * @param value the plan
     * @return this builder
     */
    public SequenceModelBuilder<D, M> dropout(Dropout value) {
        dropout = value;
        return this;
    }

    /**
     * Sets how the features of the steps become one vector.
     *
     * @param value one of {@link org.recurve.nn.pooling.Poolings}; by default what the recurrent
     *     layers know at the end, in each direction
     * @return this builder
     */
    public SequenceModelBuilder<D, M> pooling(Pooling value) {
        pooling = value;
        return this;
    }

    /**
     * Puts a {@link org.recurve.nn.FullyConvolutionalNetwork} beside the recurrent layers, which
     * sees shapes wherever they stand, while the layers see order: an LSTM-FCN (Karim, Majumdar,
     * Darabi and Chen 2018, "LSTM fully convolutional networks for time series classification").
     * The mean over time of what it makes stands beside what pooling makes of the layers; as
     * published, dropout on the output is on the latter alone. Unlike there the layers read the
     * sequence step by step, not all of it as one step, so that it may be of any length.
     *
     * @param filters of the first and the last of its three convolutions, at least 1; published
     *     with 128. 0, the default, for none
     * @return this builder
     */
    public SequenceModelBuilder<D, M> convolution(int filters) {
        convolution = filters;
        return this;
    }

    /**
     * Brings every feature of the training data to mean 0 and standard deviation 1 before the
     * network sees it. Shift and scale are those of the data that the model is built for, are kept
     * in the model and its file, and are the same for all other data.
     *
     * @param value whether; no by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> standardize(boolean value) {
        standardize = value;
        return this;
    }

    /**
     * Puts a block in place of the recurrent layers; cell, layers, hidden, direction, norm and
     * dropout within the layers then say nothing.
     *
     * @param block {@code [x (B,T,F), lengths (B)]} to {@code (B,T,E)}; what it gives at a valid
     *     step must not depend on the padding, which is zero
     * @return this builder
     */
    public SequenceModelBuilder<D, M> encoder(Block block) {
        own = new OwnEncoder(block, true);
        return this;
    }

    /**
     * Puts a block that knows no lengths in place of the recurrent layers, such as most of DJL's;
     * cell, layers, hidden, direction, norm and dropout within the layers then say nothing.
     *
     * @param block {@code [x (B,T,F)]} to {@code (B,T,E)}; what it gives at a valid step must not
     *     depend on the padding, which is zero
     * @return this builder
     */
    public SequenceModelBuilder<D, M> plainEncoder(Block block) {
        own = new OwnEncoder(block, false);
        return this;
    }

    /**
     * Sets what reports call the model.
     *
     * @param value a few words; by default made of the encoder ({@code "GRU 1x64"})
     * @return this builder
     */
    public SequenceModelBuilder<D, M> name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets where the model lives and computes.
     *
     * @param value {@code "cpu"}, the default, or {@code "gpu0"} and so on
     * @return this builder
     */
    public SequenceModelBuilder<D, M> device(String value) {
        device = value;
        return this;
    }

    /**
     * Builds a model for data with such features and such classes or values.
     *
     * @param data to be trained on
     * @return a model without weights yet
     * @throws org.recurve.core.RecurveException if the encoder does not give {@code (B,T,E)}, or
     *     there is no such device
     * @throws IllegalArgumentException if a setting is out of its range, or says how to pool where
     *     every step is answered
     */
    public M build(D data) {
        SequenceEncoder encoder = own == null ? recurrent() : own;
        String usual = encoder.name() + (convolution == 0 ? "" : " + FCN " + convolution);
        SequenceSettings settings =
                new SequenceSettings(
                        name == null ? usual : name,
                        encoder,
                        pooling(encoder),
                        convolution,
                        standardize ? Standardization.of(data) : null,
                        dropout,
                        data.features(),
                        Arrays.stream(data.lengths()).max().orElseThrow(),
                        outputs.apply(data));
        return maker.apply(settings, Devices.named(device));
    }

    private SequenceEncoder recurrent() {
        var recurrent = new RecurrentLayers(cell, layers, hidden, hidden, bidirectional, norm);
        return new RecurrentEncoder(recurrent, dropout);
    }

    private String pooling(SequenceEncoder encoder) {
        if (pooled) {
            return pooling == null ? SequenceSettings.usualPooling(encoder) : pooling.name();
        }
        if (pooling != null) {
            throw new IllegalArgumentException(
                    "every step is answered, so there is nothing to pool; leave pooling(...) out");
        }
        return "";
    }
}
