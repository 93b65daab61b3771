package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.batch.Batches;
import org.recurve.data.TextCorpus;
import org.recurve.data.Tokenizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingListener;

/**
 * A text of 100 MB without a line end is trained on in a heap that its 20 million ids (80 MB) fit
 * into once, and not twice.
 */
class LargeTextTest {
    private static final int TOKENS = 20_000_000;

    @TempDir Path folder;

    @Test
    void aLargeTextIsTrainedOnWithoutBeingHeldTwice() throws IOException, InterruptedException {
        Path text = folder.resolve("text");
        Random random = new Random(1);
        try (BufferedWriter writer = Files.newBufferedWriter(text)) {
            for (int i = 0; i < TOKENS; i++) {
                // Words of four letters with a space each.
                writer.write("w" + (100 + random.nextInt(300)) + " ");
            }
        }
        assertThat(Files.size(text)).isEqualTo(100_000_000);
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx150m",
                                "-Xmn24m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeTextTest.class.getName(),
                                text.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output))
                .contains("trained on 20000001 tokens: stopped: enough");
    }

    /** Trains for three updates; run in a process of its own. */
    public static void main(String[] arguments) {
        TextCorpus corpus =
                TextCorpus.builder()
                        .train(Path.of(arguments[0]))
                        .tokenizer(Tokenizers.whitespace())
                        .build();
        try (LanguageModel model = LanguageModel.builder().embedding(8).hidden(8).build(corpus)) {
            var run =
                    Training.builder()
                            .batches(Batches.bptt(20, 35))
                            .listener(
                                    new TrainingListener() {
                                        @Override
                                        public void onBatch(BatchReport batch, Control control) {
                                            if (batch.step() == 3) {
                                                control.stop("enough");
                                            }
                                        }
                                    })
                            .build()
                            .fit(model, corpus.train());
            System.out.printf(
                    "trained on %d tokens: %s%n",
                    corpus.train().size(), run.provenance().outcome());
        }
    }
}
