package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

class BytePairEncodingTest {
    private static final int BYTES = BytePairEncoding.BYTES;

    private static List<String> learned(BytePairEncoding encoding, int characters) {
        List<String> all = encoding.inventory();
        return all.subList(BYTES + characters, all.size());
    }

    @Test
    void mergesTheMostFrequentPairFirstByHand() {
        // Counts of pairs in "low" x5, "lower" x2, "newest" x6, "widest" x3, each its own line:
        // es 9, st 9, we 8, lo 7, ow 7, ne 6, ew 6, wi 3, id 3, de 3, er 2. Of es and st the first
        // by its strings is es, then est 9; then lo and ow tie and lo is first.
        List<String> lines = new ArrayList<>();
        Map.of("low", 5, "lower", 2, "newest", 6, "widest", 3)
                .forEach(
                        (word, count) -> {
                            for (int i = 0; i < count; i++) {
                                lines.add(word + "\n");
                            }
                        });
        int characters = 11; // l o w e r n s t i d and the line end
        BytePairEncoding encoding = BytePairEncoding.learn(lines, BYTES + characters + 4);
        assertThat(learned(encoding, characters)).containsExactly("es", "est", "lo", "low");
        assertThat(encoding.tokenize("lowest\n")).containsExactly("low", "est", "\n");
        assertThat(encoding.tokenize("slow")).containsExactly("s", "low");
    }

    /** Counts all pairs anew for every merge, on the words as lists of strings. */
    private static List<String> slowly(Map<String, Integer> words, int merges) {
        Map<List<String>, Integer> text = new HashMap<>();
        words.forEach(
                (word, count) ->
                        text.put(
                                word.codePoints()
                                        .mapToObj(Character::toString)
                                        .collect(Collectors.toCollection(ArrayList::new)),
                                count));
        List<String> made = new ArrayList<>();
        while (made.size() < merges) {
            Map<List<String>, Integer> pairs = new HashMap<>();
            text.forEach(
                    (word, count) -> {
                        for (int i = 0; i + 1 < word.size(); i++) {
                            pairs.merge(List.copyOf(word.subList(i, i + 2)), count, Integer::sum);
                        }
                    });
            var best =
                    pairs.entrySet().stream()
                            .filter(e -> e.getValue() > 1)
                            .min(
                                    Map.Entry.<List<String>, Integer>comparingByValue()
                                            .reversed()
                                            .thenComparing(e -> e.getKey().get(0))
                                            .thenComparing(e -> e.getKey().get(1)));
            if (best.isEmpty()) {
                break;
            }
            List<String> pair = best.get().getKey();
            String joined = pair.get(0) + pair.get(1);
            if (!made.contains(joined)) {
                made.add(joined);
            }
            for (List<String> word : List.copyOf(text.keySet())) {
                int count = text.remove(word);
                List<String> after = new ArrayList<>();
                for (int i = 0; i < word.size(); i++) {
                    if (i + 1 < word.size() && word.subList(i, i + 2).equals(pair)) {
                        after.add(joined);
                        i++;
                    } else {
                        after.add(word.get(i));
                    }
                }
                text.put(after, count);
            }
        }
        return made;
    }

