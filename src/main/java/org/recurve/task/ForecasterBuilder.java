package org.recurve.task;

import java.util.List;
import java.util.stream.Stream;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.WindowNormalization;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer.Norm;

/** Collects the settings of a {@link Forecaster}. */
public final class ForecasterBuilder {
    private Cell cell = Cells.gru();
    private int layers = 1;
    private int hidden = 64;
    private Norm norm = Norm.NONE;
    private Dropout dropout = Dropout.NONE;
    private int lookback;
    private int horizon;
    private ForecastDecoder decoder = ForecastDecoder.direct();
    private ForecastOutput output = ForecastOutput.squared();
    private ForecastResidual residual = ForecastResidual.NONE;
    private Scaling scaling;
    private boolean perSeries;
    private WindowNormalization normalization;
    private Boolean channelIndependent;
    private Boolean missing;
    private int embedding;
    private int samples = 100;
    private String name;
    private String device = "cpu";

    ForecasterBuilder() {}

    /**
     * Sets how many steps are read for a forecast; has to be said.
     *
     * @param steps L, at least 1
     * @return this builder
     */
    public ForecasterBuilder lookback(int steps) {
        lookback = steps;
        return this;
    }

    /**
     * Sets how many steps are forecast; has to be said.
     *
     * @param steps H, at least 1
     * @return this builder
     */
    public ForecasterBuilder horizon(int steps) {
        horizon = steps;
        return this;
    }

    /**
     * Sets the kind of recurrent cell.
     *
     * @param value one of {@link Cells}; GRU by default
     * @return this builder
     */
    public ForecasterBuilder cell(Cell value) {
        cell = value;
        return this;
    }

    /**
     * Sets how many recurrent layers lie on top of each other.
     *
     * @param value at least 1, the default
     * @return this builder
     */
    public ForecasterBuilder layers(int value) {
        layers = value;
        return this;
    }

    /**
     * Sets the width of each layer's hidden state.
     *
     * @param value at least 1; 64 by default
     * @return this builder
     */
    public ForecasterBuilder hidden(int value) {
        hidden = value;
        return this;
    }

    /**
     * Sets the normalisation of every recurrent layer's output.
     *
     * @param value none by default
     * @return this builder
     */
    public ForecasterBuilder norm(Norm value) {
        norm = value;
        return this;
    }

    /**
     * Sets the dropout rate between recurrent layers and before the output layer.
     *
     * @param rate in [0, 1); 0 by default
     * @return this builder
     */
    public ForecasterBuilder dropout(double rate) {
        return dropout(SequenceSettings.oneRate(rate));
    }

    /**
     * Sets where what is dropped in training. The rate on the input is that of the numbers of each
     * step, the rate on the output that of what the recurrent layers make; there is no embedding of
     * words.
     *
     * @param value the plan
     * @return this builder
     */
    public ForecasterBuilder dropout(Dropout value) {
        dropout = value;
        return this;
    }

    /**
     * Sets how the steps of the horizon are made.
     *
     * @param value {@link ForecastDecoder#direct} by default
     * @return this builder
     */
    public ForecasterBuilder decoder(ForecastDecoder value) {
        decoder = value;
        return this;
    }

    /**
     * Sets what is said of a step, and so the loss.
     *
     * @param value {@link ForecastOutput#squared} by default
     * @return this builder
     */
    public ForecasterBuilder output(ForecastOutput value) {
        output = value;
        return this;
    }

    /**
     * Sets the simple forecast that the network's output is added to.
     *
     * @param value none by default
     * @return this builder
     */
    public ForecasterBuilder residual(ForecastResidual value) {
        residual = value;
        return this;
    }

    /**
     * Sets how the targets are scaled, over all series.
     *
     * @param value {@link Scaling#standard} by default, for counts {@link Scaling#none}
     * @return this builder
     */
    public ForecasterBuilder scaling(Scaling value) {
        scaling = value;
        perSeries = false;
        return this;
    }

    /**
     * Sets how the targets are scaled, each series by itself; series that are forecast later must
     * be among them.
     *
     * @param value the way
     * @return this builder
     */
    public ForecasterBuilder scalingPerSeries(Scaling value) {
        scaling = value;
        perSeries = true;
        return this;
    }

    /**
     * Sets what each window is freed of, after scaling.
     *
     * @param value {@link WindowNormalization#LAST} by default, for counts {@link
     *     WindowNormalization#MEAN_SCALE}
     * @return this builder
     */
    public ForecasterBuilder normalization(WindowNormalization value) {
        normalization = value;
        return this;
    }

