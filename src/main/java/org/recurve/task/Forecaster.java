package org.recurve.task;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;

/**
 * Forecasts one or many time series with a recurrent network: it reads a look-back of L steps and
 * says what comes in the H steps of the horizon.
 *
 * <pre>{@code
 * var splits = SeriesSplits.load("ett-h1");
 * var model = Forecaster.builder().lookback(336).horizon(24).build(splits.train());
 * Training.builder().optimizer(Optimizers.adam(0.001)).batches(Batches.windows(64)).epochs(5)
 *         .build().fit(model, splits.train(), splits.validation());
 * model.forecast(splits.development());                 // what comes behind its end
 * }</pre>
 *
 * <p>Scalers are fitted on the data that the model is built for, and no window of training reaches
 * beyond it. Validation data look back to what lies before them. The loss is on the scale of the
 * network; forecasts are in the unit of the series.
 *
 * <p>A series gets the same forecast alone or in a set, up to rounding. A fitted model may be used
 * from any number of threads; training it excludes other use.
 */
public final class Forecaster extends TaskModel<SeriesSet> implements SeriesForecaster {
    private static final String KIND = "forecaster";

    /** Rows that the network reads at once: enough to fill the machine, little enough to fit. */
    private static final int TOGETHER = 2048;

    private final ForecastSettings settings;
    private final ForecastNetwork network;

    /**
     * @param seasons see {@link ForecastSmoothing#seasons}; null where there are none, or they are
     *     in a file
     */
    Forecaster(ForecastSettings settings, float[] seasons, Device device) {
        super(KIND, settings.name(), device);
        this.settings = settings;
        this.network = new ForecastNetwork(settings, seasons);
    }

    /**
     * {@return a builder with one GRU layer of 64 units that says all steps at once, as points, of
     * standardized values of which the last one of each window is subtracted}
     */
    public static ForecasterBuilder builder() {
        return new ForecasterBuilder();
    }

    /**
     * Gives a network and its training by name.
     *
     * @param name one of {@link ForecasterRecipe#names()}, most often that of the data
     * @return the recipe
     * @throws RecurveException if there is none of that name
     */
    public static ForecasterRecipe recipe(String name) {
        return ForecasterRecipe.of(name);
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to forecast or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static Forecaster load(Path file) {
        return ModelFile.load(
                file,
                KIND,
                json -> new Forecaster(ForecastSettings.fromJson(json), null, Device.cpu()));
    }

    @Override
    JsonObject describe() {
        return settings.toJson();
    }

    @Override
    LayerTable layers() {
        return network.layerTable();
    }

    @Override
    public Block block() {
        return network;
    }

    @Override
    public void initialize() {
        if (!network.isInitialized()) {
            network.initialize(
                    manager(),
                    DataType.FLOAT32,
                    new Shape(1, settings.lookback(), settings.features()));
        }
    }

    /** {@return L, how many steps it reads} */
    public int lookback() {
        return settings.lookback();
    }

    /** {@return H, how many steps it forecasts} */
    public int horizon() {
        return settings.horizon();
    }

    /** {@return the names of what it forecasts} */
    public List<String> targets() {
        return settings.columns().targets();
    }

    @Override
    public void check(SeriesSet data) {
        settings.check(data);
        data.windowsWithHistory(settings.lookback(), settings.horizon());
    }

    @Override
    public Optional<Collation> collation(SeriesSet data) {
        return Optional.of(
                new ForecastInputs(
                        settings,
                        data.windowsWithHistory(settings.lookback(), settings.horizon())));
    }

    @Override
    public Step step(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        NDList labels = batch.labels();
        ForecastArrays arrays = ForecastArrays.of(settings, batch.inputs());
        NDArray raw = network.forward(parameters, arrays, labels, training);
        NDArray loss =
                settings.output()
                        .loss(arrays.level())
                        .mean(raw, labels.get(0), labels.size() > 1 ? labels.get(1) : null);
        return new Step(loss, loss, new NDList());
    }

    @Override
    public Output forward(ParameterStore parameters, Batch batch, NDList state, boolean training) {
        ForecastArrays arrays = ForecastArrays.of(settings, batch.inputs());
        NDArray raw = network.forward(parameters, arrays, batch.labels(), training);
        return new Output(new NDList(raw), new NDList());
    }

    @Override
    public String metricName() {
        return settings.output().figure();
    }

    @Override
    public double metric(double meanLoss) {
        return settings.output().figure(meanLoss);
    }

    @Override
    public Map<String, String> settings() {
        return settings.asMap();
    }

    @Override
    public DataProvenance provenance(SeriesSet data) {
        return data.provenance();
    }

    /**
     * Forecasts what comes behind the end of each series.
     *
     * @param series like those it was built for; what a series lacks of the look-back counts as
     *     missing
     * @return a forecast for each, in order
     * @throws RecurveException as for windows
     */
    public List<Forecast> forecast(SeriesSet series) {
        settings.check(series);
        return forecast(series.lastWindows(settings.lookback(), settings.horizon()));
    }

    /**
     * Forecasts the horizon of every window.
     *
     * @param windows of series like those it was built for, with its look-back and its horizon
     *     (recursive decoding takes any horizon)
     * @param sink gets each forecast, in the windows' order
     * @throws RecurveException if the model has no weights yet, the series have other columns or
     *     another frequency, the windows other sizes, or a value is missing that may not be
     */
    @Override
    public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
        requireWeights();
        settings.check(windows.set());
        boolean recursive = settings.decoder().kind() == ForecastDecoder.Kind.RECURSIVE;
        if (windows.lookback() != settings.lookback()
                || (!recursive && windows.horizon() != settings.horizon())) {
            throw new RecurveException(
                    "the windows have a look-back of %d and a horizon of %d steps, but this %s was built for %d and %d"
                            .formatted(
                                    windows.lookback(),
                                    windows.horizon(),
                                    name(),
                                    settings.lookback(),
                                    settings.horizon()));
        }
        ForecastPrediction prediction = new ForecastPrediction(settings, network, windows);
        ParameterStore store = new ParameterStore(manager(), false);
        int paths = recursive && settings.output().distribution() != null ? settings.samples() : 1;
        int together = Math.max(1, TOGETHER / (settings.rows() * paths));
        String work = "forecast of " + name();
        try (Progress progress = new Progress(work, windows.size(), "windows")) {
            for (int from = 0; from < windows.size(); from += together) {
                Cancellation.check(work);
                int[] group =
                        IntStream.range(from, Math.min(windows.size(), from + together)).toArray();
                List<Forecast> forecasts;
                try (NDManager scope = manager().newSubManager()) {
                    forecasts = GradientMode.off(() -> prediction.of(group, store, scope));
                }
                forecasts.forEach(sink);
                progress.add(group.length);
            }
        }
    }
}
