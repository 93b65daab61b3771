package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class LearningRateGridTest {
    private static final int[] TRAIN = TinyModel.tokens(1001, 7, 1);
    private static final int[] VALIDATION = TinyModel.tokens(301, 7, 2);

    private final List<TinyModel> made = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        Thread.interrupted();
        made.forEach(TinyModel::close);
    }

    private static LearningRateGrid<int[]> grid(double... rates) {
        return LearningRateGrid.of(LearningRateGridTest::training, rates);
    }

    private static Training<int[]> training(double rate) {
        return Training.builder()
                .optimizer(Optimizers.sgd(rate))
                .batches(StreamBatches.ordered(10, 10))
                .epochs(2)
                .seed(1)
                .build();
    }

    private TinyModel model() {
        made.add(new TinyModel(7, 8, 0));
        return made.get(made.size() - 1);
    }

    private List<Boolean> open() {
        return made.stream().map(model -> model.manager.isOpen()).toList();
    }

    @Test
    void keepsTheModelWithTheLowestValidationLoss() {
        LearningRateGrid<int[]> grid = grid(1e-4, 1, 1e-3);
        TinyModel best = grid.best("tiny", this::model, TRAIN, VALIDATION);
        assertThat(best).isSameAs(made.get(1));
        assertThat(open()).containsExactly(false, true, false);
        var table = grid.table();
        assertThat(table.columnNames())
                .containsExactly(
                        "model",
                        "parameters",
                        "loss at 1.0E-4",
                        "loss at 1.0",
                        "loss at 0.001",
                        "best rate");
        assertThat(table.doubleColumn("loss at 1.0").get(0))
                .isEqualTo(best.fitted.provenance().best())
                .isLessThan(table.doubleColumn("loss at 0.001").get(0));
        assertThat(table.doubleColumn("best rate").get(0)).isEqualTo(1);
        assertThat(table.longColumn("parameters").get(0)).isEqualTo(best.flatWeights().length);
        grid.best("another", this::model, TRAIN, VALIDATION);
        assertThat(grid.table().stringColumn("model").asList()).containsExactly("tiny", "another");
    }

    @Test
    void aTrainingThatFailsIsLost() {
        LearningRateGrid<int[]> grid = grid(1e38, 0.1);
        assertThat(grid.best("tiny", this::model, TRAIN, VALIDATION)).isSameAs(made.get(1));
        assertThat(grid.table().doubleColumn("loss at 1.0E38").isMissing(0)).isTrue();
        assertThat(open()).containsExactly(false, true);
    }

    @Test
    void whereAllFailItSaysSo() {
        assertThatThrownBy(() -> grid(1e38).best("tiny", this::model, TRAIN, VALIDATION))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "tiny could not be trained at any of the learning rates [1.0E38]; try lower"
                                + " ones");
        assertThat(open()).containsExactly(false);
    }

    @Test
    void anInterruptEndsItAndLeavesNothing() {
        LearningRateGrid<int[]> grid =
                LearningRateGrid.of(
                        rate -> {
                            if (made.size() == 2) {
                                Thread.currentThread().interrupt();
                            }
                            return training(rate);
                        },
                        0.1,
                        0.2,
                        0.3);
        assertThatThrownBy(() -> grid.best("tiny", this::model, TRAIN, VALIDATION))
                .isInstanceOf(CancellationException.class)
                .hasMessage("The grid of learning rates for tiny was interrupted");
        assertThat(open()).containsExactly(false, false);
    }

    @Test
    void ratesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid())
                .withMessage("a grid needs at least one learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid(0.1, 0))
                .withMessage("learning rate must be above 0, but is 0.0");
    }
}