    /**
     * Sets whether the same network reads and forecasts each of several targets by itself, as if it
     * were a series of its own (Nie, Nguyen, Sinthong, Kalagnanam 2023, "A Time Series is Worth 64
     * Words"): mostly better than one that reads all at once, which has less data and more to
     * confuse.
     *
     * @param value yes by default
     * @return this builder
     */
    public ForecasterBuilder channelIndependent(boolean value) {
        channelIndependent = value;
        return this;
    }

    /**
     * Sets whether values may be missing: beside each value the network then reads whether it is
     * there, and what is missing of a horizon has no part in the loss.
     *
     * @param value by default whether any is missing in the data that the model is built for
     * @return this builder
     */
    public ForecasterBuilder missing(boolean value) {
        missing = value;
        return this;
    }

    /**
     * Sets the width of a vector that is learned for each series, and for each of its targets where
     * they are read by themselves; the network reads it at every step. Only series of the training
     * can be forecast then.
     *
     * @param width 0, the default, for none
     * @return this builder
     */
    public ForecasterBuilder embedding(int width) {
        embedding = width;
        return this;
    }

    /**
     * Sets how many paths are drawn of a distribution. The same history has the same paths. Where
     * not the decoder is recursive, steps are drawn each by itself: of each the samples are right,
     * but a path is no likely course.
     *
     * @param count at least 1; 100 by default
     * @return this builder
     */
    public ForecasterBuilder samples(int count) {
        samples = count;
        return this;
    }

    /**
     * Sets what reports call the model.
     *
     * @param value a few words; by default made of layers and decoder ({@code "GRU 1x64, direct"})
     * @return this builder
     */
    public ForecasterBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets where the model lives and computes.
     *
     * @param value {@code "cpu"}, the default, or {@code "gpu0"} and so on
     * @return this builder
     */
    public ForecasterBuilder device(String value) {
        device = value;
        return this;
    }

    /**
     * Builds a model for such series, and fits its scalers to them.
     *
     * @param train the part to be trained on, and nothing later
     * @return a model without weights yet
     * @throws org.recurve.core.RecurveException if the scaling is not for such values, or there is
     *     no such device
     * @throws IllegalArgumentException if a setting is out of its range or does not go with another
     */
    public Forecaster build(SeriesSet train) {
        if (lookback < 1 || horizon < 1) {
            throw new IllegalArgumentException(
                    "say lookback(steps) and horizon(steps), at least 1 each; they are %d and %d"
                            .formatted(lookback, horizon));
        }
        var recurrent = new RecurrentLayers(cell, layers, hidden, hidden, false, norm);
        boolean counts = output.counts();
        Scaling usual = counts ? Scaling.none() : Scaling.standard();
        Scaling chosen = scaling == null ? usual : scaling;
        boolean several = train.targets().size() > 1;
        ForecastSettings settings =
                new ForecastSettings(
                        name == null ? recurrent.text() + ", " + decoder : name,
                        recurrent,
                        dropout,
                        lookback,
                        horizon,
                        decoder,
                        output,
                        residual,
                        normalization == null
                                ? counts ? WindowNormalization.MEAN_SCALE : WindowNormalization.LAST
                                : normalization,
                        several && (channelIndependent == null || channelIndependent),
                        missing == null
                                ? train.series().stream().anyMatch(s -> s.missing() > 0)
                                : missing,
                        train.season(),
                        embedding,
                        samples,
                        ForecastColumns.of(train),
                        perSeries
                                ? SeriesScaler.fitPerSeries(chosen, train)
                                : SeriesScaler.fit(chosen, train),
                        covariates(train));
        float[] seasons =
                residual == ForecastResidual.SMOOTHING
                        ? ForecastSmoothing.seasons(settings, settings.scaled(train))
                        : null;
        return new Forecaster(settings, seasons, Devices.named(device));
    }

    private static SeriesScaler covariates(SeriesSet train) {
        List<String> known = train.knownCovariates();
        List<String> stored = known.subList(0, known.size() - train.calendarCovariates().size());
        String[] columns =
                Stream.of(train.pastCovariates(), stored)
                        .flatMap(List::stream)
                        .toArray(String[]::new);
        return columns.length == 0 ? null : SeriesScaler.fit(Scaling.standard(), train, columns);
    }
}
