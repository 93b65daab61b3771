package org.recurve.task;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.recurve.batch.TokenSequences;
import org.recurve.data.Vocabulary;

/**
 * Numbers tokens and, where wanted, their characters, as a model knows them.
 *
 * @param words the model's words
 * @param lowerCase whether words are looked up in lower case, for vocabularies without capitals;
 *     characters keep their case
 * @param letters the model's characters, null where it looks at words only
 * @param maxLength of a longer text only so many tokens are read, see {@link #cut}
 */
record TokenReader(Vocabulary words, boolean lowerCase, Vocabulary letters, int maxLength) {
    /** Longer tokens, most of them addresses, are read without their middle. */
    private static final int LONGEST_TOKEN = 32;

    TokenReader {
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength must be at least 1, not " + maxLength);
        }
    }

    /**
     * Counts what there is to know.
     *
     * @param texts their tokens
     * @param minCount words that occur less often are read as unknown ones
     * @param characters whether the spelling is looked at
     * @param kept whether a word is known however rare it is
     */
    static TokenReader of(
            Iterable<List<String>> texts,
            int minCount,
            boolean lowerCase,
            boolean characters,
            int maxLength,
            Predicate<String> kept) {
        var words = Vocabulary.builder().specials(Vocabulary.UNK).minCount(minCount);
        var letters = Vocabulary.builder().specials(Vocabulary.UNK);
        Set<String> always = new HashSet<>();
        for (List<String> text : texts) {
            for (String token : text) {
                String word = lowerCase ? token.toLowerCase(Locale.ROOT) : token;
                words.add(word);
                if (kept.test(word)) {
                    always.add(word);
                }
                if (characters) {
                    token.codePoints().forEach(c -> letters.add(Character.toString(c)));
                }
            }
        }
        return new TokenReader(
                words.inventory(always).build(),
                lowerCase,
                characters ? letters.build() : null,
                maxLength);
    }

    /** {@return the texts in numbers; one without a token is read as one unknown word} */
    TokenSequences read(List<List<String>> texts) {
        List<int[]> ids = new ArrayList<>();
        List<int[]> spelled = letters == null ? null : new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        List<int[]> spellings = letters == null ? null : new ArrayList<>();
        for (List<String> text : texts) {
            List<String> tokens = text.isEmpty() ? List.of(Vocabulary.UNK) : cut(text);
            ids.add(tokens.stream().mapToInt(this::word).toArray());
            if (letters != null) {
                spelled.add(tokens.stream().mapToInt(t -> spelling(t, known, spellings)).toArray());
            }
        }
        return new TokenSequences(ids, spelled, spellings);
    }

    /**
     * {@return the first quarter and the last three quarters of what may be read, where there is
     * more: what a review is about stands at its beginning, its verdict at the end (so with a fixed
     * length Sun et al. 2019, "How to fine-tune BERT for text classification")}
     */
    List<String> cut(List<String> text) {
        return text.size() <= maxLength
                ? text
                : Arrays.stream(read(text.size())).mapToObj(text::get).toList();
    }

    /** {@return the places of those that are read of so many tokens, see {@link #cut}} */
    int[] read(int tokens) {
        if (tokens <= maxLength) {
            return IntStream.range(0, tokens).toArray();
        }
        int head = maxLength / 4;
        return IntStream.concat(
                        IntStream.range(0, head),
                        IntStream.range(tokens - (maxLength - head), tokens))
                .toArray();
    }

    private int word(String token) {
        return words.id(lowerCase ? token.toLowerCase(Locale.ROOT) : token);
    }

    private int spelling(String token, Map<String, Integer> known, List<int[]> spellings) {
        return known.computeIfAbsent(
                token,
                t -> {
                    int[] all =
                            t.codePoints().map(c -> letters.id(Character.toString(c))).toArray();
                    spellings.add(all.length <= LONGEST_TOKEN ? all : withoutMiddle(all));
                    return spellings.size() - 1;
                });
    }

    private static int[] withoutMiddle(int[] all) {
        int half = LONGEST_TOKEN / 2;
        int[] ends = Arrays.copyOf(all, LONGEST_TOKEN);
        System.arraycopy(all, all.length - half, ends, half, half);
        return ends;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.add("words", words.toJson());
        json.addProperty("lowerCase", lowerCase);
        json.addProperty("maxLength", maxLength);
        if (letters != null) {
            json.add("letters", letters.toJson());
        }
        return json;
    }

    static TokenReader fromJson(JsonObject json) {
        return new TokenReader(
                Vocabulary.fromJson(json.getAsJsonObject("words")),
                json.get("lowerCase").getAsBoolean(),
                json.has("letters") ? Vocabulary.fromJson(json.getAsJsonObject("letters")) : null,
                json.get("maxLength").getAsInt());
    }
}
