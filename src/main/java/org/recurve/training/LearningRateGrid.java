package org.recurve.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The same tuning for models that are to be compared: each is trained once at every rate of a grid,
 * and the one with the lowest validation loss is kept. A comparison in which one model was tuned
 * and another was not says who tuned, not which is better.
 *
 * <pre>{@code
 * var grid = LearningRateGrid.of(rate -> recipe(rate).build(), 0.001, 0.003, 0.01);
 * var gru = grid.best("GRU", () -> gru().build(train), train, validation);
 * var lstm = grid.best("LSTM", () -> lstm().build(train), train, validation);
 * grid.table();   // model, parameters, validation loss at each rate, best rate
 * }</pre>
 *
 * @param <D> the data to learn from
 */
public final class LearningRateGrid<D> {
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Row(String name, long parameters, double[] losses, double best) {}

    private final DoubleFunction<Training<D>> trainings;
    private final double[] rates;
    private final List<Row> rows = new ArrayList<>();

    private LearningRateGrid(DoubleFunction<Training<D>> trainings, double[] rates) {
        if (rates.length == 0) {
            throw new IllegalArgumentException("a grid needs at least one learning rate");
        }
        for (double rate : rates) {
            Checks.positive("learning rate", rate);
        }
        this.trainings = trainings;
        this.rates = rates.clone();
    }

    /**
     * Makes a grid, the same for every model.
     *
     * @param trainings gives the training at a rate; all else should be the same
     * @param rates to try, each above 0
     * @param <D> the data to learn from
     * @return a grid that no model has been through yet
     */
    public static <D> LearningRateGrid<D> of(
            DoubleFunction<Training<D>> trainings, double... rates) {
        return new LearningRateGrid<>(trainings, rates);
    }

    /**
     * Trains a model at every rate. Of those that are not kept the manager is closed. A training
     * whose loss became infinite or not a number counts as lost.
     *
     * @param name for its row
     * @param models makes the model anew, without weights
     * @param train to learn from
     * @param validation to choose by
     * @param <T> the type of the data
     * @param <M> the type of the model
     * @return the model with the lowest validation loss of any epoch, trained
     * @throws RecurveException if the training failed at every rate
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public <T extends D, M extends Trainable<? super T>> M best(
            String name, Supplier<M> models, T train, T validation) {
        double[] losses = new double[rates.length];
        M best = null;
        int bestIndex = -1;
        try {
            for (int i = 0; i < rates.length; i++) {
                Cancellation.check("The grid of learning rates for " + name);
                M model = models.get();
                losses[i] = loss(model, trainings.apply(rates[i]), train, validation);
                if (losses[i] < (best == null ? Double.POSITIVE_INFINITY : losses[bestIndex])) {
                    close(best);
                    best = model;
                    bestIndex = i;
                } else {
                    close(model);
                }
            }
            Cancellation.check("The grid of learning rates for " + name);
        } catch (RuntimeException e) {
            close(best);
            throw e;
        }
        if (best == null) {
            throw new RecurveException(
                    "%s could not be trained at any of the learning rates %s; try lower ones"
                            .formatted(name, Arrays.toString(rates)));
        }
        long parameters =
                best.block().getParameters().values().stream()
                        .mapToLong(parameter -> parameter.getArray().size())
                        .sum();
        rows.add(new Row(name, parameters, losses, rates[bestIndex]));
        return best;
    }

    private static void close(Trainable<?> model) {
        if (model != null) {
            model.manager().close();
        }
    }

    /** {@return the lowest validation loss; NaN, which is never lower, if the training failed} */
    private static <T> double loss(
            Trainable<? super T> model, Training<? super T> training, T train, T validation) {
        try {
            return training.fit(model, train, validation).provenance().best();
        } catch (TrainingFailedException e) {
            return Double.NaN;
        } catch (RuntimeException e) {
            close(model);
            throw e;
        }
    }

    /**
     * {@return one row a model, as they were trained: {@code model}, {@code parameters}, a column
     * for each rate ({@code loss at 0.01}) with the lowest validation loss of any epoch, missing
     * where the training failed, and {@code best rate}}
     */
    public Table table() {
        StringColumn model = StringColumn.create("model");
        LongColumn parameters = LongColumn.create("parameters");
        DoubleColumn best = DoubleColumn.create("best rate");
        List<Column<?>> columns = new ArrayList<>(List.of(model, parameters));
        for (int i = 0; i < rates.length; i++) {
            DoubleColumn losses = DoubleColumn.create("loss at " + rates[i]);
            for (Row row : rows) {
                losses.append(row.losses[i]);
            }
            columns.add(losses);
        }
        columns.add(best);
        for (Row row : rows) {
            model.append(row.name);
            parameters.append(row.parameters);
            best.append(row.best);
        }
        return Table.create("Learning rates", columns);
    }
}
