package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.TagPrediction;
import org.recurve.data.TaggedText;

class MostFrequentTagTest {

    private static TaggedText data(String... sentences) {
        List<List<String>> words =
                List.of(sentences).stream()
                        .map(s -> List.of(s.split(" ")).stream().map(w -> part(w, 0)).toList())
                        .toList();
        List<List<String>> tags =
                List.of(sentences).stream()
                        .map(s -> List.of(s.split(" ")).stream().map(w -> part(w, 1)).toList())
                        .toList();
        return TaggedText.of(
                words, tags, new DataProvenance("made", "train", List.of(), List.of()));
    }

    private static String part(String word, int index) {
        return word.split("/", 2)[index];
    }

    @Test
    void aWordGetsTheTagItHadMostAndAnUnknownOneThatOfWordsSeenOnce() {
        TaggedText train =
                data(
                        "can/AUX can/AUX can/NOUN the/DET the/DET",
                        "fish/NOUN runs/VERB walks/VERB fish/VERB");
        // Once: runs and walks, both verbs. By frequency of tokens, DET is as good as AUX.
        MostFrequentTag tagger = MostFrequentTag.fit(train);
        assertThat(tagger.labels()).containsExactly("AUX", "DET", "NOUN", "VERB");
        List<TagPrediction> tagged = tagger.tag(data("the/X can/X", "The/X fish/X zebra/X"));
        assertThat(tagged.get(0).tags()).containsExactly("DET", "AUX");
        // fish is a noun as often as a verb, and nouns come first.
        assertThat(tagged.get(1).tags()).containsExactly("VERB", "NOUN", "VERB");
        assertThat(tagged.get(0).probabilities().get(1)).containsExactly(2 / 3.0, 0, 1 / 3.0, 0);
        assertThat(tagged.get(1).probabilities().get(0)).containsExactly(0, 0, 0, 1);
        assertThat(tagged.get(1).probabilities().get(1)).containsExactly(0, 0, 0.5, 0.5);
        assertThat(tagger.baseline()).isTrue();
        assertThat(tagger.seed()).isEqualTo(-1);
        assertThat(tagger).hasToString("most frequent tag");
        assertThat(tagger.provenanceMap())
                .containsEntry("words", 5)
                .hasEntrySatisfying(
                        "data", list -> assertThat(list.toString()).contains("split=train"));
    }

    @Test
    void whereNoWordWasSeenOnceAnUnknownOneIsLikeAny() {
        TaggedText train = data("a/X a/X b/Y b/Y b/Y");
        TagPrediction tagged = MostFrequentTag.fit(train).tag(data("c/X")).get(0);
        assertThat(tagged.tags()).containsExactly("Y");
        assertThat(tagged.probabilities().get(0)).containsExactly(0.4, 0.6);
    }
}
