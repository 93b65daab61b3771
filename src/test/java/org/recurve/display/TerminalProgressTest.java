package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.recurve.core.EpochEvent;
import org.recurve.core.ProgressEvent;

class TerminalProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalLineChangesInPlaceAndFitsTheWidth() {
        TerminalProgress progress = new TerminalProgress(out, true, 60, clock::get);
        progress.accept(Samples.progress(100, 1000, false));
        clock.addAndGet(Duration.ofMillis(50).toNanos());
        progress.accept(Samples.progress(110, 1000, false));
        clock.addAndGet(Duration.ofMillis(200).toNanos());
        progress.accept(Samples.progress(120, 1000, false));
        List<String> shown = List.of(written().split("\r\u001b\\[K", -1));
        assertThat(shown).hasSize(3);
        assertThat(shown.get(1)).startsWith("training LSTM 2x200  [##...").contains("10 %");
        assertThat(shown.get(2)).contains("12 %");
        assertThat(shown).allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
        assertThat(written()).doesNotContain(System.lineSeparator());

        progress.accept(Samples.progress(1000, 1000, true));
        assertThat(written())
                .endsWith(
                        "\r\u001b[Ktraining LSTM 2x200  100 %  1,000/1,000 steps  loss 4.87  perplexity 130.3  tokens/s 2,213  in 1:30"
                                + System.lineSeparator());
    }

    @Test
    void aFileGetsPlainLinesAtASlowPace() {
        TerminalProgress progress = new TerminalProgress(out, false, 80, clock::get);
        for (int i = 1; i <= 25; i++) {
            progress.accept(Samples.progress(i * 10L, 1000, false));
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        progress.accept(Samples.progress(250, 1000, true));
        assertThat(written()).doesNotContain("\r\u001b");
        List<String> lines = written().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("1 %").contains("left");
        assertThat(lines.get(1)).contains("11 %");
        assertThat(lines.get(3)).endsWith("stopped after 1:30");
    }

    @Test
    void epochsKeepALineOfTheirOwn() {
        TerminalProgress progress = new TerminalProgress(out, true, 80, clock::get);
        progress.accept(Samples.progress(100, 1000, false));
        progress.accept(
                new EpochEvent("training-1", "training LSTM 2x200", 2, 6, Samples.row(2), true));
        assertThat(written())
                .contains("\r\u001b[Ktraining LSTM 2x200: epoch 2/6  train loss 5.102")
                .endsWith("(best so far)" + System.lineSeparator());
    }

    @Test
    void workOfUnknownSizeHasNoBar() {
        ProgressEvent event =
                new ProgressEvent(
                        "d",
                        "wiki.zip",
                        1_500_000,
                        -1,
                        "bytes",
                        Duration.ofSeconds(3),
                        Map.of(),
                        false);
        assertThat(TerminalProgress.line(event, 10)).isEqualTo("wiki.zip  1.5 MB  3.0 s");
    }
}
