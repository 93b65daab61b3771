package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ParallelTextTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of());

    @TempDir Path folder;

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        if (!name.endsWith(".gz")) {
            return Files.writeString(file, content);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void assertWrong(ThrowingCallable call, String... messages) {
        assertThatThrownBy(call)
                .isInstanceOf(RecurveException.class)
                .hasMessageContainingAll(messages);
    }

    private static ParallelText pairs(String... sourcesAndTargets) {
        List<String> sources = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < sourcesAndTargets.length; i += 2) {
            sources.add(sourcesAndTargets[i]);
            targets.add(sourcesAndTargets[i + 1]);
        }
        return new ParallelText(sources, targets, MADE);
    }

    @Test
    void twoFilesLineByLine() throws IOException {
        Path en = write("a.en", "\uFEFFOne.\r\nTwo. \n\n\nFive.\n");
        Path fr = write("a.fr.gz", "Un.\nDeux.\n\nQuatre.\n Cinq.");
        ParallelText data = ParallelText.fromFiles(en, fr);
        assertThat(data.sources()).containsExactly("One.", "Two.", "Five.");
        assertThat(data.targets()).containsExactly("Un.", "Deux.", "Cinq.");
        assertThat(data.provenance().preparation()).containsExactly("a side is blank, left out=2");
        assertThat(data.provenance().files()).hasSize(2);
        assertThat(data).hasToString("a.en + a.fr.gz all: 3 pairs");
        assertThat(data.describe(1)).isEqualTo("Two. \u2192 Deux.");
        assertThat(data.lines()).containsExactly("One.", "Two.", "Five.", "Un.", "Deux.", "Cinq.");
        assertThat(data.reversed().sources()).isEqualTo(data.targets());
        assertThat(data.lowerCased().lines()).contains("one.", "cinq.");
    }

    @Test
    void filesOfDifferentLengthSayWhereTheyPart() throws IOException {
        Random random = new Random(3);
        List<String> some = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            int length = 5 + random.nextInt(80);
            some.add("x".repeat(length));
            others.add("y".repeat(length + random.nextInt(10)));
        }
        List<String> more = new ArrayList<>(others);
        more.addAll(1200, List.of("z".repeat(40), "z".repeat(30)));
        assertThat(PairFiles.parting(some, more)).isBetween(1195, 1205);
        assertThat(PairFiles.parting(more, some)).isBetween(1195, 1205);
        Path en = write("a.en", String.join("\n", some) + "\n");
        Path fr = write("a.fr", String.join("\n", more) + "\n");
        assertWrong(
                () -> ParallelText.fromFiles(en, fr),
                "a.en has 2,000 lines but ",
                "a.fr has 2,002",
                "they part at line 1,");
        Path blank = write("blank.fr", "\n".repeat(2000));
        assertWrong(
                () -> ParallelText.fromFiles(en, blank),
                "a.en + blank.fr has no pairs of sentences: a side of each of its 2,000 lines is blank");
    }

    @Test
    void brokenBytesAreNamedByFileAndLine() throws IOException {
        Path en = write("a.en", "One.\nTwo.\n");
        Path fr = folder.resolve("latin.fr");
        Files.write(fr, "Un.\nd\u00e9j\u00e0\n".getBytes(StandardCharsets.ISO_8859_1));
        assertWrong(() -> ParallelText.fromFiles(en, fr), "latin.fr is not UTF-8", "in line 2");
        assertWrong(() -> ParallelText.fromFiles(en, folder.resolve("none")), "there is no file");
        Path empty = write("empty.en", "");
        assertWrong(() -> ParallelText.fromFiles(empty, empty), "has no pairs of sentences");
    }

    @Test
    void columnsOfTabSeparatedFilesAndTables() throws IOException {
        Path file = write("a.tsv", "1\tUn.\tOne. \"x\n\n2\tDeux.\t\n3\tTrois.\tThree.\tmore\n");
        ParallelText data = ParallelText.fromTsv(file, 3, 2);
        assertThat(data.sources()).containsExactly("One. \"x", "Three.");
        assertThat(data.targets()).containsExactly("Un.", "Trois.");
        assertThat(data.provenance().preparation()).containsExactly("a side is blank, left out=1");
        assertWrong(
                () -> ParallelText.fromTsv(file, 1, 4),
                "a.tsv, line 1: expected at least 4 columns separated by tabs, found 3");
        assertThatThrownBy(() -> ParallelText.fromTsv(file, 2, 2))
                .isInstanceOf(IllegalArgumentException.class);
        Table table =
                Table.create(
                        "t",
                        StringColumn.create("en", "One.", null, "Three."),
                        StringColumn.create("fr", "Un.", "Deux.", "Trois."));
        ParallelText fromTable = ParallelText.fromTable(table, "en", "fr");
        assertThat(fromTable.targets()).containsExactly("Un.", "Trois.");
        assertThat(fromTable.provenance().preparation()).hasSize(1);
        assertThat(ParallelText.fromTable(fromTable.toTable(), "source", "target").sources())
                .isEqualTo(fromTable.sources());
        assertWrong(
                () -> ParallelText.fromTable(table, "en", "de"),
                "there is no column \"de\"; there are en, fr");
    }

    @Test
    void catalogueReadsMulti30kInEitherDirectionAndNeedsTheTestOnlyWhereItIsAskedFor()
            throws IOException {
        for (String split : List.of("train", "val")) {
            write("multi30k/" + split + ".de.gz", split + " eins\nzwei\n");
            write("multi30k/" + split + ".fr.gz", split + " un\ndeux\n");
        }
        DataCatalog catalog = CatalogTextsTest.offline(folder);
        DataSplits<ParallelText> splits = ParallelText.load(catalog, "multi30k-de-fr");
        assertThat(splits.train().sources()).containsExactly("train eins", "zwei");
        assertThat(splits.validation().targets()).containsExactly("val un", "deux");
        assertThat(splits.trainingFor("validation")).isSameAs(splits.train());
        assertWrong(splits::test, "split \"test\" of multi30k-de-fr needs test_2016_flickr.de");
        assertThat(ParallelText.load(catalog, "multi30k-fr-de").train().sources())
                .containsExactly("train un", "deux");
        assertWrong(
                () -> ParallelText.load(catalog, "sst-2"),
                "sst-2 is a set for classification, not parallel text",
                "multi30k-de-en",
                "tatoeba-en-fr");
    }

    @Test
    void catalogueCutsTatoebaWithoutLeakage() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("Say ").append(i).append(".\tDites ").append(i).append(".\n");
            if (i % 3 == 0) {
                text.append("SAY ").append(i).append("!\tDis ").append(i).append(" !\n");
            }
        }
        Files.createDirectories(folder.resolve("anki"));
        Path file = folder.resolve("anki/fra-eng.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("_about.txt"));
            zip.write("about".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("fra.txt"));
            zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        DataSplits<ParallelText> splits =
                ParallelText.load(CatalogTextsTest.offline(folder), "tatoeba-en-fr");
        assertThat(splits.official("all").size()).isEqualTo(400);
        assertThat(splits.test().size()).isBetween(38, 42);
        assertThat(splits.validation().size()).isBetween(34, 38);
        assertThat(splits.train().size() + splits.validation().size() + splits.test().size())
                .isEqualTo(400);
        assertApart(splits.train(), splits.validation());
        assertApart(splits.train(), splits.test());
        assertApart(splits.validation(), splits.test());
    }

    /** No letters in common on either side. */
    private static void assertApart(ParallelText some, ParallelText others) {
        assertThat(plain(some.sources())).doesNotContainAnyElementsOf(plain(others.sources()));
        assertThat(plain(some.targets())).doesNotContainAnyElementsOf(plain(others.targets()));
    }

    private static Set<String> plain(List<String> sentences) {
        Set<String> plain = new HashSet<>();
        sentences.forEach(
                s -> plain.add(s.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "")));
        return plain;
    }

    /** Sentences of 400 numbers with up to eight variants, some of which share a translation. */
    private static ParallelText tangled(int seed) {
        Random random = new Random(seed);
        List<String> sources = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = random.nextInt(400);
            sources.add((random.nextBoolean() ? "Go " : "go, ") + number);
            targets.add("va " + (random.nextInt(4) > 0 ? number + 1000 * i : number / 2));
        }
        return new ParallelText(sources, targets, MADE);
    }

    @Test
    void noSentenceOfEitherSideIsOnBothSidesOfACut() {
        for (int seed = 0; seed < 5; seed++) {
            ParallelText data = tangled(seed);
            for (double fraction : new double[] {0.1, 0.3, 0.5}) {
                HoldOut<ParallelText> cut = data.holdOut(fraction, seed);
                assertApart(cut.train(), cut.validation());
                assertThat(cut.train().size() + cut.validation().size()).isEqualTo(1000);
                assertThat(cut.validation().size() / 1000.0)
                        .isBetween(fraction - 0.02, fraction + 1e-9);
                assertThat(data.holdOut(fraction, seed).validation().sources())
                        .isEqualTo(cut.validation().sources());
            }
            assertThat(data.holdOut(0.1, seed + 1).validation().sources())
                    .isNotEqualTo(data.holdOut(0.1, seed).validation().sources());
            List<HoldOut<ParallelText>> folds = data.folds(5, seed);
            folds.forEach(fold -> assertApart(fold.train(), fold.validation()));
            assertThat(folds.stream().mapToInt(f -> f.validation().size()).sum()).isEqualTo(1000);
            assertThat(folds)
                    .allSatisfy(f -> assertThat(f.validation().size()).isBetween(190, 210));
        }
        ParallelText chained = pairs("a", "x", "A!", "y", "b", "y.", "c", "z", "?", "w", "!", "v");
        List<HoldOut<ParallelText>> folds = chained.folds(4, 0);
        assertThat(folds)
                .extracting(f -> f.validation().sources())
                .containsExactlyInAnyOrder(
                        List.of("a", "A!", "b"), List.of("c"), List.of("?"), List.of("!"));
        assertWrong(
                () -> chained.folds(5, 0),
                "made up has 4 groups of pairs that share no sentence, too few for 5 folds: ask for 4 at most");
        assertWrong(() -> pairs("a", "x", "a", "y").holdOut(0.5, 0), "leaves a part empty");
    }

    @Test
    void longPairsAreLeftOutAndCounted() {
        ParallelText data = pairs("a b", "c", "a", "b c d", "a", "b", "a b c", "d");
        Tokenizer words = Tokenizers.words();
        ParallelText shorter = data.maxLength(2, words, Tokenizers.whitespace());
        assertThat(shorter.sources()).containsExactly("a b", "a");
        assertThat(shorter.targets()).containsExactly("c", "b");
        assertThat(shorter.provenance().preparation())
                .containsExactly("at most 2 tokens a side (words; whitespace), left out=2");
        assertWrong(
                () -> pairs("a b", "c").maxLength(1, words, words),
                "all 1 pairs of made up all have more than 1 tokens on a side");
        assertThatThrownBy(() -> data.maxLength(0, words, words))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void summaryCountsBothSides() {
        Table table = pairs("One two.", "Un.", "One two.", "Un, deux, trois.").summary();
        assertThat(table.stringColumn("side").asList()).containsExactly("source", "target");
        assertThat(table.intColumn("sentences").asList()).containsExactly(2, 2);
        assertThat(table.intColumn("distinct").asList()).containsExactly(1, 2);
        assertThat(table.doubleColumn("mean words").asList()).containsExactly(3.0, 4.0);
        assertThat(table.intColumn("most words").asList()).containsExactly(3, 6);
        assertThat(table.intColumn("distinct words").asList()).containsExactly(3, 5);
    }

    @Test
    void subwordsOfOneLanguageOrOfBoth() {
        List<String> sources = IntStream.range(0, 50).mapToObj(i -> "the cat " + i).toList();
        List<String> targets = IntStream.range(0, 50).mapToObj(i -> "le chat " + i).toList();
        ParallelText data = new ParallelText(sources, targets, MADE);
        BytePairEncoding shared = BytePairEncoding.learn(data.lines(), 300);
        assertThat(shared.inventory()).contains("the", " cat", "le", " chat");
        assertThat(BytePairEncoding.learn(data.sources(), 300).inventory())
                .contains(" cat")
                .doesNotContain(" chat");
        assertThat(data.lines())
                .allSatisfy(
                        line ->
                                assertThat(shared.detokenize(shared.tokenize(line)))
                                        .isEqualTo(line));
    }
}
