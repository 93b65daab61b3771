package org.recurve.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.core.RecurveException;

/**
 * Cuts text into subwords: frequent words are one token, rare ones several, and whatever there is
 * can be written, so there are no unknown words. Sennrich, Haddow and Birch 2016, "Neural Machine
 * Translation of Rare Words with Subword Units".
 *
 * <p>Learning starts with the characters of a text. Again and again the pair of neighbours that
 * occurs most often becomes one token, until the vocabulary has the size asked for or no pair
 * occurs twice; of pairs that occur equally often the one that comes first by its strings is taken,
 * so the same text gives the same tokens everywhere. Pairs are never joined across the borders of
 * words, which are runs of letters, of digits or of other marks, each with the space before it.
 *
 * <p>A token is the text that it stands for, its space included ({@code " the"}). A character that
 * was not learned is spelled by the bytes of its UTF-8 form, as tokens {@code <0x00>} to {@code
 * <0xFF>}: tokens put together give exactly the text they came from, for any Unicode text. A lone
 * surrogate, which is no character, becomes U+FFFD. Line ends are tokens like any other.
 *
 * <pre>{@code
 * var corpus = TextCorpus.builder().dataset("wikitext-2").subwords(8000).build();
 * }</pre>
 */
public final class BytePairEncoding implements Tokenizer {
    static final int BYTES = 256;
    private static final String TYPE = "byte-pair";

    /** The last two keep a run of spaces apart from the one that belongs to the next word. */
    private static final Pattern WORD =
            Pattern.compile(
                    "\n"
                            + "| ?[\\p{L}\\p{M}]+"
                            + "| ?\\p{N}+"
                            + "| ?[^\\s\\p{L}\\p{M}\\p{N}]+"
                            + "|[^\\S\n]+(?!\\S)"
                            + "|[^\\S\n]+");

    private final int[] alphabet;
    private final List<Merge> merges;
    private final List<String> tokens;
    private final Map<String, Integer> ids;
    private final Int2IntOpenHashMap characters = new Int2IntOpenHashMap();
    private final Long2IntOpenHashMap ranks = new Long2IntOpenHashMap();
    private final long[] pairs;
    private final int[] merged;

    /**
     * Two neighbours that become one token.
     *
     * @param left a token
     * @param right the token after it
     */
    record Merge(String left, String right) {}

    /**
     * @param alphabet the characters known, as code points
     * @param merges in the order in which they are done
     */
    BytePairEncoding(int[] alphabet, List<Merge> merges) {
        this.alphabet = alphabet.clone();
        this.merges = List.copyOf(merges);
        tokens = new ArrayList<>();
        ids = new HashMap<>();
        for (int b = 0; b < BYTES; b++) {
            number(byteToken(b));
        }
        characters.defaultReturnValue(-1);
        for (int c : alphabet) {
            characters.put(c, number(Character.toString(c)));
        }
        ranks.defaultReturnValue(-1);
        pairs = new long[merges.size()];
        merged = new int[pairs.length];
        for (int rank = 0; rank < merged.length; rank++) {
            Merge merge = merges.get(rank);
            pairs[rank] = pair(known(merge.left()), known(merge.right()));
            ranks.putIfAbsent(pairs[rank], rank);
            merged[rank] = number(merge.left() + merge.right());
        }
    }

    private int number(String token) {
        Integer id = ids.putIfAbsent(token, tokens.size());
        if (id == null) {
            tokens.add(token);
            return tokens.size() - 1;
        }
        return id;
    }

    private int known(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new RecurveException(
                    "the byte-pair encoding is damaged: \""
                            + token
                            + "\" is merged before it is made");
        }
        return id;
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    static String byteToken(int b) {
        return String.format(Locale.ROOT, "<0x%02X>", b);
    }

    /**
     * Learns subwords from text.
     *
     * @param lines the text, each line with its line end where it has one
     * @param size how many tokens there are to be, the 256 bytes and all characters included; as
     *     many of the most frequent characters are taken as fit. Fewer come out if no pair occurs
     *     twice any more. Usual are 4,000 to 32,000
     * @return the encoding
     * @throws IllegalArgumentException if the size leaves no room beside the 256 bytes
     */
    public static BytePairEncoding learn(Iterable<String> lines, int size) {
        return learn(lines::forEach, size);
    }

