package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * An output layer that shares its weights with an embedding (Press and Wolf 2017, "Using the Output
 * Embedding to Improve Language Models"; Inan, Khosravi and Socher 2017): the logit of a word is
 * the product of the input with the word's vector, plus a bias of its own.
 *
 * <p>Takes {@code (...,E)} and gives {@code (...,V)} for a table {@code (V,E)}. The only parameter
 * of the block is {@code bias (V)}: the table stays with the embedding, which initializes, saves
 * and loads it, and gets the sum of both gradients. In one {@link ai.djl.nn.SequentialBlock} after
 * the embedding, all comes in the right order.
 *
 * <p>Where nothing is tied, DJL's {@link ai.djl.nn.core.Linear} does the same: it maps the last
 * axis, so that on {@code (B,T,F)} it works at each step by itself.
 */
public final class TiedLinear extends AbstractBlock {
    private final Parameter table;
    private final Parameter bias;

    /**
     * Makes the block.
     *
     * @param table the embedding's {@code (V,E)}, such as {@code
     *     embedding.getParameters().get("embedding")} of DJL's {@code TrainableWordEmbedding}
     */
    public TiedLinear(Parameter table) {
        this.table = table;
        bias = addParameter(Affine.bias("bias"));
    }

    private Shape tableShape() {
        Shape shape = table.getShape();
        if (shape == null || shape.dimension() != 2) {
            throw new IllegalArgumentException(
                    "the embedding's table \"%s\" must be of shape (words, features), but is %s"
                                    .formatted(table.getName(), shape)
                            + (shape == null
                                    ? "; initialize the embedding before this layer"
                                    : ""));
        }
        return shape;
    }

    private void check(Shape x, Shape shape) {
        int last = x.dimension() - 1;
        if (last < 0 || x.get(last) != shape.get(1)) {
            throw new IllegalArgumentException(
                    "input must be of shape (..., %d) to fit the embedding's table %s, but is %s"
                            .formatted(shape.get(1), shape, x));
        }
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        check(inputShapes[0], tableShape());
        bias.setShape(new Shape(tableShape().get(0)));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        check(x.getShape(), tableShape());
        NDArray weight = store.getValue(table, x.getDevice(), training);
        return new NDList(Affine.map(x, weight, store.getValue(bias, x.getDevice(), training)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        return new Shape[] {x.slice(0, x.dimension() - 1).add(tableShape().get(0))};
    }

    /** {@return name, sizes and the number of parameters of its own} */
    @Override
    public String toString() {
        Shape shape = table.getShape();
        String sizes =
                shape == null ? "" : "features " + shape.get(1) + ", words " + shape.get(0) + ", ";
        return BlockText.of(this, sizes + "tied to " + table.getName());
    }
}
