package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The published figures of the official files. */
@EnabledIfEnvironmentVariable(
        named = "RECURVE_DATA",
        matches = ".+",
        disabledReason = "RECURVE_DATA names no folder with the official files")
class OfficialTextTest {

    @Test
    void wikiTextHasThePublishedCounts() {
        TextCorpus corpus = TextCorpus.load("wikitext-2");
        assertThat(corpus.vocabulary().size()).isEqualTo(33_278);
        assertThat(corpus.train().size()).isEqualTo(2_088_628);
        assertThat(corpus.validation().size()).isEqualTo(217_646);
        assertThat(corpus.train().characters()).isEqualTo(10_780_437);
        assertThat(corpus.validation().characters()).isEqualTo(1_120_192);
        assertThat(corpus.train().unknowns()).isEqualTo(54_625);
        assertThat(corpus.validation().unknowns()).isEqualTo(11_718);
        assertThat(corpus.train().provenance().files())
                .allSatisfy(file -> assertThat(file.verified()).isTrue());
        assertThat(corpus.vocabulary().decode(0, 1, 2)).containsExactly("<unk>", "<eos>", "the");
        assertThat(corpus.vocabulary().count(1)).isEqualTo(36_718);
    }

    @Test
    void tinyShakespeareHasThePublishedCounts() {
        TextCorpus corpus = TextCorpus.load("tiny-shakespeare");
        assertThat(corpus.vocabulary().size()).isEqualTo(65);
        assertThat(corpus.train().size()).isEqualTo(1_003_854);
        assertThat(corpus.validation().size()).isEqualTo(111_540);
        assertThat(corpus.validation().characters()).isEqualTo(111_540);
        assertThat(corpus.validation().unknowns()).isZero();
    }
}