    @Test
    void learnsWhatASlowReferenceLearns() {
        Random random = new Random(3);
        for (int trial = 0; trial < 30; trial++) {
            Map<String, Integer> words = new HashMap<>();
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                String word =
                        random.ints(1 + random.nextInt(7), 'a', 'a' + 4)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining());
                words.merge(line.isEmpty() ? word : " " + word, 1, Integer::sum);
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            int characters = (int) line.chars().distinct().count();
            BytePairEncoding encoding =
                    BytePairEncoding.learn(List.of(line.toString()), BYTES + characters + 40);
            assertThat(learned(encoding, characters)).isEqualTo(slowly(words, 40));
        }
    }

    @Test
    void roundTripsAnyUnicodeText() {
        BytePairEncoding encoding =
                BytePairEncoding.learn(
                        List.of(
                                "the cat  sat on the mat.\n",
                                "\u00fcber 1,234 H\u00e4user \ud83d\ude00\n"),
                        400);
        List<String> alphabet =
                List.of("the", " ", "\n", "\t", "<0x41>", "<unk>", "\u00e4", "1", ".", "\u00a0");
        Random random = new Random(5);
        for (int n = 0; n < 500; n++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < n % 40; i++) {
                if (random.nextBoolean()) {
                    text.append(alphabet.get(random.nextInt(alphabet.size())));
                    continue;
                }
                int c = random.nextInt(Character.MAX_CODE_POINT + 1);
                text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
            }
            List<String> tokens = encoding.tokenize(text.toString());
            assertThat(encoding.detokenize(tokens)).isEqualTo(text.toString());
            assertThat(encoding.inventory()).containsAll(tokens);
        }
        assertThat(encoding.detokenize(encoding.tokenize("a\ud83db"))).isEqualTo("a\ufffdb");
        assertThat(encoding.tokenize("\u20ac")).containsExactly("<0xE2>", "<0x82>", "<0xAC>");
        assertThat(encoding.detokenize(List.of("<0xE2>", "the"))).isEqualTo("\ufffdthe");
    }

    @Test
    void takesTheMostFrequentCharactersWhereNotAllFit() {
        BytePairEncoding encoding = BytePairEncoding.learn(List.of("aabbbc"), BYTES + 2);
        assertThat(learned(encoding, 0)).containsExactly("b", "a");
        assertThat(encoding.tokenize("abc")).containsExactly("a", "b", "<0x63>");
    }

    @Test
    void isSavedWithWhatItLearned() {
        BytePairEncoding encoding =
                BytePairEncoding.learn(
                        List.of("to be or not to be \ud83d\ude00\ud83d\ude00\n"), 280);
        for (Tokenizer tokenizer : List.of(encoding, Tokenizers.lowerCased(encoding))) {
            Tokenizer read =
                    Tokenizers.fromJson(
                            JsonParser.parseString(Tokenizers.toJson(tokenizer).toString()));
            assertThat(read).isEqualTo(tokenizer);
            assertThat(read.tokenize("To be\n")).isEqualTo(tokenizer.tokenize("To be\n"));
        }
        JsonObject damaged = encoding.toJson();
        damaged.getAsJsonArray("merges").add("to");
        assertThatThrownBy(() -> Tokenizers.fromJson(damaged))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("merges in pairs");
        damaged.getAsJsonArray("merges").add("nowhere");
        assertThatThrownBy(() -> Tokenizers.fromJson(damaged))
                .hasMessageContaining("\"nowhere\" is merged before it is made");
    }

    @Test
    void aCorpusOfSubwordsKnowsEveryText(@TempDir Path folder) throws IOException {
        Path train = Files.writeString(folder.resolve("train.txt"), "the cat sat\n".repeat(9));
        Path validation = Files.writeString(folder.resolve("valid.txt"), "the Z\u00fcri cat\n");
        TextCorpus corpus =
                TextCorpus.builder().train(train).validation(validation).subwords(300).build();
        assertThat(corpus.vocabulary().size()).isEqualTo(corpus.tokenizer().inventory().size());
        assertThat(corpus.vocabulary().unknownId()).isEmpty();
        TokenStream judged = corpus.validation();
        List<String> tokens = corpus.vocabulary().decode(judged.ids());
        assertThat(corpus.tokenizer().detokenize(tokens)).isEqualTo("the Z\u00fcri cat\n");
        assertThat(tokens).contains("the", " cat", "<0xC3>");
        // 256 bytes, 8 characters, then at, " c", " cat", " s", " sat", he, the.
        assertThat(judged.provenance().preparation()).contains("tokenizer=byte-pair 271");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> BytePairEncoding.learn(List.of("a"), 256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 tokens has no room beside the 256 bytes");
    }
}
