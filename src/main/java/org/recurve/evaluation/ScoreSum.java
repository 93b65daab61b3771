package org.recurve.evaluation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.recurve.core.Cancellation;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;
import org.recurve.data.NllConsumer;
import org.recurve.data.TokenStream;
import org.recurve.metric.CompensatedSum;
import org.recurve.metric.Likelihood;

/**
 * Keeps and adds up the scores of a text as they come in, checks that each token gets one and no
 * more, and tells how far it is.
 */
final class ScoreSum implements NllConsumer, AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong();
    private static final long BETWEEN_EVENTS = Duration.ofMillis(200).toNanos();

    /** Log-softmax in single precision can give a probability this little above 1. */
    private static final double ROUNDING = 1e-4;

    private final String model;
    private final TokenStream text;
    private final String id = "evaluation-" + IDS.incrementAndGet();
    private final long start = System.nanoTime();
    private final CompensatedSum sum = new CompensatedSum();
    // NaN, which no score may be, until the token is scored.
    private final float[] scores;
    private long count;
    private long lastEvent = start;

    ScoreSum(String model, TokenStream text) {
        this.model = model;
        this.text = text;
        scores = new float[text.ids().length];
        Arrays.fill(scores, Float.NaN);
    }

    @Override
    public void accept(int firstIndex, double[] nats, int number) {
        if (firstIndex < 0 || firstIndex + number > scores.length) {
            throw new IllegalStateException(
                    "%s scored tokens %d to %d of %d"
                            .formatted(model, firstIndex, firstIndex + number - 1, scores.length));
        }
        for (int i = 0; i < number; i++) {
            if (!Float.isNaN(scores[firstIndex + i])) {
                throw new IllegalStateException(
                        "%s scored token %d of %d twice"
                                .formatted(model, firstIndex + i, scores.length));
            }
            if (!(nats[i] >= -ROUNDING)) {
                throw new RecurveException(
                        "%s gave token %d of %s (\"%s\") the negative log-likelihood %s, expected 0 or more: its weights may be NaN; fit it again with a smaller learning rate"
                                .formatted(
                                        model,
                                        firstIndex + i,
                                        text.split(),
                                        text.vocabulary().token(text.ids()[firstIndex + i]),
                                        nats[i]));
            }
            sum.add(nats[i]);
            scores[firstIndex + i] = (float) nats[i];
        }
        count += number;
        Cancellation.check("evaluation of " + model);
        if (System.nanoTime() - lastEvent >= BETWEEN_EVENTS) {
            publish(false);
        }
    }

    /** {@return the total so far} */
    double nats() {
        return sum.total();
    }

    /** {@return the score of each token, all of which must have come in} */
    float[] complete() {
        if (count != scores.length) {
            throw new IllegalStateException(
                    "%s scored %d of %d tokens".formatted(model, count, scores.length));
        }
        return scores;
    }

    /** Ends the progress, whatever the outcome. */
    @Override
    public void close() {
        publish(true);
    }

    private void publish(boolean finished) {
        lastEvent = System.nanoTime();
        Map<String, Double> figures =
                count == 0
                        ? Map.of()
                        : Map.of("perplexity", Likelihood.perplexity(sum.total(), count));
        Events.publish(
                new ProgressEvent(
                        id,
                        "evaluating " + model + " on " + text.split(),
                        count,
                        text.size(),
                        "tokens",
                        Duration.ofNanos(lastEvent - start),
                        figures,
                        finished));
    }
}
