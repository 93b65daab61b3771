package org.recurve.data;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.recurve.core.RecurveException;

/**
 * The tokens that a model knows, numbered from 0, with how often each occurred where the vocabulary
 * was built. Special tokens come first in the order they were given, then all others by falling
 * count; equal counts are ordered by {@link String#compareTo}, so that the numbering is a function
 * of the counts alone. Unchangeable.
 */
public final class Vocabulary {
    /** Stands for every token outside the vocabulary, in the spelling of WikiText and PTB. */
    public static final String UNK = "<unk>";

    /** Ends a line of text. */
    public static final String EOS = "<eos>";

    private final String[] tokens;
    private final long[] counts;
    private final int specials;
    private final Map<String, Integer> ids;
    private final int unknown;

    Vocabulary(List<String> tokens, long[] counts, int specials) {
        this.tokens = tokens.toArray(String[]::new);
        this.counts = counts;
        this.specials = specials;
        ids = new HashMap<>(tokens.size() * 2);
        for (int i = 0; i < this.tokens.length; i++) {
            ids.put(this.tokens[i], i);
        }
        unknown = ids.getOrDefault(UNK, -1);
    }

    /** {@return how many tokens there are, the special ones included} */
    public int size() {
        return tokens.length;
    }

    /**
     * Numbers a token.
     *
     * @param token the token
     * @return its id, or the id of {@link #UNK} for a token outside the vocabulary
     * @throws RecurveException if the token is outside and the vocabulary has no {@link #UNK}
     */
    public int id(String token) {
        Integer id = ids.get(token);
        if (id != null) {
            return id;
        }
        if (unknown < 0) {
            throw new RecurveException(
                    "token \""
                            + printable(token)
                            + "\" is outside the vocabulary of "
                            + size()
                            + " tokens, which has no "
                            + UNK
                            + " to stand for it: leave the token out, or build the vocabulary with "
                            + UNK
                            + " or from text that has the token");
        }
        return unknown;
    }

    /**
     * {@return whether the token has an id of its own}
     *
     * @param token the token
     */
    public boolean contains(String token) {
        return ids.containsKey(token);
    }

    /**
     * {@return the token of an id}
     *
     * @param id 0 to size - 1
     * @throws IndexOutOfBoundsException if there is no such id
     */
    public String token(int id) {
        return tokens[id];
    }

    /**
     * {@return how often the token occurred where the vocabulary was built; for {@link #UNK} the
     * occurrences of all tokens left out by the limits are counted too}
     *
     * @param id 0 to size - 1
     */
    public long count(int id) {
        return counts[id];
    }

    /** {@return how many tokens were counted where the vocabulary was built} */
    long total() {
        return Arrays.stream(counts).sum();
    }

    /** {@return the id of {@link #UNK}, empty where the vocabulary has none} */
    public OptionalInt unknownId() {
        return unknown < 0 ? OptionalInt.empty() : OptionalInt.of(unknown);
    }

    /** {@return the special tokens, whose ids are 0, 1, …} */
    public List<String> specials() {
        return List.of(Arrays.copyOf(tokens, specials));
    }

    /**
     * Numbers tokens, each as {@link #id} does.
     *
     * @param tokens the tokens
     * @return their ids
     * @throws RecurveException as {@link #id} does
     */
    public int[] encode(List<String> tokens) {
        return tokens.stream().mapToInt(this::id).toArray();
    }

    /**
     * {@return the tokens of ids}
     *
     * @param ids each 0 to size - 1
     */
    public List<String> decode(int... ids) {
        List<String> result = new ArrayList<>(ids.length);
        for (int id : ids) {
            result.add(token(id));
        }
        return result;
    }

    /** {@return tokens, counts and a format version as JSON, for {@link #fromJson}} */
    public JsonObject toJson() {
        return VocabularyJson.write(tokens, counts, specials);
    }

    /**
     * Reads what {@link #toJson} made.
     *
     * @param json the vocabulary
     * @return an equal vocabulary
     * @throws RecurveException if the JSON is not a vocabulary of a known format version
     */
    public static Vocabulary fromJson(JsonObject json) {
        return VocabularyJson.read(json);
    }

