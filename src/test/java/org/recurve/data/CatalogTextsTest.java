package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

class CatalogTextsTest {
    @TempDir Path folder;

    /** The library's catalogue with a data folder of the test, and no address to download from. */
    static DataCatalog offline(Path data) {
        List<DataSet> sets =
                CatalogJson.standard().stream()
                        .map(
                                s ->
                                        new DataSet(
                                                s.name(),
                                                s.task(),
                                                s.about(),
                                                s.licence(),
                                                s.citation(),
                                                s.homepage(),
                                                s.embedded(),
                                                s.files().stream()
                                                        .map(CatalogTextsTest::offline)
                                                        .toList(),
                                                s.tokenizer(),
                                                s.fractions(),
                                                s.format()))
                        .toList();
        return new DataCatalog(sets, data, data.resolve("cache"));
    }

    private static DataFile offline(DataFile f) {
        List<String> from = f.from().stream().filter(a -> a.endsWith("/")).toList();
        return new DataFile(f.path(), f.split(), f.sha256(), f.bytes(), from);
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private DataSplits<LabeledText> load(String name) {
        return LabeledText.load(offline(folder), name);
    }

    @Test
    void opinionsComeWithTheLibrary() {
        DataSplits<LabeledText> opinions = LabeledText.load("opinions");
        assertThat(opinions.train().size()).isEqualTo(6_000);
        assertThat(opinions.validation().size()).isEqualTo(1_000);
        LabeledText diagnostic = opinions.test();
        assertThat(diagnostic.size()).isEqualTo(300);
        assertThat(diagnostic.labels()).containsExactly("negative", "positive");
        assertThat(diagnostic.balance().doubleColumn("share").asList()).containsExactly(0.5, 0.5);
    }

    @Test
    void sentencesOfTheSentimentTreebank() throws IOException {
        write("sst/stsa.binary.train", "1 a fine film\n0 a bore\n1 fun\n");
        write("sst/stsa.binary.dev", "0 dull , dull\n");
        write("sst/stsa.fine.train", "4 superb\n2 a film\n0 awful\n");
        DataSplits<LabeledText> two = load("sst-2");
        assertThat(two).hasToString("sst-2: train, validation, test");
        assertThat(two.train().labels()).containsExactly("negative", "positive");
        assertThat(two.train().targets()).containsExactly(1, 0, 1);
        assertThat(two.train().text(0)).isEqualTo("a fine film");
        assertThat(two.train()).isSameAs(two.train());
        assertThat(two.validation().text(0)).isEqualTo("dull , dull");
        assertThat(two.validation().provenance().files().get(0).name())
                .isEqualTo("stsa.binary.dev");
        assertThat(two.validation().labels()).isEqualTo(two.train().labels());
        assertThatThrownBy(two::test)
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith(
                        "split \"test\" of sst-2 needs stsa.binary.test in "
                                + folder.resolve("sst"));
        assertThat(load("sst-5").official("train").label(0)).isEqualTo("very positive");
        write("sst/stsa.fine.train", "4 superb\n5 a film\n");
        assertThatThrownBy(() -> load("sst-5").train())
                .hasMessageEndingWith(
                        "stsa.fine.train, line 2: expected a class from 0 to 4, found \"5\"");
        write("sst/stsa.fine.train", "superb\n");
        assertThatThrownBy(() -> load("sst-5").train())
                .hasMessageContaining("line 1: expected a class, a space and a sentence");
    }

    @Test
    void phrasesOfTheTrees() throws IOException {
        write("sst/trees/train.txt", "(3 (2 A) (4 (4 Great) (2 film)))\n(1 (1 Bad) (2 film))\n");
        write("sst/trees/dev.txt", "(3 (2 So) (3 good))\n(2 (2 The) (2 end))\n");
        LabeledText five = load("sst-5-phrases").train();
        assertThat(five.texts())
                .containsExactly(
                        "a",
                        "great",
                        "film",
                        "great film",
                        "a great film",
                        "bad",
                        "film",
                        "bad film");
        assertThat(five.targets()).containsExactly(2, 4, 2, 4, 3, 1, 2, 1);
        assertThat(five.deduplicated().size()).isEqualTo(7);
        LabeledText two = load("sst-2-phrases").train();
        assertThat(two.texts())
                .containsExactly("great", "great film", "a great film", "bad", "bad film");
        assertThat(two.targets()).containsExactly(1, 1, 1, 0, 0);
        assertThat(two.provenance().preparation())
                .containsExactly("every phrase of the trees", "lower case", "without neutral ones");
        assertThat(load("sst-5-phrases").validation().texts())
                .containsExactly("so good", "the end");
        assertThat(load("sst-2-phrases").validation().texts()).containsExactly("so good");
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "(3 (2 a) (7 b))", "a class is 7, not 0 to 4",
                                "(3 (2 a) (2 b)", "a bracket is not closed",
                                "(3 (2 a) ())", "a phrase has no class or no word",
                                "(3 (2 a) (2 b)) c", "there is more after its end",
                                "3 a", "it does not begin with a bracket")
                        .entrySet()) {
            assertThatThrownBy(() -> SentimentTree.phrases(wrong.getKey(), "here"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageStartingWith("here: expected a tree")
                    .hasMessageEndingWith("but " + wrong.getValue());
        }
    }

    @Test
    void reviewsOneALine() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(i % 2).append("\tneg/").append(i).append("\t3\treview ").append(i);
            lines.append("\n");
        }
        write("imdb/imdb_train.tsv", lines.toString());
        DataSplits<LabeledText> imdb = load("imdb");
        assertThat(imdb.official("train").size()).isEqualTo(40);
        assertThat(imdb.validation().size()).isEqualTo(4);
        assertThat(imdb.validation().balance().intColumn("items").asList()).containsExactly(2, 2);
        assertThat(imdb.train().size()).isEqualTo(36);
        assertThat(imdb.train().texts())
                .doesNotContainAnyElementsOf(imdb.validation().texts())
                .contains("review 7");
        assertThatThrownBy(() -> imdb.official("validation"))
                .hasMessage("imdb has no split \"validation\": it has train, test");
        assertThatThrownBy(() -> imdb.split("dev"))
                .hasMessage("imdb has no split \"dev\": it has train, validation, test");
    }

    @Test
    void reviewsInTheOfficialArchiveAndUnpacked() throws IOException {
        Map<String, String> files = new TreeMap<>();
        files.put("aclImdb/README", "about");
        files.put("aclImdb/train/unsup/0_0.txt", "not labelled");
        files.put("aclImdb/train/urls_pos.txt", "http://localhost/");
        files.put("aclImdb/train/pos/10_9.txt", "ten");
        files.put("aclImdb/train/pos/9_10.txt", "nine\twith a tab");
        files.put("aclImdb/train/neg/0_2.txt", "caf\u00e9<br />no");
        files.put("aclImdb/test/neg/0_1.txt", "test");
        Path archive = folder.resolve("imdb/aclImdb_v1.tar.gz");
        Files.createDirectories(archive.getParent());
        Files.write(archive, tar(files));
        LabeledText train = load("imdb").official("train");
        assertThat(train.texts()).containsExactly("caf\u00e9<br />no", "nine with a tab", "ten");
        assertThat(train.targets()).containsExactly(0, 1, 1);
        assertThat(train.provenance().files().get(0).name())
                .isEqualTo("aclImdb_v1.tar.gz!/aclImdb/train/");
        assertThat(load("imdb").test().texts()).containsExactly("test");
        assertThat(offline(folder).list().stream().filter(l -> l.set().name().equals("imdb")))
                .singleElement()
                .satisfies(l -> assertThat(l.missing()).isEmpty());

        Files.delete(archive);
        for (Map.Entry<String, String> file : files.entrySet()) {
            write("imdb/" + file.getKey(), file.getValue());
        }
        LabeledText unpacked = load("imdb").official("train");
        assertThat(unpacked.texts()).isEqualTo(train.texts());
        assertThat(unpacked.provenance().files().get(0).sha256())
                .isEqualTo(train.provenance().files().get(0).sha256());
        byte[] lines =
                ClassFolders.of(folder.resolve("imdb/aclImdb/train"), ClassFolders.REVIEWS)
                        .reviews();
        assertThat(new String(lines, StandardCharsets.UTF_8))
                .startsWith("0\tneg/0\t2\tcaf\u00e9<br />no\n1\tpos/9\t10\tnine with a tab\n");
    }

    @Test
    void theOfficialArchiveIsDownloadedIntoLines() throws IOException {
        byte[] archive =
                tar(
                        new TreeMap<>(
                                Map.of(
                                        "aclImdb/train/pos/0_9.txt", "good",
                                        "aclImdb/train/neg/0_1.txt", "bad",
                                        "aclImdb/test/pos/0_8.txt", "test")));
        try (FileServer server = new FileServer().put("/a.tar.gz", archive)) {
            DataSet imdb = offline(folder).set("imdb");
            List<DataFile> files =
                    imdb.files().stream()
                            .map(
                                    f ->
                                            new DataFile(
                                                    f.path(),
                                                    f.split(),
                                                    null,
                                                    -1,
                                                    List.of(
                                                            server.address("/a.tar.gz")
                                                                    + "!/aclImdb/"
                                                                    + f.split()
                                                                    + "/")))
                            .toList();
            DataSet set =
                    new DataSet(
                            "imdb",
                            "classification",
                            "",
                            "",
                            "",
                            "",
                            false,
                            files,
                            null,
                            List.of(),
                            "imdb");
            DataCatalog catalog = new DataCatalog(List.of(set), null, folder.resolve("cache"));
            DataSplits<LabeledText> splits = LabeledText.load(catalog, "imdb");
            assertThat(splits.official("train").texts()).containsExactly("bad", "good");
            assertThat(splits.test().texts()).containsExactly("test");
            assertThat(server.requests).containsExactly("/a.tar.gz");
            assertThat(folder.resolve("cache/imdb/imdb_test.tsv")).hasContent("1\tpos/0\t8\ttest");
        }
    }

    private static byte[] tar(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void questionsInEitherEncoding() throws IOException {
        String lines = "LOC:city Where is M\u00fcnchen ?\nHUM:ind Who ?\nLOC:other Where ?\n";
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Path file = folder.resolve("trec/TREC.train");
            Files.createDirectories(file.getParent());
            Files.write(file, lines.getBytes(charset));
            LabeledText coarse = load("trec").official("train");
            assertThat(coarse.text(0)).isEqualTo("Where is M\u00fcnchen ?");
            assertThat(coarse.labels()).containsExactly("HUM", "LOC");
            assertThat(load("trec-fine").official("train").labels())
                    .containsExactly("HUM:ind", "LOC:city", "LOC:other");
        }
        write("trec/TREC.test", "LOC:city Where ?\n");
        assertThat(load("trec").test().targets()).containsExactly(1);
        write("trec/TREC.test", "ABBR:exp What ?\n");
        assertThatThrownBy(() -> load("trec").test())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("trec test has the class \"ABBR\" (1 times)");
    }

    @Test
    void namesWithoutOfficialSplits() throws IOException {
        for (DataFile file : offline(folder).set("names").files()) {
            String language = file.fileName().replace(".txt", "");
            StringBuilder names = new StringBuilder("Everywhere\n\n");
            for (int i = 0; i < 20; i++) {
                names.append(language).append(i % 10).append(" \n");
            }
            write(file.path(), names.toString());
        }
        DataSplits<LabeledText> all = load("names");
        assertThat(all.official("all").size()).isEqualTo(18 * 21);
        assertThat(all.official("all").labels()).hasSize(18).startsWith("Arabic", "Chinese");
        DataSplits<LabeledText> names = all.map(LabeledText::deduplicated);
        assertThat(names.official("all").size()).isEqualTo(18 * 11);
        assertThat(names.test().size()).isEqualTo(20);
        assertThat(names.validation().size()).isEqualTo(18);
        assertThat(names.train().size()).isEqualTo(160);
        assertThat(names.development().size()).isEqualTo(160 + 18);
        assertThat(names.test().split()).isEqualTo("test");
        assertThat(names.validation().split()).isEqualTo("validation");
        TreeSet<String> together = new TreeSet<>();
        for (LabeledText part : List.of(names.train(), names.validation(), names.test())) {
            for (int i = 0; i < part.size(); i++) {
                together.add(part.text(i) + " " + part.label(i));
            }
        }
        assertThat(together).hasSize(18 * 11);
        assertThat(together).contains("Greek3 Greek", "Everywhere Greek");
    }

    @Test
    void setsForAnotherTaskAreNamed() {
        assertThatThrownBy(() -> load("ett-h1"))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "ett-h1 is a set for forecasting, not labelled text: sets of that kind are"
                                + " opinions, sst-2, sst-2-phrases, sst-5, sst-5-phrases, imdb,"
                                + " trec, trec-fine, names");
        assertThatThrownBy(() -> TaggedText.load(offline(folder), "trec"))
                .hasMessageContaining(
                        "not tagged text: sets of that kind are ambiguous-words, ud-english-ewt");
        assertThatThrownBy(() -> load("sst2"))
                .hasMessageContaining("unknown data set \"sst2\": did you mean sst-2");
    }
}
