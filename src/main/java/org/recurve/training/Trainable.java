package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.Map;
import java.util.Optional;
import org.recurve.batch.Batch;
import org.recurve.batch.Collation;
import org.recurve.core.DataProvenance;

/**
 * What the training loop needs to know of a model.
 *
 * @param <D> the data it learns from
 */
public interface Trainable<D> {

    /** {@return the model in a few words, for progress and reports ({@code "LSTM 2x200"})} */
    String name();

    /** {@return the network whose parameters are trained} */
    Block block();

    /** {@return the manager that owns the parameters; its device is where training happens} */
    NDManager manager();

    /**
     * Refuses data that the model cannot learn from or be watched on: another vocabulary, other
     * classes, another number of features. Called for all data before a training begins; by default
     * all data will do.
     *
     * @param data training or validation data
     * @throws org.recurve.core.RecurveException if it does not fit
     */
    default void check(D data) {}

    /**
     * Says what batches of some data hold, for strategies that put whole sequences together ({@code
     * Batches.buckets}). Called once for each data of a run.
     *
     * @param data training or validation data
     * @return how; empty, the default, where it depends on the data alone
     */
    default Optional<Collation> collation(D data) {
        return Optional.empty();
    }

    /**
     * Makes the parameters with random values unless they are there already (a loaded or fitted
     * model goes on from what it has). The engine and DJL's {@code RandomUtils} have been seeded
     * when this is called.
     */
    void initialize();

    /**
     * Runs the network on one batch and computes its own loss.
     *
     * @param parameters gives the values of the parameters
     * @param batch inputs and labels
     * @param state what the step before returned if {@link Batch#continues()}, detached; empty
     *     otherwise
     * @param training whether dropout and the like are on
     * @return loss and new state, all on the batch's manager
     */
    Step step(ParameterStore parameters, Batch batch, NDList state, boolean training);

    /**
     * Runs the network on one batch without a loss, for a loss of the user's own.
     *
     * @param parameters gives the values of the parameters
     * @param batch inputs and labels
     * @param state as in {@link #step}
     * @param training whether dropout and the like are on
     * @return predictions and new state, all on the batch's manager
     */
    Output forward(ParameterStore parameters, Batch batch, NDList state, boolean training);

    /**
     * {@return the name of the figure that history and progress show beside the loss ({@code
     * "perplexity"}, {@code "accuracy"})}
     */
    String metricName();

    /**
     * {@return what {@link Batch#weight()} counts, in the plural ({@code "tokens"}): progress and
     * history tell how many of them are trained on in a second}
     */
    default String unit() {
        return "predictions";
    }

    /**
     * Turns a mean loss into the field's usual figure. Where {@link #step} gives a {@link
     * Step#figure()}, its mean is shown instead.
     *
     * @param meanLoss mean over all predictions
     * @return the figure of {@link #metricName()}; NaN where the loss does not tell
     */
    double metric(double meanLoss);

    /** {@return every setting of the network by name, for provenance} */
    Map<String, String> settings();

    /**
     * Where a piece of training or validation data came from.
     *
     * @param data the data
     * @return its provenance
     */
    DataProvenance provenance(D data);

    /**
     * Takes note that training ended, whatever the outcome; the parameters hold the kept weights by
     * then.
     *
     * @param run how it went
     */
    void fitted(TrainingRun run);

    /**
     * Loss of one batch.
     *
     * @param objective scalar to differentiate: its gradient is the gradient of the mean loss
     * @param value scalar mean loss over {@link Batch#weight()} predictions, to report; most often
     *     the same array
     * @param state to hand to the next step, empty for stateless networks
     * @param figure scalar mean over the same predictions of a figure that the loss does not tell,
     *     such as the accuracy; null where {@link #metric} makes it of the loss
     */
    record Step(NDArray objective, NDArray value, NDList state, NDArray figure) {

        /**
         * A step whose figure is made of the loss.
         *
         * @param objective scalar to differentiate
         * @param value scalar mean loss
         * @param state to hand to the next step
         */
        public Step(NDArray objective, NDArray value, NDList state) {
            this(objective, value, state, null);
        }
    }

    /**
     * Predictions of one batch.
     *
     * @param predictions what the network says
     * @param state to hand to the next step, empty for stateless networks
     */
    record Output(NDList predictions, NDList state) {}
}
