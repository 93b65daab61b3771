package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.batch.Batches;
import org.recurve.data.TagPrediction;
import org.recurve.data.TaggedText;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;
import org.recurve.training.TrainingRun;

class SequenceTaggerLearningTest {

    private static SequenceTaggerBuilder small() {
        return SequenceTagger.builder().embedding(8).characters(0).hidden(12);
    }

    private static TrainingRun fit(SequenceTagger model, TaggedText train, TaggedText validation) {
        return Training.builder()
                .optimizer(Optimizers.adam(0.02))
                .clipNorm(1)
                .batches(Batches.buckets(16))
                .epochs(6)
                .seed(1)
                .build()
                .fit(model, train, validation);
    }

    private static double accuracy(SequenceTagger model, TaggedText data) {
        int right = 0;
        for (int i = 0; i < data.size(); i++) {
            TagPrediction tagged = model.tag(data).get(i);
            for (int t = 0; t < tagged.tags().size(); t++) {
                right += tagged.tags().get(t).equals(data.tags(i).get(t)) ? 1 : 0;
            }
        }
        return (double) right / data.targets().length;
    }

    /**
     * Half of the words are ambiguous, and only the next word tells. Where the tag of that word
     * tells as well, a random field hands it one step back, without the network reading backward.
     */
    @ParameterizedTest
    @CsvSource({
        "true, false, false, true",
        "true, true, false, true",
        "false, false, false, false",
        "false, true, false, false",
        "false, false, true, false",
        "false, true, true, true"
    })
    void onlyWhoSeesTheNextWordLearnsWhatItDecides(
            boolean bidirectional, boolean crf, boolean tell, boolean learns) {
        TaggedText train = TagSamples.nextWordDecides(400, tell, 1);
        TaggedText fresh = TagSamples.nextWordDecides(60, tell, 2).withLabels(train.labels());
        try (SequenceTagger model = small().bidirectional(bidirectional).crf(crf).build(train)) {
            TrainingRun run = fit(model, train, fresh);
            double accuracy = accuracy(model, fresh);
            if (learns) {
                assertThat(accuracy).isEqualTo(1);
            } else {
                // Half of the words right, and by chance half of the others.
                assertThat(accuracy).isBetween(0.6, 0.9);
            }
            double best = run.history().doubleColumn("accuracy").max();
            assertThat(best).isBetween(accuracy - 1e-9, Math.min(1, accuracy + 0.05));
        }
    }
}
