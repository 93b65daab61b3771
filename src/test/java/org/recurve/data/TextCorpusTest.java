package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

class TextCorpusTest {
    @TempDir Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> tokens(TokenStream stream) {
        return stream.vocabulary().decode(stream.ids());
    }

    @Test
    void loadsTheEmbeddedSample() {
        TextCorpus corpus = TextCorpus.load("sample");
        for (String split : TextSplits.NAMES) {
            TokenStream stream = corpus.split(split);
            assertThat(stream.size()).isGreaterThan(10_000);
            assertThat(stream.unknowns()).isZero();
            assertThat(stream.split()).isEqualTo(split);
            assertThat(stream.provenance().dataset()).isEqualTo("sample");
            assertThat(stream.provenance().files())
                    .as("the catalogue's hash of the sample's file")
                    .singleElement()
                    .satisfies(file -> assertThat(file.verified()).isTrue());
        }
        assertThat(corpus.train()).isSameAs(corpus.train());
    }

    @Test
    void cutsLongLinesBetweenWordsAndKeepsEveryCharacter() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        while (text.length() < 3 * TextLines.LONG) {
            text.append("x".repeat(1 + random.nextInt(9)))
                    .append(" ".repeat(1 + random.nextInt(3)));
        }
        // Nowhere to cut but between characters, which take three bytes each.
        String unbroken = "\u6c34".repeat(TextLines.TOO_LONG / 2);
        String all = text + "\nshort line\n" + unbroken + "\n" + text + unbroken;
        Path file = file("long.txt", all);
        var characters =
                TextCorpus.builder().train(file).tokenizer(Tokenizers.characters()).build().train();
        assertThat(String.join("", tokens(characters))).isEqualTo(all);
        assertThat(characters.characters()).isEqualTo(all.length());
        var words =
                TextCorpus.builder().train(file).tokenizer(Tokenizers.whitespace()).build().train();
        List<String> found = tokens(words);
        assertThat(found.stream().filter(Vocabulary.EOS::equals).count()).isEqualTo(4);
        assertThat(String.join("", found).replace(Vocabulary.EOS, ""))
                .isEqualTo(all.replaceAll("\\s+", ""));
        List<String> lineOfWords = List.of(text.toString().strip().split(" +"));
        assertThat(found.subList(0, lineOfWords.size())).isEqualTo(lineOfWords);
        assertThat(found.subList(lineOfWords.size(), lineOfWords.size() + 4))
                .containsExactly(Vocabulary.EOS, "short", "line", Vocabulary.EOS);
    }

    @Test
    void cutsOneLongLineIntoSplits() throws IOException {
        Path file = file("one-line.txt", "some words ".repeat(400_000));
        TextCorpus corpus =
                TextCorpus.builder().file(file).tokenizer(Tokenizers.whitespace()).build();
        long sum = 0;
        for (String split : TextSplits.NAMES) {
            assertThat(corpus.split(split).size()).isGreaterThan(50_000);
            sum += corpus.split(split).size() - 1;
        }
        assertThat(sum).isEqualTo(800_000);
    }

    @Test
    void subwordsOfALongLineAreThoseOfTheWhole() throws IOException {
        String line = "low  lower lowest   newer new ".repeat(5_000);
        var tokenizer = BytePairEncoding.learn(List.of(line), 270);
        TextCorpus corpus =
                TextCorpus.builder().train(file("subwords.txt", line)).tokenizer(tokenizer).build();
        assertThat(tokens(corpus.train())).isEqualTo(tokenizer.tokenize(line));
    }

    @Test
    void endsEveryLineAndBuildsTheVocabularyFromTrainingTextAlone() throws IOException {
        TextCorpus corpus =
                TextCorpus.builder()
                        .train(file("train.txt", "the cat sat\n\nthe dog <unk>\n"))
                        .validation(file("valid.txt", " the cow\r\nsat"))
                        .tokenizer(Tokenizers.whitespace())
                        .build();
        assertThat(tokens(corpus.train()))
                .containsExactly(
                        "the", "cat", "sat", "<eos>", "<eos>", "the", "dog", "<unk>", "<eos>");
        assertThat(corpus.train().characters()).isEqualTo(27);
        assertThat(corpus.train().unknowns()).isEqualTo(1);
        assertThat(tokens(corpus.validation()))
                .containsExactly("the", "<unk>", "<eos>", "sat", "<eos>");
        assertThat(corpus.validation().unknowns()).isEqualTo(1);
        assertThat(corpus.vocabulary().size()).isEqualTo(6);
        assertThat(corpus.vocabulary().count(corpus.vocabulary().id("<eos>"))).isEqualTo(3);
        assertThat(corpus.validation().provenance().preparation())
                .containsExactly(
                        "tokenizer=whitespace", "eos=per line", "min-count=1", "vocabulary=6");
        assertThat(corpus.validation().provenance().files().get(0).verified()).isFalse();
    }

    @Test
    void theFirstTokensOfATextAreATextOfTheirOwn() throws IOException {
        TextCorpus corpus =
                TextCorpus.builder().train(file("train.txt", "a <unk> b\nc a b\n")).build();

        TokenStream first = corpus.train().first(5);

        assertThat(tokens(first)).containsExactly("a", "<unk>", "b", "<eos>", "c");
        assertThat(first.vocabulary()).isSameAs(corpus.vocabulary());
        assertThat(first.split()).isEqualTo("train");
        assertThat(first.unknowns()).isEqualTo(1);
        assertThat(first.characters()).as("not known").isZero();
        assertThat(first.bytes()).as("not known").isZero();
        assertThat(first.toString()).contains("5 tokens; vocabulary 5, unknown 20.00 %");
        assertThat(first.provenance().preparation())
                .containsAll(corpus.train().provenance().preparation())
                .endsWith("first=5 tokens");
        assertThat(first.provenance().files()).isEqualTo(corpus.train().provenance().files());
        assertThat(corpus.train().first(8).ids()).isEqualTo(corpus.train().ids());
    }

    @Test
    void countsTheBytesOfTheTextAsUtf8Has() throws IOException {
        // One, two, three and four bytes a character, and a mark that is no part of the text.
        String lines = "a \u00e4\r\n\u20ac\n\n\ud83d\ude00 z";
        for (Tokenizer tokenizer : List.of(Tokenizers.words(), Tokenizers.characters())) {
            TextCorpus corpus =
                    TextCorpus.builder()
                            .train(file("train.txt", "\ufeff" + lines))
                            .tokenizer(tokenizer)
                            .build();
            assertThat(corpus.train().characters()).isEqualTo(11);
            assertThat(corpus.train().bytes())
                    .isEqualTo(lines.getBytes(StandardCharsets.UTF_8).length);
        }
        TextCorpus cut =
                TextCorpus.builder()
                        .file(file("own.txt", lines.repeat(10)))
                        .tokenizer(Tokenizers.characters())
                        .build();
        long bytes = 0;
        for (String split : TextSplits.NAMES) {
            bytes += cut.split(split).bytes();
        }
        assertThat(bytes).isEqualTo(10L * lines.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void moreTokensThanThereAreCannotBeTaken() throws IOException {
        TokenStream train = TextCorpus.builder().train(file("train.txt", "a b\n")).build().train();
        for (int tokens : new int[] {0, -1, 4}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> train.first(tokens))
                    .withMessageContaining("first " + tokens + " tokens of train.txt train")
                    .withMessageContaining("ask for 1 to 3");
        }
    }

    @Test
    void cutsOneFileAtLineEnds() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("line ").append(i).append('\n');
        }
        TextCorpus corpus = TextCorpus.fromFile(file("own.txt", text.toString()));
        assertThat(corpus.name()).isEqualTo("own.txt");
        long characters = 0;
        for (String split : TextSplits.NAMES) {
            assertThat(tokens(corpus.split(split))).endsWith("<eos>");
            characters += corpus.split(split).characters();
        }
        assertThat(characters).isEqualTo(text.length());
        assertThat(corpus.train().size() / 3).isBetween(80L, 82L);
        assertThat(corpus.validation().size() / 3).isBetween(9L, 11L);
        assertThat(corpus.test().size() / 3).isBetween(8L, 11L);
        long lines = corpus.train().size() + corpus.validation().size() + corpus.test().size();
        assertThat(lines).isEqualTo(300);
    }

    @Test
    void cutsCharactersExactlyAndLosesNone() throws IOException {
        String text = "ab\ud83d\ude00c\r\n\u00e9\nxyz0123456789".repeat(3);
        int points = text.codePointCount(0, text.length());
        TextCorpus corpus =
                TextCorpus.builder()
                        .file(file("own.txt", text))
                        .fractions(0.5, 0.25, 0.25)
                        .tokenizer(Tokenizers.characters())
                        .build();
        StringBuilder together = new StringBuilder();
        for (String split : TextSplits.NAMES) {
            TokenStream stream = corpus.split(split);
            assertThat(stream.characters()).isEqualTo(stream.size());
            together.append(corpus.tokenizer().detokenize(tokens(stream)));
        }
        assertThat(together).hasToString(text);
        assertThat(corpus.train().size()).isEqualTo(points / 2);
        assertThat(corpus.vocabulary().contains("<eos>")).isFalse();
    }

    @Test
    void roundingOfFractionsCostsNoCharacter() throws IOException {
        for (int length : new int[] {10, 100, 1000, 1234}) {
            Path file = file("own.txt", "x".repeat(length));
            TextCorpus corpus =
                    TextCorpus.builder().file(file).tokenizer(Tokenizers.characters()).build();
            assertThat(corpus.train().size() + corpus.validation().size() + corpus.test().size())
                    .isEqualTo(length);
            assertThat(corpus.validation().size()).isBetween(length / 10L, length / 10L + 1);
        }
    }

    @Test
    void limitsOfTheVocabularyApply() throws IOException {
        Path file = file("train.txt", "a a a b b c\n");
        TextCorpus corpus = TextCorpus.builder().train(file).minCount(2).maxVocabulary(3).build();
        assertThat(tokens(corpus.train()))
                .containsExactly("a", "a", "a", "<unk>", "<unk>", "<unk>", "<eos>");
        Vocabulary known = corpus.vocabulary();
        TextCorpus other =
                TextCorpus.builder().test(file("test.txt", "b a")).vocabulary(known).build();
        assertThat(tokens(other.test())).containsExactly("<unk>", "a", "<eos>");
        assertThat(other.test().vocabulary()).isSameAs(known);
    }

    @Test
    void readsGzipAndDropsTheByteOrderMark() throws IOException {
        Path file = folder.resolve("train.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("\ufeffone two".getBytes(StandardCharsets.UTF_8));
        }
        TextCorpus corpus = TextCorpus.builder().train(file).build();
        assertThat(tokens(corpus.train())).containsExactly("one", "two", "<eos>");
        assertThat(corpus.train().characters()).isEqualTo(7);
        Files.write(file, List.of("no gzip"));
        assertThatThrownBy(() -> TextCorpus.builder().train(file).build().train())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("train.txt.gz");
    }

    @Test
    void closedVocabularyNamesFileLineAndToken() throws IOException {
        TextCorpus corpus =
                TextCorpus.builder()
                        .train(file("train.txt", "abc\n"))
                        .validation(file("valid.txt", "abc\nabZ\n"))
                        .tokenizer(Tokenizers.characters())
                        .closedVocabulary()
                        .build();
        assertThat(corpus.vocabulary().size()).isEqualTo(4);
        assertThatThrownBy(corpus::validation)
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("valid.txt, line 2: token \"Z\" is outside the vocabulary");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> TextCorpus.fromFile(folder.resolve("nowhere.txt")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("there is no file " + folder.resolve("nowhere.txt"));
        assertThatThrownBy(() -> TextCorpus.fromFile(folder))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void emptyTextIsRefused() throws IOException {
        for (String text : List.of("", "\n \n", "\ufeff")) {
            Path file = file("empty.txt", text);
            assertThatThrownBy(() -> TextCorpus.builder().train(file).build().train())
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("split \"train\" of empty.txt is empty")
                    .hasMessageContaining("at least one token");
        }
        Path one = file("one.txt", "only one line\n");
        assertThat(TextCorpus.fromFile(one).train().size()).isEqualTo(4);
        assertThatThrownBy(() -> TextCorpus.fromFile(one).test())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("one.txt is too short to be cut 80%/10%/10%");
    }

    @Test
    void malformedTextIsLocated() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("first \u00e9\n".getBytes(StandardCharsets.UTF_8));
        bytes.write("ab".getBytes(StandardCharsets.US_ASCII));
        bytes.write(0xE9);
        bytes.write("c\n".getBytes(StandardCharsets.US_ASCII));
        Path file = Files.write(folder.resolve("latin.txt"), bytes.toByteArray());
        assertThatThrownBy(() -> TextCorpus.builder().train(file).build().train())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "latin.txt is not UTF-8: malformed byte 0xe9 at byte offset 11, in line 2");
        Path cut = Files.write(folder.resolve("cut.txt"), new byte[] {'a', (byte) 0xC3});
        assertThatThrownBy(() -> TextCorpus.builder().train(cut).build().train())
                .hasMessageContaining("malformed byte 0xc3 at byte offset 1, in line 1");
    }

    @Test
    void unknownSplitListsTheOnesThereAre() throws IOException {
        TextCorpus corpus = TextCorpus.builder().train(file("train.txt", "a b")).build();
        assertThatThrownBy(corpus::test)
                .isInstanceOf(RecurveException.class)
                .hasMessage("train.txt has no split \"test\": it has train");
        TextCorpus cut =
                TextCorpus.builder()
                        .file(file("own.txt", "a b c d e f g h i j"))
                        .fractions(0.9, 0.1, 0)
                        .build();
        assertThatThrownBy(cut::test)
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "own.txt has no split \"test\": it has train, validation, cut 90%/10% from"
                                + " one file");
    }

    @Test
    void wrongCallsAreRefused() throws IOException {
        Path file = file("train.txt", "a b");
        assertThatIllegalArgumentException().isThrownBy(() -> TextCorpus.builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextCorpus.builder().file(file).train(file).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextCorpus.builder().validation(file).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextCorpus.builder().fractions(0.8, 0.1, 0.2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextCorpus.builder().fractions(Double.NaN, 0.5, 0.5));
    }
}
