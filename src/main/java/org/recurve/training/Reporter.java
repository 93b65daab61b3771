package org.recurve.training;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.recurve.core.EpochEvent;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;

/** Tells the world how far a training is, at most ten times a second. */
final class Reporter {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final String id = "training-" + UUID.randomUUID();
    private final String task;
    private final String speed;
    private final long started = System.nanoTime();
    private long lastEvent = started - INTERVAL_NANOS;
    private long done;
    private long total = -1;
    private Map<String, Double> figures = Map.of();

    /**
     * @param unit of what is counted for the speed, in the plural
     */
    Reporter(String task, String unit) {
        this.task = task;
        this.speed = unit + "/s";
    }

    void total(long steps) {
        total = steps;
    }

    void step(
            long steps,
            String metricName,
            double loss,
            double metric,
            double rate,
            double perSecond) {
        done = steps;
        long now = System.nanoTime();
        if (now - lastEvent < INTERVAL_NANOS) {
            return;
        }
        lastEvent = now;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss);
        values.put(metricName, metric);
        values.put("learning rate", rate);
        if (!Double.isNaN(perSecond)) {
            values.put(speed, perSecond);
        }
        figures = values;
        publish(false);
    }

    void epoch(int epoch, int epochs, Map<String, Double> row, boolean best) {
        Events.publish(new EpochEvent(id, task, epoch, epochs, row, best));
    }

    void finished() {
        publish(true);
    }

    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    private void publish(boolean finished) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        Events.publish(
                new ProgressEvent(
                        id,
                        task,
                        done,
                        Math.max(total, done),
                        "steps",
                        elapsed,
                        figures,
                        finished));
    }
}
