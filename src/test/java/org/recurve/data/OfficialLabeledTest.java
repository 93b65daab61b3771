package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;

/**
 * The figures of the official files of labelled data, which the project cannot carry along: they
 * are tried where {@code RECURVE_DATA} names a folder that has them, and there without exception
 * under CI.
 */
class OfficialLabeledTest {

    private static void assertVerified(DataProvenance provenance) {
        assertThat(provenance.files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.verified()).as(file.name()).isTrue());
    }

    private static List<Integer> balance(LabeledData data) {
        return data.balance().intColumn("items").asList();
    }

    @Test
    void sentencesOfTheSentimentTreebank() {
        if (!OfficialTextTest.isThere("sst-2")) {
            return;
        }
        DataSplits<LabeledText> two = LabeledText.load("sst-2");
        assertThat(balance(two.train())).containsExactly(3_310, 3_610);
        assertThat(balance(two.validation())).containsExactly(428, 444);
        assertVerified(two.train().provenance());
        DataSplits<LabeledText> five = LabeledText.load("sst-5");
        assertThat(balance(five.train())).containsExactly(1_092, 2_218, 1_624, 2_322, 1_288);
        assertThat(five.validation().size()).isEqualTo(1_101);
        assertVerified(five.validation().provenance());
    }

    @Test
    void phrasesOfTheSentimentTreebank() {
        if (!OfficialTextTest.isThere("sst-5-phrases")) {
            return;
        }
        DataSplits<LabeledText> five = LabeledText.load("sst-5-phrases");
        assertThat(five.train().size()).isEqualTo(318_582);
        assertThat(five.train().deduplicated().size()).isEqualTo(157_401);
        assertThat(five.validation().texts())
                .containsExactlyInAnyOrderElementsOf(
                        LabeledText.load("sst-5").validation().texts());
        DataSplits<LabeledText> two = LabeledText.load("sst-2-phrases");
        assertThat(two.train().size()).isEqualTo(98_794);
        assertThat(balance(two.train().deduplicated())).containsExactly(34_791, 42_410);
        assertThat(balance(two.validation())).containsExactly(428, 444);
    }

    @Test
    void filmReviews() {
        if (!OfficialTextTest.isThere("imdb")) {
            return;
        }
        DataSplits<LabeledText> imdb = LabeledText.load("imdb");
        assertThat(balance(imdb.official("train"))).containsExactly(12_500, 12_500);
        assertThat(balance(imdb.validation())).containsExactly(1_250, 1_250);
        assertThat(imdb.train().size()).isEqualTo(22_500);
        assertThat(imdb.official("train").text(0))
                .startsWith("Story of a man who has unnatural feelings for a pig.");
    }

    @Test
    void questions() {
        if (!OfficialTextTest.isThere("trec")) {
            return;
        }
        DataSplits<LabeledText> coarse = LabeledText.load("trec");
        assertThat(coarse.official("train").labels())
                .containsExactly("ABBR", "DESC", "ENTY", "HUM", "LOC", "NUM");
        assertThat(balance(coarse.official("train")))
                .containsExactly(86, 1_162, 1_250, 1_223, 835, 896);
        assertThat(coarse.validation().size()).isEqualTo(545);
        assertThat(coarse.train().size()).isEqualTo(4_907);
        assertThat(LabeledText.load("trec-fine").train().labels()).hasSize(50);
        assertThat(balance(LabeledText.load("trec-fine").train())).allMatch(n -> n > 0);
    }

    @Test
    void surnames() {
        if (!OfficialTextTest.isThere("names")) {
            return;
        }
        DataSplits<LabeledText> names = LabeledText.load("names");
        assertThat(names.official("all").size()).isEqualTo(20_050);
        assertThat(names.official("all").labels()).hasSize(18);
        assertThat(balance(names.official("all"))).contains(9_384);
        DataSplits<LabeledText> unique = names.map(LabeledText::deduplicated);
        assertThat(unique.official("all").size()).isEqualTo(18_012);
        assertThat(unique.test().size()).isEqualTo(1_801);
        assertThat(unique.validation().size()).isEqualTo(1_621);
        assertThat(balance(unique.test())).allMatch(n -> n > 0);
        assertVerified(names.official("all").provenance());
    }

    @Test
    void partsOfSpeech() {
        if (!OfficialTextTest.isThere("ud-english-ewt")) {
            return;
        }
        DataSplits<TaggedText> splits = TaggedText.load("ud-english-ewt");
        assertThat(splits.train().size()).isEqualTo(12_544);
        assertThat(splits.train().targets()).hasSize(204_577);
        assertThat(splits.validation().size()).isEqualTo(2_001);
        assertThat(splits.validation().targets()).hasSize(25_147);
        assertThat(splits.train().labels()).hasSize(17).startsWith("ADJ", "ADP", "ADV", "AUX");
        assertVerified(splits.train().provenance());
        assertThat(splits.train())
                .hasToString("ud-english-ewt train: 12,544 sentences, 204,577 tokens; 17 tags");
    }

    @Test
    void seriesOfTheArchive() {
        assertArchive("ucr-ecg200", 100, 100, 96, 2);
        assertArchive("ucr-gunpoint", 50, 150, 150, 2);
        assertArchive("ucr-arrowhead", 36, 175, 251, 3);
        assertArchive("ucr-italypowerdemand", 67, 1_029, 24, 2);
        assertArchive("ucr-refrigerationdevices", 375, 375, 720, 3);
    }

    private static void assertArchive(String name, int train, int test, int steps, int classes) {
        if (!OfficialTextTest.isThere(name)) {
            return;
        }
        DataSplits<LabeledSeries> splits = LabeledSeries.load(name);
        LabeledSeries official = splits.official("train");
        assertThat(official.size()).as(name).isEqualTo(train);
        assertThat(official.lengths()).containsOnly(steps);
        assertThat(official.labels()).hasSize(classes);
        assertThat(splits.test().size()).as(name).isEqualTo(test);
        assertThat(splits.test().lengths()).containsOnly(steps);
        assertThat(splits.train().size() + splits.validation().size()).isEqualTo(train);
        assertVerified(official.provenance());
    }

    @Test
    void walks() {
        if (!OfficialTextTest.isThere("indoor-movement")) {
            return;
        }
        DataSplits<LabeledSeries> splits = LabeledSeries.load("indoor-movement");
        LabeledSeries all = splits.official("all");
        assertThat(balance(all)).containsExactly(156, 158);
        assertThat(Arrays.stream(all.lengths()).sum()).isEqualTo(13_197);
        assertThat(all.features()).isEqualTo(4);
        assertThat(splits.test().size()).isEqualTo(31);
        assertThat(all.sequence(0)[0]).containsExactly(-0.90476f, -0.48f, 0.28571f, 0.3f);
        assertVerified(all.provenance());
    }
}
