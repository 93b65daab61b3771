package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrainingLoopTest {
    private static final int[] TRAIN = TinyModel.tokens(2001, 7, 1);
    private static final int[] VALIDATION = TinyModel.tokens(501, 7, 2);

    private static TrainingBuilder<int[]> sgd() {
        return Training.builder()
                .optimizer(Optimizers.sgd(2))
                .schedule(Schedules.onPlateau(0.25))
                .clipNorm(0.5)
                .batches(StreamBatches.ordered(10, 10))
                .epochs(5)
                .seed(1);
    }

    @Test
    void learnsAndKeepsAHistory() {
        try (TinyModel model = new TinyModel(7, 16, 0)) {
            TrainingRun run = sgd().build().fit(model, TRAIN, VALIDATION);

            Table history = run.history();
            assertThat(history.columnNames())
                    .containsExactly(
                            "epoch",
                            "train loss",
                            "validation loss",
                            "perplexity",
                            "learning rate",
                            "gradient norm",
                            "tokens/s",
                            "seconds");
            assertThat(history.rowCount()).isEqualTo(5);
            double first = history.doubleColumn("validation loss").get(0);
            double last = history.doubleColumn("validation loss").get(4);
            assertThat(first).isLessThan(Math.log(7) + 0.1);
            assertThat(last).isLessThan(0.75 * first);
            assertThat(history.doubleColumn("perplexity").get(4)).isEqualTo(Math.exp(last));
            assertThat(run.provenance().outcome()).isEqualTo("completed");
            assertThat(model.fitted).isSameAs(run);
        }
    }

    @Test
    void aThousandStepsLeaveNoArrayBehind() {
        try (TinyModel model = new TinyModel(7, 8, 0.1f)) {
            NDManager system = model.manager.getParentManager();
            model.initialize();
            int before = system.getManagedArrays().size();
            TrainingRun run = sgd().epochs(50).build().fit(model, TRAIN, VALIDATION);
            assertThat(run.history().rowCount() * 20).isEqualTo(1000);
            assertThat(system.getManagedArrays()).hasSize(before);
        }
    }
}
