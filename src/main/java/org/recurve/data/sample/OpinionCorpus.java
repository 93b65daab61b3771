package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes the generated part of the embedded opinions: a sentence per line with its label and the
 * phenomenon of language that it shows, lower case, tokens separated by spaces.
 *
 * <p>The label of a sentence is the mood in which the grammar's first rule is called. A rule hands
 * its mood down to its parts or turns it ({@code <!rule>}), until a list of good or of bad words is
 * reached; a label is thus composed from words and the constructions around them, and no pattern
 * says of itself that it is positive. {@link Random}'s sequence is specified, so the files are the
 * same bit for bit on every Java.
 */
public final class OpinionCorpus {
    /** The seed of the files in {@code data/opinions}. */
    public static final long SEED = 1;

    /** The columns of the files. */
    static final String HEADER = "label\tphenomenon\ttext";

    private static final int MOST_TOKENS = 36;
    private static final int LONG_WORD = 4;

    /** How many times the sentences of {@link #SENTENCES} each split has. */
    private static final Map<String, Integer> SPLITS = new LinkedHashMap<>();

    /** Validation sentences of each phenomenon and label. */
    private static final Map<String, Integer> SENTENCES = new LinkedHashMap<>();

    static {
        SPLITS.put("train", 6);
        SPLITS.put("validation", 1);

        SENTENCES.put("plain", 150);
        SENTENCES.put("degree", 70);
        SENTENCES.put("negation", 45);
        SENTENCES.put("scope", 35);
        SENTENCES.put("double-negation", 30);
        SENTENCES.put("contrast", 60);
        SENTENCES.put("comparative", 35);
        SENTENCES.put("hypothetical", 25);
        SENTENCES.put("holder", 25);
        SENTENCES.put("expectation", 25);
    }

    private final Grammar grammar = Grammar.ofOpinions();
    private final Random random = new Random(SEED);
    private final Set<String> said = new HashSet<>();

    private OpinionCorpus() {}

    /**
     * Writes {@code train.tsv} and {@code validation.tsv}. No sentence occurs twice; every
     * phenomenon has as many positive sentences as negative ones.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        OpinionCorpus corpus = new OpinionCorpus();
        for (Map.Entry<String, Integer> split : SPLITS.entrySet()) {
            List<String> lines = corpus.lines(split.getValue());
            lines.add(0, HEADER);
            String text = String.join("\n", lines) + "\n";
            Files.writeString(
                    folder.resolve(split.getKey() + ".tsv"), text, StandardCharsets.UTF_8);
        }
    }

    private List<String> lines(int times) {
        List<String> lines = new ArrayList<>();
        SENTENCES.forEach(
                (phenomenon, count) -> {
                    for (int i = 0; i < count * times; i++) {
                        lines.add("positive\t" + phenomenon + "\t" + say(Entity.GOOD, phenomenon));
                        lines.add("negative\t" + phenomenon + "\t" + say(Entity.BAD, phenomenon));
                    }
                });
        Collections.shuffle(lines, random);
        return lines;
    }

    /** A sentence that has not been said yet. */
    private String say(Entity mood, String phenomenon) {
        Map<String, Entity> cast =
                Map.of("mood", mood, "phenomenon", Entity.parse(phenomenon, false));
        while (true) {
            String text = Derivation.text(grammar, "opinion", cast, random);
            if (isGoodStyle(text) && said.add(text)) {
                return text;
            }
        }
    }

    /** Neither too long nor with a longer word twice. */
    private static boolean isGoodStyle(String text) {
        List<String> tokens = Arrays.asList(text.split(" ", -1));
        List<String> longWords = tokens.stream().filter(t -> t.length() >= LONG_WORD).toList();
        return tokens.size() <= MOST_TOKENS && new HashSet<>(longWords).size() == longWords.size();
    }

    /**
     * Regenerates the files.
     *
     * @param arguments the folder, {@code data/opinions} by default
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/opinions"));
    }
}
