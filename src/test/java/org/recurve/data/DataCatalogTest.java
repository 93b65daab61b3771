package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.RecurveException;

class DataCatalogTest {
    private static final String TEXT = "one two\n";

    @TempDir Path folder;
    private Path data;
    private Path cache;
    private DataCatalog catalog;

    static DataSet corpus(DataFile... files) {
        return new DataSet(
                "tiny",
                "language-model",
                "",
                "",
                "",
                "http://localhost/",
                false,
                List.of(files),
                "whitespace",
                List.of(),
                null);
    }

    @BeforeEach
    void makeCatalog() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        cache = folder.resolve("cache");
        String hash =
                Sha256.of(new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8))).hex();
        catalog =
                new DataCatalog(
                        List.of(
                                corpus(
                                        new DataFile("t/a.train", "train", hash, 8, List.of()),
                                        new DataFile("t/a.test", "test", null, -1, List.of()))),
                        data,
                        cache);
    }

    private TextCorpus tiny() {
        return TextCorpus.builder().catalog(catalog).dataset("tiny").build();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void everyEntryIsComplete() {
        Set<String> names = new HashSet<>();
        for (DataSet set : DataCatalog.standard().sets()) {
            assertThat(names.add(set.name())).as(set.name()).isTrue();
            for (String text :
                    List.of(
                            set.task(),
                            set.about(),
                            set.licence(),
                            set.citation(),
                            set.homepage())) {
                assertThat(text).as(set.name()).isNotBlank();
            }
            assertThat(set.files()).as(set.name()).isNotEmpty();
            for (DataFile file : set.files()) {
                assertThat(file.split()).isIn("train", "validation", "test", "all");
                assertThat(Path.of(file.path()).normalize()).hasToString(file.path()).isRelative();
                assertThat(file.sha256())
                        .satisfiesAnyOf(
                                hash -> assertThat(hash).isNull(),
                                hash -> assertThat(hash).matches("[0-9a-f]{64}"));
                assertThat(file.bytes() >= 0).isEqualTo(file.sha256() != null);
                if (file.embedded() != null) {
                    assertThat(file.embedded().split()).isEqualTo(file.split());
                    assertThat(file.embedded().sha256()).matches("[0-9a-f]{64}");
                }
                file.from()
                        .forEach(
                                a ->
                                        assertThat(URI.create(a.split("!/", 2)[0]).getHost())
                                                .isNotNull());
            }
            if (set.tokenizer() != null) {
                Tokenizers.byName(set.tokenizer());
            }
        }
        assertThat(names)
                .contains(
                        "sample",
                        "opinions",
                        "ambiguous-words",
                        "heartbeats",
                        "everyday-en-fr",
                        "everyday-en-fr-written",
                        "wikitext-2",
                        "penn-treebank",
                        "tiny-shakespeare",
                        "sst-2",
                        "sst-2-phrases",
                        "sst-5",
                        "sst-5-phrases")
                .contains(
                        "imdb",
                        "trec",
                        "trec-fine",
                        "names",
                        "ud-english-ewt",
                        "multi30k-de-en",
                        "tatoeba-en-fr")
                .contains(
                        "ett-h1",
                        "ett-h2",
                        "ett-m1",
                        "m4-hourly",
                        "m4-weekly",
                        "airline-passengers")
                .contains("sunspots", "daily-min-temperatures", "beijing-pm25", "ucr-ecg200")
                .contains("ucr-gunpoint", "indoor-movement");
    }

    @Test
    void unknownSetListsNearNames() {
        assertThatThrownBy(() -> TextCorpus.load("WikiText2"))
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith("unknown data set \"WikiText2\": did you mean wikitext-2?")
                .hasMessageContaining("penn-treebank");
        assertThatThrownBy(() -> TextCorpus.load("tiny-shakspeare"))
                .hasMessageContaining("did you mean tiny-shakespeare?");
        assertThatThrownBy(() -> TextCorpus.load("zzzzzzzzzzzzzzzzz"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("the catalogue has sample, wikitext-2");
    }

    @Test
    void setForAnotherTaskIsNoCorpus() {
        assertThatThrownBy(() -> TextCorpus.load("ett-h1"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("ett-h1 is a set for forecasting, not a text corpus")
                .hasMessageContaining("wikitext-2");
    }

    @Test
    void dataFolderComesBeforeTheCacheAndIsNeverRefused() throws IOException {
        write(cache.resolve("t/a.train"), TEXT);
        assertThat(tiny().train().provenance().files().get(0).verified()).isTrue();
        assertThat(catalog.list().get(0).state()).isEqualTo(DataListing.State.CACHED);

        write(data.resolve("t/a.train"), "another text\n");
        TokenStream train = tiny().train();
        assertThat(train.vocabulary().contains("another")).isTrue();
        assertThat(train.provenance().files().get(0).verified()).isFalse();
        assertThat(catalog.list().get(0).state()).isEqualTo(DataListing.State.PRESENT);
    }

    @Test
    void gzippedFileDoesForThePlainOne() throws IOException {
        Files.createDirectories(data.resolve("t"));
        Path file = data.resolve("t/a.train.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        TokenStream train = tiny().train();
        assertThat(train.size()).isEqualTo(3);
        assertThat(train.provenance().files().get(0).name()).isEqualTo("a.train.gz");
        assertThat(train.provenance().files().get(0).bytes()).isEqualTo(Files.size(file));
        assertThat(train.provenance().files().get(0).verified()).isTrue();
    }

    @Test
    void missingSplitSaysWhichFileAndWhereFromOnAccessOnly() throws IOException {
        write(data.resolve("t/a.train"), TEXT);
        TextCorpus corpus = tiny();
        assertThat(corpus.train().size()).isEqualTo(3);
        assertThatThrownBy(corpus::test)
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith(
                        "split \"test\" of tiny needs a.test in " + data.resolve("t"))
                .hasMessageContaining(cache.resolve("t").toString())
                .hasMessageContaining("it comes from http://localhost/");
        assertThatThrownBy(corpus::validation)
                .hasMessage("tiny has no split \"validation\": it has train, test");
    }

    @Test
    void withoutDataFolderTheVariableIsNamed() {
        DataCatalog bare = new DataCatalog(catalog.sets(), null, cache);
        assertThatThrownBy(() -> bare.fetch("tiny")).hasMessageContaining("RECURVE_DATA names");
        DataCatalog wrong = new DataCatalog(catalog.sets(), folder.resolve("typo"), cache);
        assertThatThrownBy(() -> wrong.fetch("tiny"))
                .hasMessageContaining("(RECURVE_DATA, which is no folder)");
    }

    @Test
    void checkComparesEveryFileThatIsThere() throws IOException {
        write(data.resolve("t/a.train"), TEXT);
        write(data.resolve("t/a.test"), TEXT);
        assertThat(catalog.check())
                .extracting(FileCheck::result)
                .containsExactly(FileCheck.Result.VERIFIED, FileCheck.Result.UNVERIFIED);
        write(data.resolve("t/a.train"), "changed");
        Files.delete(data.resolve("t/a.test"));
        assertThat(catalog.check())
                .singleElement()
                .satisfies(
                        check -> {
                            assertThat(check.result()).isEqualTo(FileCheck.Result.MISMATCH);
                            assertThat(check.where())
                                    .isEqualTo(data.resolve("t/a.train").toString());
                            assertThat(check.sha256()).isNotEqualTo(check.file().sha256());
                        });
        assertThat(catalog.list().get(0).missing())
                .extracting(DataFile::fileName)
                .containsExactly("a.test");
    }

    @Test
    void embeddedSampleIsListedFirst() {
        assertThat(DataCatalog.standard().list().get(0).set().name()).isEqualTo("sample");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample",
                "opinions",
                "ambiguous-words",
                "heartbeats",
                "everyday-en-fr",
                "everyday-en-fr-written"
            })
    void embeddedSetsAreThereAndUnchanged(String name) {
        DataSet set = DataCatalog.standard().set(name);
        DataCatalog alone = new DataCatalog(List.of(set), null, cache);
        DataListing listing = alone.list().get(0);
        assertThat(listing.state()).isEqualTo(DataListing.State.EMBEDDED);
        assertThat(listing.missing()).isEmpty();
        assertThat(alone.check())
                .extracting(FileCheck::result)
                .containsOnly(FileCheck.Result.VERIFIED)
                .hasSize(3);
    }

    /** A file of others is read from the folders first, then the copy that the library has. */
    @Test
    void aCopyComesWithTheLibrary() throws IOException {
        DataSet set = DataCatalog.standard().set("airline-passengers");
        DataCatalog alone = new DataCatalog(List.of(set), data, cache);
        DataFile file = set.files().get(0);
        assertThat(alone.list().get(0).state()).isEqualTo(DataListing.State.EMBEDDED);
        assertThat(alone.list().get(0).missing()).isEmpty();
        assertThat(alone.check())
                .singleElement()
                .satisfies(c -> assertThat(c.result()).isEqualTo(FileCheck.Result.VERIFIED));
        assertThat(alone.fetch("airline-passengers"))
                .singleElement()
                .satisfies(where -> assertThat(where).endsWith("passengers.csv"));
        assertThat(cache).doesNotExist();
        write(cache.resolve(file.path()), "cached");
        assertThat(alone.list().get(0).state()).isEqualTo(DataListing.State.CACHED);
        write(data.resolve(file.path()), "mine");
        assertThat(alone.list().get(0).state()).isEqualTo(DataListing.State.PRESENT);
        assertThat(alone.check())
                .singleElement()
                .satisfies(c -> assertThat(c.result()).isEqualTo(FileCheck.Result.MISMATCH));
    }
}
