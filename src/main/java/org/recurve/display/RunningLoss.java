package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import org.recurve.core.ProgressEvent;

/** The loss of a training as it goes on, for as long as no epoch is over. */
final class RunningLoss {
    private static final String LOSS = "loss";
    private static final int MOST = 200;

    private final List<double[]> points = new ArrayList<>();

    /** Takes note of the loss, if the work has one; of many values every other is dropped. */
    void add(ProgressEvent event) {
        double loss = event.figures().getOrDefault(LOSS, Double.NaN);
        boolean same = !points.isEmpty() && points.get(points.size() - 1)[0] == event.done();
        if (Double.isNaN(loss) || same) {
            return;
        }
        points.add(new double[] {event.done(), loss});
        if (points.size() > MOST) {
            List<double[]> kept = new ArrayList<>();
            for (int i = 0; i < points.size(); i += 2) {
                kept.add(points.get(i));
            }
            points.clear();
            points.addAll(kept);
        }
    }

    /** {@return whether there is a line to draw} */
    boolean isEmpty() {
        return points.size() < 2;
    }

    Picture chart() {
        return new LineChart("Loss so far")
                .axes("step", "")
                .size(380, 200)
                .line(
                        LOSS,
                        points.stream().mapToDouble(p -> p[0]).toArray(),
                        points.stream().mapToDouble(p -> p[1]).toArray());
    }
}
