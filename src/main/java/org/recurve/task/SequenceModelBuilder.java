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

/**
 * Collects the settings of a {@link SequenceModel}.
 *
 * @param <D> the data that the model learns from
 * @param <M> the model
 */
public final class SequenceModelBuilder<D extends SeriesExamples<D>, M extends SequenceModel<D>> {
    private final Function<D, List<String>> outputs;
    private final BiFunction<SequenceSettings, Device, M> maker;
    private Cell cell = Cells.gru();
    private int layers = 1;
    private int hidden = 64;
    private boolean bidirectional;
    private double dropout;
    private SequenceEncoder own;
    private String name;
    private String device = "cpu";

    SequenceModelBuilder(
            Function<D, List<String>> outputs, BiFunction<SequenceSettings, Device, M> maker) {
        this.outputs = outputs;
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
     * Sets the dropout rate between recurrent layers and before the output layer.
     *
     * @param value in [0, 1); 0 by default
     * @return this builder
     */
    public SequenceModelBuilder<D, M> dropout(double value) {
        dropout = value;
        return this;
    }

    /**
     * Puts a block in place of the recurrent layers; cell, layers, hidden and direction then say
     * nothing.
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
     * cell, layers, hidden and direction then say nothing.
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
     */
    public M build(D data) {
        SequenceEncoder encoder =
                own == null
                        ? new RecurrentEncoder(cell, layers, hidden, bidirectional, dropout)
                        : own;
        SequenceSettings settings =
                new SequenceSettings(
                        name == null ? encoder.name() : name,
                        encoder,
                        dropout,
                        data.features(),
                        Arrays.stream(data.lengths()).max().orElseThrow(),
                        outputs.apply(data));
        return maker.apply(settings, Devices.named(device));
    }
}
