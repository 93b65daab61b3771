package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestQueueTest {
    private final RequestQueue queue = new RequestQueue();

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

    private static Message<ExecuteRequest> request(Duration clockError) {
        return request(Instant.now().plus(clockError).toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -7200, 7200})
    void knowsWhatWasMadeBeforeAFailureByAnyClock(long secondsOff) throws Exception {
        Duration off = Duration.ofSeconds(secondsOff);
        assertThat(queue.aborted(request(off))).isFalse();
        Message<ExecuteRequest> waiting = request(off);
        Thread.sleep(2);
        queue.failed();
        assertThat(queue.aborted(waiting)).isTrue();
        Thread.sleep(2);
        assertThat(queue.aborted(request(off))).isFalse();
    }

    @Test
    void runsWhatHasNoReadableDate() {
        queue.failed();
        assertThat(queue.aborted(request("yesterday"))).isFalse();
    }
}
