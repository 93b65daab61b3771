package org.recurve.task;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.batch.Batches;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesSet;
import org.recurve.data.WindowNormalization;
import org.recurve.nn.Dropout;
import org.recurve.training.Optimizers;
import org.recurve.training.Schedules;
import org.recurve.training.Training;
import org.recurve.training.TrainingBuilder;

/**
 * A way to build and train a forecaster, by the name of the data that it was made for. All are our
 * own: Adam whose rate falls along half a cosine. {@code ett-h1} is for up to a week ahead, {@code
 * ett-h1-long} for a month, {@code ett-h1-oil} for the oil temperature alone.
 *
 * <pre>{@code
 * var recipe = Forecaster.recipe("ett-h1");
 * var model = recipe.model().horizon(168).build(splits.train());
 * recipe.training().seed(1).build().fit(model, splits.train(), splits.validation());
 * }</pre>
 */
public final class ForecasterRecipe extends Recipe<ForecasterBuilder, SeriesSet> {
    private static final List<ForecasterRecipe> ALL =
            List.of(
                    new ForecasterRecipe(
                            "airline-passengers",
                            // A season and one more: what one step adds over a season is seen.
                            () ->
                                    Forecaster.builder()
                                            .lookback(13)
                                            .horizon(1)
                                            .hidden(32)
                                            .scaling(Scaling.boxCox(0))
                                            .residual(ForecastResidual.LINEAR),
                            () -> adam(0.02, 16, 100)),
                    // The level is read, since what stands high falls. Few hours jump by hundreds,
                    // or go to 0 where gaps are filled so: squared, they were nearly all to learn.
                    new ForecasterRecipe(
                            "beijing-pm25",
                            () -> change(24, 64).output(ForecastOutput.absolute()),
                            () -> adam(0.002, 64, 10)),
                    new ForecasterRecipe(
                            "sunspots",
                            () -> change(36, 32).scaling(Scaling.log1p().then(Scaling.standard())),
                            () -> adam(0.002, 32, 15)),
                    new ForecasterRecipe(
                            "daily-min-temperatures",
                            () -> change(30, 32),
                            () -> adam(0.002, 32, 15)),
                    new ForecasterRecipe(
                            "bakeries",
                            () ->
                                    Forecaster.builder()
                                            .lookback(56)
                                            .horizon(28)
                                            .decoder(ForecastDecoder.segments(7))
                                            .scaling(Scaling.log1p())
                                            .normalization(WindowNormalization.MEAN)
                                            .residual(ForecastResidual.LINEAR)
                                            .output(ForecastOutput.gaussian()),
                            () -> adam(0.005, 64, 8).batches(Batches.windows(64).perEpoch(2_000))),
                    new ForecasterRecipe(
                            "substation",
                            () ->
                                    Forecaster.builder()
                                            .lookback(168)
                                            .horizon(168)
                                            .decoder(ForecastDecoder.segments(24))
                                            .residual(ForecastResidual.LINEAR),
                            () -> adam(0.003, 64, 10).batches(Batches.windows(64).perEpoch(2_000))),
                    new ForecasterRecipe(
                            "ett-h1", ForecasterRecipe::transformer, () -> adam(0.001, 64, 6)),
                    new ForecasterRecipe(
                            "ett-h1-oil",
                            () -> transformer().residual(ForecastResidual.LINEAR),
                            () -> adam(0.0005, 64, 6)),
                    new ForecasterRecipe(
                            "ett-h1-long",
                            () -> transformer().horizon(720).residual(ForecastResidual.LINEAR),
                            () -> adam(0.0005, 128, 3)),
                    new ForecasterRecipe(
                            "m4-hourly",
                            () ->
                                    Forecaster.builder()
                                            .lookback(336)
                                            .horizon(48)
                                            .hidden(128)
                                            .decoder(ForecastDecoder.segments(24))
                                            .scaling(Scaling.boxCox(0))
                                            .normalization(WindowNormalization.MEAN)
                                            .residual(ForecastResidual.LINEAR)
                                            .output(ForecastOutput.absolute()),
                            () ->
                                    adam(0.002, 256, 30)
                                            .keepBest(false)
                                            .batches(Batches.windows(256).perEpoch(16_000))));

    /** One step, as the last value and what changes: by how high it stands, which is read. */
    private static ForecasterBuilder change(int lookback, int hidden) {
        return Forecaster.builder()
                .lookback(lookback)
                .horizon(1)
                .hidden(hidden)
                .normalization(WindowNormalization.NONE)
                .residual(ForecastResidual.LAST);
    }

    private static ForecasterBuilder transformer() {
        return Forecaster.builder()
                .lookback(336)
                .horizon(24)
                .hidden(128)
                .decoder(ForecastDecoder.segments(24))
                .dropout(Dropout.standard(0, 0, 0.5));
    }

    private static TrainingBuilder<SeriesSet> adam(double rate, int batchSize, int epochs) {
        return Training.builder()
                .optimizer(Optimizers.adam(rate))
                .schedule(Schedules.cosine())
                .clipNorm(1)
                .batches(Batches.windows(batchSize))
                .epochs(epochs);
    }

    private ForecasterRecipe(
            String name,
            Supplier<ForecasterBuilder> model,
            Supplier<TrainingBuilder<SeriesSet>> training) {
        super(name, model, training);
    }

    static ForecasterRecipe of(String name) {
        return find(ALL, name, "forecasters");
    }

    /** {@return the names of all recipes} */
    public static List<String> names() {
        return names(ALL);
    }

    /**
     * Builds and trains a model, without anything to watch: nothing that comes after the data is
     * there to be seen.
     *
     * @param train to learn from
     * @param seed of the training
     * @return the fitted model
     * @throws org.recurve.core.RecurveException as {@link Training#fit} does
     */
    public Forecaster fit(SeriesSet train, long seed) {
        return fit(model(), train, seed);
    }

    /**
     * Trains another model in the recipe's way, such as {@code recipe.model().horizon(12)}.
     *
     * @param model with its settings
     * @param train to learn from
     * @param seed of the training
     * @return the fitted model
     * @throws org.recurve.core.RecurveException as {@link Training#fit} does
     */
    public Forecaster fit(ForecasterBuilder model, SeriesSet train, long seed) {
        Forecaster fitted = model.build(train);
        training().seed(seed).build().fit(fitted, train);
        return fitted;
    }
}
