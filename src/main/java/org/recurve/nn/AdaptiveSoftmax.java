package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An output layer for large vocabularies (Grave et al. 2017, "Efficient softmax approximation for
 * GPUs"): frequent words get a probability each; the others are put into clusters, rarer ones into
 * later clusters with fewer features, and the probability of a word is that of its cluster times
 * its own within. The loss of a batch makes logits only for the clusters that its labels are in.
 *
 * <p>Classes must be numbered by frequency, 0 for the most frequent, as the vocabularies of this
 * library are. With cutoffs {@code c_0 < ... < c_(K-1)} below {@code V}, the head has the classes
 * below {@code c_0} and K clusters; cluster k has the classes from {@code c_k} to below {@code
 * c_(k+1)}, and sees {@code F / d^(k+1)} features, with d the {@code div value}.
 *
 * <p>As a DJL block it takes {@code [x (...,F)]} and gives log-probabilities {@code (...,V)}, or
 * takes {@code [x (...,F), labels (...)]} and gives the negative log-likelihoods {@code (...)}, all
 * in nats.
 *
 * <p>Parameters have the names and layout of PyTorch's {@code AdaptiveLogSoftmaxWithLoss}: {@code
 * head.weight (c_0+K,F)}, {@code head.bias (c_0+K)} if wanted, and for each cluster {@code
 * tail.k.0.weight (F/d^(k+1),F)} and {@code tail.k.1.weight (classes,F/d^(k+1))}.
 */
public final class AdaptiveSoftmax extends AbstractBlock {
    private final AdaptiveClusters clusters;
    private final double divValue;
    private final Parameter headWeight;
    private final Parameter headBias;
    private final List<Parameter> reductions = new ArrayList<>();
    private final List<Parameter> outputs = new ArrayList<>();