    static BytePairEncoding learn(Consumer<Consumer<String>> text, int size) {
        if (size <= BYTES) {
            throw new IllegalArgumentException(
                    "a byte-pair encoding of "
                            + size
                            + " tokens has no room beside the "
                            + BYTES
                            + " bytes; usual are 4,000 to 32,000");
        }
        Map<String, long[]> words = new HashMap<>();
        text.accept(
                line -> {
                    Matcher matcher = WORD.matcher(line);
                    while (matcher.find()) {
                        words.computeIfAbsent(matcher.group(), w -> new long[1])[0]++;
                    }
                });
        return new BytePairLearner(words).learn(size);
    }

    /** {@return every token there is: the bytes, the characters, then what was merged, in order} */
    @Override
    public List<String> inventory() {
        return List.copyOf(tokens);
    }

    @Override
    public List<String> tokenize(String line) {
        List<String> result = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String word = matcher.group();
            int[] symbols = new int[word.length() * 3];
            int length = merge(symbols, spell(word, symbols));
            for (int i = 0; i < length; i++) {
                result.add(tokens.get(symbols[i]));
            }
        }
        return result;
    }

    /**
     * Writes the characters' ids, or the bytes of those that are not known, at most three a char.
     */
    private int spell(String word, int[] symbols) {
        int length = 0;
        for (int at = 0; at < word.length(); ) {
            int c = word.codePointAt(at);
            at += Character.charCount(c);
            int id = characters.get(c);
            if (id >= 0) {
                symbols[length++] = id;
                continue;
            }
            boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            String character = Character.toString(lone ? '\uFFFD' : c);
            for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                symbols[length++] = b & 0xff;
            }
        }
        return length;
    }

    /** Does the earliest learned merge that fits, everywhere in the word, until none fits. */
    private int merge(int[] symbols, int count) {
        int length = count;
        while (true) {
            int best = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < length; i++) {
                int rank = ranks.get(pair(symbols[i], symbols[i + 1]));
                if (rank >= 0 && rank < best) {
                    best = rank;
                }
            }
            if (best == Integer.MAX_VALUE) {
                return length;
            }
            length = replace(symbols, length, pairs[best], merged[best]);
        }
    }

    /**
     * Replaces a pair of neighbours, from left to right.
     *
     * @return how many symbols remain
     */
    static int replace(int[] symbols, int length, long pair, int by) {
        int written = 0;
        for (int i = 0; i < length; i++) {
            if (i + 1 < length && pair(symbols[i], symbols[i + 1]) == pair) {
                symbols[written++] = by;
                i++;
            } else {
                symbols[written++] = symbols[i];
            }
        }
        return written;
    }

    @Override
    public String detokenize(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String piece : pieces) {
            int id = ids.getOrDefault(piece, BYTES);
            if (id < BYTES) {
                bytes.write(id);
                continue;
            }
            flush(bytes, text);
            text.append(piece.equals(Vocabulary.EOS) ? "\n" : piece);
        }
        flush(bytes, text);
        return text.toString();
    }

    /** Bytes that are no UTF-8, as a model may write them, become U+FFFD. */
    private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
        text.append(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
    }

    @Override
    public boolean keepsLineEnds() {
        return true;
    }

    /** {@return "byte-pair" and the number of tokens} */
    @Override
    public String name() {
        return TYPE + " " + tokens.size();
    }

    JsonObject toJson() {
        JsonArray parts = new JsonArray();
        for (Merge merge : merges) {
            parts.add(merge.left());
            parts.add(merge.right());
        }
        JsonObject json = new JsonObject();
        json.addProperty("type", TYPE);
        json.addProperty("alphabet", new String(alphabet, 0, alphabet.length));
        json.add("merges", parts);
        return json;
    }

    static BytePairEncoding fromJson(JsonObject json) {
        List<Merge> merges = new ArrayList<>();
        JsonArray parts = json.getAsJsonArray("merges");
        for (int i = 0; i < parts.size(); i += 2) {
            merges.add(new Merge(parts.get(i).getAsString(), parts.get(i + 1).getAsString()));
        }
        return new BytePairEncoding(
                json.get("alphabet").getAsString().codePoints().toArray(), merges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePairEncoding that
                && merges.equals(that.merges)
                && tokens.equals(that.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
