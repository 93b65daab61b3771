package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestQueueTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final RequestQueue queue = new RequestQueue(new KernelsClock());

    /** Shows the time that a test has set. */
    private final class KernelsClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static Message<ExecuteRequest> request(String date) {
        return new Message<>(
                new Header<>(
                        "id",
                        "user",
                        "session",
                        new KernelTimestamp(date),
                        MessageType.EXECUTE_REQUEST,
                        "5.3"),
                new ExecuteRequest("", false, true, null, false, true));
    }

    private Message<ExecuteRequest> request(Duration clockError) {
        return request(now.plus(clockError).toString());
    }

    private void millisPass() {
        now = now.plusMillis(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -7200, 7200})
    void knowsWhatWasMadeBeforeAFailureByAnyClock(long secondsOff) {
        Duration off = Duration.ofSeconds(secondsOff);
        assertThat(queue.aborted(request(off))).isFalse();
        Message<ExecuteRequest> waiting = request(off);
        millisPass();
        queue.failed();
        assertThat(queue.aborted(waiting)).isTrue();
        millisPass();
        assertThat(queue.aborted(request(off))).isFalse();
    }

    @Test
    void runsWhatHasNoReadableDate() {
        queue.failed();
        assertThat(queue.aborted(request("yesterday"))).isFalse();
    }
}