    /**
     * Writes the vocabulary to a JSON file in UTF-8, over one that is there.
     *
     * @param file where to
     * @throws RecurveException if it cannot be written
     */
    public void save(Path file) {
        VocabularyJson.save(toJson(), file);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param file where from
     * @return an equal vocabulary
     * @throws RecurveException if the file cannot be read or is no vocabulary
     */
    public static Vocabulary load(Path file) {
        return VocabularyJson.load(file);
    }

    /** Two vocabularies are equal if they number the same tokens the same way. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    @Override
    public String toString() {
        return "Vocabulary of " + size() + " tokens";
    }

    private static String printable(String token) {
        StringBuilder text = new StringBuilder();
        token.codePoints()
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)) {
                                text.append(String.format("\\u%04x", c));
                            } else {
                                text.appendCodePoint(c);
                            }
                        });
        return text.toString();
    }

    /** {@return a builder that counts tokens; without settings it keeps all of them} */
    public static Builder builder() {
        return new Builder();
    }

    /** Counts tokens and chooses which to keep. */
    public static final class Builder {
        private final Map<String, long[]> counted = new HashMap<>();
        private List<String> specials = List.of();
        private Set<String> inventory = Set.of();
        private long minCount = 1;
        private int maxSize = Integer.MAX_VALUE;

        private Builder() {}

        /**
         * Leaves out tokens that occur less often; special tokens stay.
         *
         * @param minCount at least 1, the default
         * @return this
         */
        public Builder minCount(long minCount) {
            if (minCount < 1) {
                throw new IllegalArgumentException("minCount must be at least 1, not " + minCount);
            }
            this.minCount = minCount;
            return this;
        }

        /**
         * Keeps the most frequent tokens only.
         *
         * @param maxSize how many tokens in all, the special ones included; no limit by default
         * @return this
         */
        public Builder maxSize(int maxSize) {
            if (maxSize < 1) {
                throw new IllegalArgumentException("maxSize must be at least 1, not " + maxSize);
            }
            this.maxSize = maxSize;
            return this;
        }

        /**
         * Names tokens that are always there and come first, whether they occur or not.
         *
         * @param specials in the order of their ids; none by default
         * @return this
         */
        public Builder specials(String... specials) {
            if (new HashSet<>(List.of(specials)).size() != specials.length) {
                throw new IllegalArgumentException(
                        "special tokens must differ: " + List.of(specials));
            }
            this.specials = List.of(specials);
            return this;
        }

        /**
         * Names tokens that are kept however rare they are, even if they do not occur; they are
         * ordered by their counts like all others.
         *
         * @param tokens none of them empty
         * @return this
         */
        public Builder inventory(Collection<String> tokens) {
            tokens.forEach(token -> counted.computeIfAbsent(token, t -> new long[1]));
            inventory = Set.copyOf(tokens);
            return this;
        }

        /**
         * Counts one occurrence of a token.
         *
         * @param token not empty
         * @return this
         */
        public Builder add(String token) {
            if (token.isEmpty()) {
                throw new IllegalArgumentException("a token must not be empty");
            }
            counted.computeIfAbsent(token, t -> new long[1])[0]++;
            return this;
        }

        /**
         * Counts one occurrence of each token.
         *
         * @param tokens none of them empty
         * @return this
         */
        public Builder addAll(Iterable<String> tokens) {
            tokens.forEach(this::add);
            return this;
        }

        /**
         * {@return the vocabulary of what was counted}
         *
         * @throws IllegalArgumentException if the special tokens alone exceed the largest size
         * @throws RecurveException if not a single token remains
         */
        public Vocabulary build() {
            if (specials.size() > maxSize) {
                throw new IllegalArgumentException(
                        "maxSize "
                                + maxSize
                                + " is less than the "
                                + specials.size()
                                + " special tokens "
                                + specials);
            }
            List<Map.Entry<String, long[]>> ordinary =
                    new ArrayList<>(
                            counted.entrySet().stream()
                                    .filter(e -> !specials.contains(e.getKey()))
                                    .filter(
                                            e ->
                                                    e.getValue()[0] >= minCount
                                                            || inventory.contains(e.getKey()))
                                    .toList());
            ordinary.sort(
                    (a, b) -> {
                        int byCount = Long.compare(b.getValue()[0], a.getValue()[0]);
                        return byCount != 0 ? byCount : a.getKey().compareTo(b.getKey());
                    });
            List<String> tokens = new ArrayList<>(specials);
            for (Map.Entry<String, long[]> entry : ordinary) {
                if (tokens.size() == maxSize) {
                    break;
                }
                tokens.add(entry.getKey());
            }
            if (tokens.isEmpty()) {
                throw new RecurveException(
                        "the vocabulary would be empty: "
                                + counted.size()
                                + " different tokens were counted, none of them at least "
                                + minCount
                                + " times");
            }
            long[] none = new long[1];
            long[] counts =
                    tokens.stream().mapToLong(t -> counted.getOrDefault(t, none)[0]).toArray();
            int unknown = tokens.indexOf(UNK);
            if (unknown >= 0) {
                long all = counted.values().stream().mapToLong(c -> c[0]).sum();
                counts[unknown] += all - Arrays.stream(counts).sum();
            }
            return new Vocabulary(tokens, counts, specials.size());
        }
    }
}
