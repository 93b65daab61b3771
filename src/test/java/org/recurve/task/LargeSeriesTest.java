package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.batch.Batches;
import org.recurve.core.Event;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingRun;

/** A million rows are read and learned from in little memory, and one sees how far it is. */
class LargeSeriesTest {
    private static final int ROWS = 1_000_000;
    private static final long MEGABYTE = 1 << 20;

    @TempDir Path folder;

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aMillionRows() throws IOException {
        Path file = folder.resolve("million.csv");
        LocalDateTime start = LocalDateTime.of(2000, 1, 1, 0, 0);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("time,y,comment\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(start.plusMinutes(i) + "," + (i % 1440) / 8.0 + ",nobody reads this\n");
            }
        }
        List<Event> events = new ArrayList<>();
        long before = used();
        Events.Subscription subscription = Events.subscribe(events::add);
        SeriesSet set = SeriesSet.fromCsv(file, "time", "y");
        subscription.close();
        // Eight for the numbers; the file has 46.
        assertThat(used() - before).isLessThan(32 * MEGABYTE);
        assertThat(events)
                .anySatisfy(
                        event -> {
                            assertThat(event).isInstanceOf(ProgressEvent.class);
                            assertThat(((ProgressEvent) event).done()).isEqualTo(ROWS);
                        });
        assertThat(set.steps()).isEqualTo(ROWS);
        assertThat(set.frequency()).isEqualTo(Frequency.MINUTELY);
        assertThat(set.series(0).value(0, 999_999)).isEqualTo(999_999 % 1440 / 8.0);
        assertThat(set.windows(1440, 60).size()).isEqualTo(ROWS - 1500 + 1);
        try (Forecaster model =
                Forecaster.builder().lookback(60).horizon(10).hidden(8).build(set)) {
            TrainingRun run =
                    Training.builder()
                            .optimizer(Optimizers.adam(0.001))
                            .batches(Batches.windows(64).perEpoch(1_000))
                            .epochs(2)
                            .build()
                            .fit(model, set);
            assertThat(run.history().doubleColumn("train loss").get(1)).isFinite();
            // All windows would be 560 megabytes.
            assertThat(used() - before).isLessThan(64 * MEGABYTE);
        }
    }
}
