package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes the generated part of the embedded tagged sentences: a token per line with its universal
 * part of speech, separated by a tab, and a blank line after each sentence. Many words of the
 * grammar are one thing or another ({@code saw}, {@code that}, {@code water}), and only what stands
 * around them, often behind them, tells which. {@link Random}'s sequence is specified, so the files
 * are the same bit for bit on every Java.
 */
public final class TaggedCorpus {
    /** The seed of the files in {@code data/tagging}. */
    public static final long SEED = 1;

    private static final int MOST_TOKENS = 24;

    /** Parts of speech of words that are not to come twice in a sentence. */
    private static final Set<String> CONTENT = Set.of("NOUN", "VERB", "ADJ", "ADV", "PROPN");

    private static final Map<String, Integer> SPLITS = new LinkedHashMap<>();

    static {
        SPLITS.put("train", 4_000);
        SPLITS.put("validation", 500);
    }

    private final Grammar grammar = Grammar.ofTaggedSentences();
    private final Random random = new Random(SEED);
    private final Set<String> said = new HashSet<>();

    private TaggedCorpus() {}

    /**
     * Writes {@code train.conll} and {@code validation.conll}. No sentence occurs twice.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        TaggedCorpus corpus = new TaggedCorpus();
        for (Map.Entry<String, Integer> split : SPLITS.entrySet()) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < split.getValue(); i++) {
                for (String token : corpus.say()) {
                    int slash = token.lastIndexOf('/');
                    text.append(token, 0, slash).append('\t').append(token.substring(slash + 1));
                    text.append('\n');
                }
                text.append('\n');
            }
            Files.writeString(
                    folder.resolve(split.getKey() + ".conll"), text, StandardCharsets.UTF_8);
        }
    }

    /** A sentence that has not been said yet, as {@code token/TAG}. */
    private List<String> say() {
        while (true) {
            List<String> tokens =
                    List.of(Derivation.text(grammar, "sentence", Map.of(), random).split(" ", -1));
            List<String> written = written(tokens);
            if (isGoodStyle(tokens) && said.add(String.join(" ", written))) {
                return written;
            }
        }
    }

    /** With capitals and {@code an} where they belong. */
    private static List<String> written(List<String> tokens) {
        List<String> written = new ArrayList<>(tokens);
        for (int i = 0; i + 1 < written.size(); i++) {
            if (written.get(i).equals("a/DET")
                    && "aeiou".indexOf(written.get(i + 1).charAt(0)) >= 0) {
                written.set(i, "an/DET");
            }
        }
        written.replaceAll(token -> token.equals("i/PRON") ? "I/PRON" : token);
        String first = written.get(0);
        written.set(0, Character.toUpperCase(first.charAt(0)) + first.substring(1));
        return written;
    }

    /** Neither too long nor with a word of content twice as the same part of speech. */
    private static boolean isGoodStyle(List<String> tokens) {
        List<String> content =
                tokens.stream()
                        .filter(t -> CONTENT.contains(t.substring(t.lastIndexOf('/') + 1)))
                        .toList();
        return tokens.size() <= MOST_TOKENS && new HashSet<>(content).size() == content.size();
    }

    /**
     * Regenerates the files.
     *
     * @param arguments the folder, {@code data/tagging} by default
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/tagging"));
    }
}