    private AdaptiveSoftmax(Builder builder) {
        clusters = new AdaptiveClusters(builder.classes, builder.cutoffs);
        divValue = builder.divValue;
        headWeight = addParameter(Affine.weight("head.weight", Affine.PYTORCH));
        headBias = builder.headBias ? addParameter(Affine.bias("head.bias")) : null;
        for (int k = 0; k < clusters.count(); k++) {
            String name = "tail." + k;
            reductions.add(addParameter(Affine.weight(name + ".0.weight", Affine.PYTORCH)));
            outputs.add(addParameter(Affine.weight(name + ".1.weight", Affine.PYTORCH)));
        }
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Counts the parameters, which may not be there yet.
     *
     * @param features width F of the input
     * @return how many numbers they are
     */
    public long parameterCount(long features) {
        long count = headRows() * (features + (headBias == null ? 0 : 1));
        for (int k = 0; k < clusters.count(); k++) {
            count += width(features, k) * (features + clusters.size(k));
        }
        return count;
    }

    private long headRows() {
        return clusters.shortlist() + (long) clusters.count();
    }

    /** How many features a cluster sees. */
    private long width(long features, int k) {
        long width = (long) Math.floor(features / Math.pow(divValue, k + 1.0));
        if (width < 1) {
            throw new IllegalArgumentException(
                    "cluster %d would see %d features divided by %s^%d, which is less than one; use fewer cutoffs or a smaller div value"
                            .formatted(k, features, divValue, k + 1));
        }
        return width;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long features = inputShapes[0].get(inputShapes[0].dimension() - 1);
        headWeight.setShape(new Shape(headRows(), features));
        if (headBias != null) {
            headBias.setShape(new Shape(headRows()));
        }
        for (int k = 0; k < clusters.count(); k++) {
            long width = width(features, k);
            reductions.get(k).setShape(new Shape(width, features));
            outputs.get(k).setShape(new Shape(clusters.size(k), width));
        }
    }

    /**
     * Gives the loss without making all logits.
     *
     * @param store gives the values of the parameters
     * @param x {@code (...,F)}
     * @param labels right classes {@code (...)}, integers, each 0 to V - 1; read from the device
     * @param training whether in training
     * @return negative log-likelihoods in nats, of the shape of the labels
     * @throws IllegalArgumentException if there are not as many labels as positions, or one is not
     *     a class
     */
    public NDArray negativeLogLikelihood(
            ParameterStore store, NDArray x, NDArray labels, boolean training) {
        NDArray rows = rows(x);
        if (labels.size() != rows.size(0)) {
            throw new IllegalArgumentException(
                    "input %s needs as many labels as positions, not %s"
                            .formatted(x.getShape(), labels.getShape()));
        }
        AdaptiveClusters.Places places =
                clusters.places(labels.toType(DataType.INT64, false).toLongArray());
        NDArray found =
                head(store, rows, training)
                        .gather(index(places.inHead(), x).reshape(-1, 1), 1)
                        .reshape(-1);
        NDArray within = within(store, rows, places, training);
        NDArray sum = within == null ? found : found.add(within);
        return sum.neg().reshape(labels.getShape());
    }

    /** Log-probabilities within the cluster, 0 for the shortlist; null if all are there. */
    private NDArray within(
            ParameterStore store, NDArray rows, AdaptiveClusters.Places places, boolean training) {
        NDList parts = new NDList();
        int shortlist = places.shortlistCount();
        if (shortlist > 0) {
            parts.add(
                    rows.getManager()
                            .zeros(new Shape(shortlist), rows.getDataType(), rows.getDevice()));
        }
        for (int k = 0; k < clusters.count(); k++) {
            if (places.positions(k).length > 0) {
                NDArray members = index(places.positions(k), rows);
                NDArray some = Rows.of(rows, members);
                NDArray own = index(places.inCluster(k), rows).reshape(-1, 1);
                parts.add(tail(store, some, k, training).gather(own, 1).reshape(-1));
            }
        }
        if (shortlist == rows.size(0)) {
            return null;
        }
        // DJL's concat makes a copy without gradient where there is only one array.
        NDArray all = parts.size() == 1 ? parts.head() : NDArrays.concat(parts, 0);
        return all.gather(index(places.order(), rows), 0);
    }

    /**
     * Gives the log-probabilities of all classes, for evaluation and generation.
     *
     * @param store gives the values of the parameters
     * @param x {@code (...,F)}
     * @param training whether in training
     * @return {@code (...,V)}, in nats
     */
    public NDArray logProbabilities(ParameterStore store, NDArray x, boolean training) {
        NDArray rows = rows(x);
        long[] cuts = new long[clusters.count()];
        Arrays.setAll(cuts, k -> clusters.shortlist() + k);
        NDList head = head(store, rows, training).split(cuts, 1);
        NDList parts = new NDList(head.get(0));
        for (int k = 0; k < clusters.count(); k++) {
            parts.add(tail(store, rows, k, training).add(head.get(k + 1)));
        }
        return NDArrays.concat(parts, 1).reshape(output(x.getShape()));
    }

    /** Log-probabilities of shortlist and clusters. */
    private NDArray head(ParameterStore store, NDArray rows, boolean training) {
        NDArray weight = store.getValue(headWeight, rows.getDevice(), training);
        NDArray bias =
                headBias == null ? null : store.getValue(headBias, rows.getDevice(), training);
        return Affine.map(rows, weight, bias).logSoftmax(1);
    }

    /** Log-probabilities of the classes of a cluster, given the cluster. */
    private NDArray tail(ParameterStore store, NDArray rows, int k, boolean training) {
        NDArray reduction = store.getValue(reductions.get(k), rows.getDevice(), training);
        NDArray output = store.getValue(outputs.get(k), rows.getDevice(), training);
        return Affine.map(Affine.map(rows, reduction, null), output, null).logSoftmax(1);
    }

    private NDArray rows(NDArray x) {
        Shape weight = headWeight.getShape();
        long features = x.size(x.getShape().dimension() - 1);
        if (weight != null && features != weight.get(1)) {
            throw new IllegalArgumentException(
                    "input of shape %s must have %d features, as the layer was made for"
                            .formatted(x.getShape(), weight.get(1)));
        }
        return x.reshape(-1, features);
    }

    private static NDArray index(long[] values, NDArray like) {
        return like.getManager().create(values).toDevice(like.getDevice(), false);
    }

    private Shape output(Shape x) {
        return x.slice(0, x.dimension() - 1).add(clusters.classes());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(
                inputs.size() == 1
                        ? logProbabilities(store, inputs.head(), training)
                        : negativeLogLikelihood(store, inputs.get(0), inputs.get(1), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes.length == 1 ? output(inputShapes[0]) : inputShapes[1]};
    }

    /** {@return name, sizes and number of parameters} */
    @Override
    public String toString() {
        String features =
                headWeight.getShape() == null
                        ? ""
                        : "features " + headWeight.getShape().get(1) + ", ";
        return BlockText.of(this, features + clusters + ", div value " + divValue);
    }

    /** Builds {@link AdaptiveSoftmax}es. */
    public static final class Builder {
        private int classes;
        private int[] cutoffs = {};
        private double divValue = 4;
        private boolean headBias;

        private Builder() {}

        /**
         * Sets the number V of classes; required.
         *
         * @param classes 2 or more
         * @return this
         */
        public Builder setClasses(int classes) {
            this.classes = classes;
            return this;
        }

        /**
         * Sets where clusters begin; required.
         *
         * @param cutoffs one or more, increasing, each 1 to V - 1
         * @return this
         */
        public Builder setCutoffs(int... cutoffs) {
            this.cutoffs = cutoffs.clone();
            return this;
        }

        /**
         * Sets by how much each cluster has fewer features than the one before; default 4.
         *
         * @param divValue 1 or more
         * @return this
         */
        public Builder optDivValue(double divValue) {
            if (!(divValue >= 1)) {
                throw new IllegalArgumentException(
                        "div value must be 1 or more, but is " + divValue);
            }
            this.divValue = divValue;
            return this;
        }

        /**
         * Sets whether the head has a bias; default false.
         *
         * @param headBias whether
         * @return this
         */
        public Builder optHeadBias(boolean headBias) {
            this.headBias = headBias;
            return this;
        }

        /**
         * Makes the block.
         *
         * @return a new block
         * @throws IllegalArgumentException if the cutoffs do not fit the classes
         */
        public AdaptiveSoftmax build() {
            return new AdaptiveSoftmax(this);
        }
    }
}
