package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.Batchifier;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains linear, block, linear with nothing but DJL; every parameter moves, the loss falls. */
final class BlockLearning {
    private static final int STEPS = 60;
    private static final int SEED = 7;
    private static final int TARGETS = 2;

    private BlockLearning() {}

    static void check(BlockContract contract) {
        Shape shape = contract.inputs().get("input 0").shape();
        long width = shape.get(shape.dimension() - 1);
        SequentialBlock network =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(width).build())
                        .add(contract.block())
                        .add(Linear.builder().setUnits(TARGETS).build());
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.l2Loss())
                        .optOptimizer(
                                Optimizer.adam()
                                        .optLearningRateTracker(Tracker.fixed(0.01f))
                                        .build());
        try (Model model = Model.newInstance("contract", "PyTorch")) {
            // Else a start from which a tiny block learns slowly would fail once in a while.
            Engine.getEngine("PyTorch").setRandomSeed(SEED);
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(shape);
                NDManager manager = trainer.getManager();
                NDArray x = array(manager, contract, shape);
                Shape output = network.getOutputShapes(new Shape[] {shape})[0];
                NDArray target = array(manager, contract, output);
                double before = loss(trainer, x, target);
                Map<String, double[]> start = parameters(network);
                for (int step = 0; step < STEPS; step++) {
                    EasyTrain.trainBatch(trainer, batch(manager, x, target));
                    trainer.step();
                }
                assertThat(loss(trainer, x, target)).as("loss").isLessThan(0.95 * before);
                parameters(network)
                        .forEach(
                                (name, values) ->
                                        assertThat(values)
                                                .as("learned %s", name)
                                                .isNotEqualTo(start.get(name)));
            }
        }
    }

    private static NDArray array(NDManager manager, BlockContract contract, Shape shape) {
        return manager.create(contract.nonZero(shape.size(), 1), shape)
                .toType(DataType.FLOAT32, false);
    }

    private static Batch batch(NDManager manager, NDArray x, NDArray target) {
        return new Batch(
                manager.newSubManager(),
                new NDList(x),
                new NDList(target),
                (int) x.size(0),
                Batchifier.STACK,
                Batchifier.STACK,
                0,
                1);
    }

    private static double loss(Trainer trainer, NDArray x, NDArray target) {
        NDList prediction = trainer.evaluate(new NDList(x));
        return Loss.l2Loss().evaluate(new NDList(target), prediction).getFloat();
    }

    private static Map<String, double[]> parameters(SequentialBlock network) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            values.put(parameter.getKey(), Trial.doubles(parameter.getValue().getArray()));
        }
        return values;
    }
}
