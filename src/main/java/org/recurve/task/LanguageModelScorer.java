package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.recurve.core.Cancellation;
import org.recurve.data.NllConsumer;
import org.recurve.data.Reading;

/**
 * Reads the runs of a text, several side by side and a segment of each at a time with the state
 * carried over, so that memory does not grow with the text and the figures do not depend on where a
 * run is cut.
 */
final class LanguageModelScorer {
    /**
     * Segment of windows. Long enough for matrix products to run at full speed, short enough to
     * keep the logits small.
     */
    private static final int SEGMENT = 128;

    /** So many predictions of windows are made at once, one window's at least. */
    private static final int PREDICTIONS = 256;

    private final LanguageModelNetwork network;
    private final NDManager manager;
    private final int[] ids;
    private final OptionalInt start;

    /**
     * @param ids the text
     * @param start read before the first token; where there is none, the first token is as likely
     *     as any other
     */
    LanguageModelScorer(
            LanguageModelNetwork network, NDManager manager, int[] ids, OptionalInt start) {
        this.network = network;
        this.manager = manager;
        this.ids = ids;
        this.start = start;
    }

    /**
     * @param words size of the vocabulary
     */
    void score(Reading reading, int words, NllConsumer sink) {
        if (start.isEmpty() && ids.length > 0) {
            sink.accept(0, new double[] {Math.log(words)}, 1);
        }
        int runs = reading.runs(ids.length);
        int together = runs;
        int segment = SEGMENT;
        if (reading instanceof Reading.Carried carried) {
            segment = carried.segment();
        } else if (reading instanceof Reading.Windows windows) {
            together = Math.max(1, PREDICTIONS / windows.stride());
        }
        for (int r = 0; r < runs; r += together) {
            List<Reading.Run> some = new ArrayList<>();
            for (int k = r; k < Math.min(runs, r + together); k++) {
                Reading.Run run = reading.run(k, ids.length);
                int first = start.isEmpty() ? 1 : 0;
                int from = Math.max(first, run.from());
                if (from < run.to()) {
                    some.add(new Reading.Run(from, Math.max(from, run.counted()), run.to()));
                }
            }
            if (!some.isEmpty()) {
                read(some, segment, sink);
            }
        }
    }

    private void read(List<Reading.Run> runs, int segment, NllConsumer sink) {
        int longest = runs.stream().mapToInt(run -> run.to() - run.from()).max().orElseThrow();
        ParameterStore store = new ParameterStore(manager, false);
        NDManager held = manager.newSubManager();
        NDList state = new NDList();
        try {
            for (int at = 0; at < longest; at += segment) {
                Cancellation.check("scoring");
                int width = Math.min(segment, longest - at);
                RunSegment part = new RunSegment(runs, at, width, ids, start);
                NDManager next = manager.newSubManager();
                try (NDManager scope = manager.newSubManager()) {
                    var hidden = network.hidden(store, part.inputs(scope), state, false);
                    if (part.counts()) {
                        NDArray picked = part.counted(hidden.raw());
                        NDArray losses =
                                network.loss(store, false).perStep(picked, part.labels(scope));
                        part.deliver(losses.toFloatArray(), sink);
                    }
                    state = hidden.state();
                    state.attach(next);
                } catch (RuntimeException e) {
                    next.close();
                    throw e;
                }
                held.close();
                held = next;
            }
        } finally {
            held.close();
        }
    }
}
