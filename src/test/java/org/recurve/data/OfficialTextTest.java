package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The published figures of the official files, which the project cannot carry along: they are tried
 * where {@code RECURVE_DATA} names a folder that has them, and there without exception under CI.
 */
class OfficialTextTest {

    static boolean isThere(String name) {
        String folder = System.getenv("RECURVE_DATA");
        if (folder == null || folder.isBlank()) {
            System.out.println("Not tried: the figures of " + name + ": RECURVE_DATA is not set");
            return false;
        }
        DataCatalog catalog = DataCatalog.standard();
        DataSet set = catalog.set(name);
        boolean there = catalog.find(set, set.files().get(0)).isPresent();
        if (!there && !"true".equals(System.getenv("CI"))) {
            System.out.println("Not tried: the figures of " + name + ": it is not in " + folder);
            return false;
        }
        return true;
    }

    @Test
    void wikiTextHasThePublishedCounts() {
        if (!isThere("wikitext-2")) {
            return;
        }
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
        if (!isThere("tiny-shakespeare")) {
            return;
        }
        TextCorpus corpus = TextCorpus.load("tiny-shakespeare");
        assertThat(corpus.vocabulary().size()).isEqualTo(65);
        assertThat(corpus.train().size()).isEqualTo(1_003_854);
        assertThat(corpus.validation().size()).isEqualTo(111_540);
        assertThat(corpus.validation().characters()).isEqualTo(111_540);
        assertThat(corpus.validation().unknowns()).isZero();
    }
}
