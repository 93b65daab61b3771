package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.Message;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells requests that waited while a cell failed, which are not to be run, from those made after.
 * The client's clock may be another machine's: how far it is off shows in the request that was
 * under way for the shortest time.
 */
final class RequestQueue {
    private final Clock clock;
    private final Map<String, Duration> skews = new HashMap<>();
    private Instant failure = Instant.MIN;

    RequestQueue(Clock clock) {
        this.clock = clock;
    }

    /** A cell has failed just now. */
    void failed() {
        failure = clock.instant();
    }

    /** {@return whether a request was made before the last failure} */
    boolean aborted(Message<?> request) {
        Instant made = made(request.getHeader().getTimestamp().getDateString());
        if (made == null) {
            return false;
        }
        Duration lag = Duration.between(made, clock.instant());
        Duration skew =
                skews.merge(
                        String.valueOf(request.getHeader().getSessionId()),
                        lag,
                        (a, b) -> a.compareTo(b) < 0 ? a : b);
        return made.plus(skew).isBefore(failure);
    }

    // Without a readable date nothing is known of a request, and it is run.
    private static Instant made(String date) {
        try {
            return OffsetDateTime.parse(date).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
