package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RecurveException;

/** Files of word vectors as others write them. */
class VectorFileTest {
    private static final String GLOVE =
            """
            the 0.418 0.24968 -0.41242
            . . . 1 -2 3e-1
            at name@domain.com .5 +6 7
            the 9 9 9
            The 8 8 8
            42 1 2 3
            """;

    @TempDir Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Path zipped(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private void assertWrong(String content, String... parts) throws IOException {
        Path file = write("wrong.txt", content);
        assertThatThrownBy(() -> WordVectors.load(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void gloveHasWordsWithSpaces() throws IOException {
        for (Path file : List.of(write("g.txt", GLOVE), zipped("g.txt.gz", GLOVE))) {
            WordVectors vectors = WordVectors.load(file);
            assertThat(vectors.words())
                    .containsExactly("the", ". . .", "at name@domain.com", "The", "42");
            assertThat(vectors.dimension()).isEqualTo(3);
            // The first of two counts.
            assertThat(vectors.vector("the")).containsExactly(0.418f, 0.24968f, -0.41242f);
            assertThat(vectors.vector(". . .")).containsExactly(1, -2, 0.3f);
            assertThat(vectors.vector("at name@domain.com")).containsExactly(0.5f, 6, 7);
            assertThat(vectors.vector("42")).containsExactly(1, 2, 3);
            assertThat(vectors.provenance().dataset()).isEqualTo(file.getFileName().toString());
            assertThat(vectors.provenance().files().get(0).bytes()).isEqualTo(Files.size(file));
        }
        // The dimension shows where the first word has spaces, too.
        Path spaced = write("spaced.txt", ". . . 1 2\nb 3 4\n");
        assertThat(WordVectors.load(spaced).vector(". . .")).containsExactly(1, 2);
    }

    @Test
    void word2vecHasAHeaderAndSpacesAtTheEnd() throws IOException {
        Path file = write("w.txt", "3 2\n</s> 1 2 \r\nNew_York 3 4 \n\u00fcber 5 6");
        WordVectors vectors = WordVectors.load(file);
        assertThat(vectors.words()).containsExactly("</s>", "New_York", "\u00fcber");
        assertThat(vectors.vector("\u00fcber")).containsExactly(5, 6);
        assertThat(vectors.provenance().preparation()).contains("format=word2vec text");
        assertWrong("3 2\na 1 2\nb 3 4\n", "wrong.txt announces 3 words", "but has 2", "not whole");
        assertWrong("1 2\na 1 2\nb 3 4\n", "announces 1 words", "but has 2");
        assertWrong("1 0\na\n", "line 1: vectors of dimension 0");
        assertWrong("1 3\na 1 2\n", "line 2: expected a word and 3 numbers, found 2");
    }

    @Test
    void aVocabularyKeepsItsWordsOnly() throws IOException {
        Path file = write("g.txt", GLOVE + "other x y z\nparis 1 1 1\nParis 2 2 2\n");
        Vocabulary vocabulary =
                Vocabulary.builder()
                        .specials("<unk>")
                        .addAll(List.of("the", "PARIS", "...", "missing"))
                        .build();
        WordVectors vectors = WordVectors.load(file, vocabulary);
        // "other" is not looked at, so that its numbers do not matter.
        assertThat(vectors.words()).containsExactly("the", "paris");
        assertThat(vectors.vector("PARIS")).containsExactly(1, 1, 1);
        assertThat(vectors.provenance().preparation())
                .containsExactly(
                        "format=GloVe text", "dimension=3", "kept for a vocabulary of 5 tokens");
        Vocabulary foreign = Vocabulary.builder().add("bonjour").build();
        assertThatThrownBy(() -> WordVectors.load(file, foreign))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("none of the 1 tokens of the vocabulary has a vector in");
    }

    @Test
    void whatIsWrongIsNamedByLine() throws IOException {
        String good = "a 1 2 3\n\nb 4 5 6\n";
        assertWrong(good + "c 7 8\n", "wrong.txt, line 4: expected a word and 3 numbers, found 2");
        assertWrong(good + "7 8 9\n", "line 4: expected a word and 3 numbers, found 2");
        assertWrong(good + "c 7 8 9 10\n", "line 4", "3 numbers, found more");
        assertWrong(good + "c 7 x 9\n", "line 4: number 2 of \"c\" is \"x\"");
        assertWrong(good + "c 7 NaN 9\n", "number 2 of \"c\" is \"NaN\"");
        assertWrong(good + "c 7 1f 9\n", "is \"1f\"");
        assertWrong(good + "c 7 1e99 9\n", "is \"1e99\"");
        assertWrong(good + "c 7  9\n", "number 2 of \"c\" is \"\"");
        assertWrong(good + " 7 8 9\n", "line 4: expected a word and 3 numbers");
        assertWrong("hello world\n", "line 1: expected a word and its numbers", "hello world");
        assertWrong("\n", "wrong.txt has no vectors");
        assertWrong("", "wrong.txt has no vectors");
        assertThatThrownBy(() -> WordVectors.load(folder.resolve("none.txt")))
                .hasMessageContaining("there is no file");
    }

    @Test
    void binaryFormatsAreNamed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("2 4\n".getBytes(StandardCharsets.UTF_8));
        for (String word : List.of("the", "of")) {
            bytes.writeBytes((word + " ").getBytes(StandardCharsets.UTF_8));
            ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 4; i++) {
                numbers.putFloat(0.125f * (i + 1));
            }
            bytes.writeBytes(numbers.array());
            bytes.write('\n');
        }
        Path binary = Files.write(folder.resolve("GoogleNews.bin"), bytes.toByteArray());
        assertThatThrownBy(() -> WordVectors.load(binary))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("GoogleNews.bin is in word2vec's binary format")
                .hasMessageContaining("binary=True).save_word2vec_format");
        Path archive = folder.resolve("glove.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(new ZipEntry("glove.txt"));
            out.write("a 1".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> WordVectors.load(archive))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("glove.zip is a zip archive: unpack it");
        Path latin =
                Files.write(
                        folder.resolve("latin.txt"),
                        "caf\u00e9 1 2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> WordVectors.load(latin)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void progressIsPublishedAndTheWorkMayBeInterrupted() throws IOException {
        Path file = write("g.txt", GLOVE);
        List<ProgressEvent> events = new ArrayList<>();
        try (Events.Subscription subscription =
                Events.subscribe(
                        event -> {
                            if (event instanceof ProgressEvent progress) {
                                events.add(progress);
                            }
                        })) {
            assertThat(subscription).isNotNull();
            WordVectors.load(file);
            ProgressEvent last = events.get(events.size() - 1);
            assertThat(last.finished()).isTrue();
            assertThat(last.task()).isEqualTo("reading g.txt");
            assertThat(last.done()).isEqualTo(Files.size(file));
            assertThat(last.total()).isEqualTo(Files.size(file));
            assertThat(last.figures()).containsEntry("vectors", 5.0);
            events.clear();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> WordVectors.load(file))
                    .isInstanceOf(CancellationException.class);
            assertThat(events.get(events.size() - 1).finished()).isTrue();
        }
    }
}
