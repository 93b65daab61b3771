package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes the generated part of the embedded English and French pairs: a line for each with the
 * English sentence, the French one and the construction that it shows, separated by tabs. Both
 * sentences are built at once from the same people, things and verbs, each by the grammar of its
 * own language. {@link Random}'s sequence is specified, so the files are the same bit for bit on
 * every Java.
 */
public final class EverydayCorpus {
    /** The seed of the files in {@code data/everyday}. */
    public static final long SEED = 1;

    private static final int MOST_WORDS = 16;
    private static final int LONG_WORD = 6;
    private static final int TRIES = 100_000;

    /** How many times the pairs of each construction every split has. */
    private static final Map<String, Integer> SPLITS = new LinkedHashMap<>();

    static {
        SPLITS.put("train", 14);
        SPLITS.put("validation", 1);
        SPLITS.put("test", 1);
    }

    /**
     * A construction.
     *
     * @param count validation pairs of it
     * @param scene makes a pair
     */
    private record Construction(int count, Supplier<EverydayPair> scene) {}

    private final Random random = new Random(SEED);
    private final Map<String, Construction> constructions = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();

    private EverydayCorpus() {
        EverydayWords words = new EverydayWords();
        EverydayCast cast = new EverydayCast(words, random);
        EverydayScenes scenes = new EverydayScenes(words, cast);
        EverydayDaily daily = new EverydayDaily(words, cast);
        EverydayCalendar calendar = new EverydayCalendar(words, cast);
        EverydayTurns turns = new EverydayTurns(words, cast);
        EverydayRelations relations = new EverydayRelations(words, cast);
        add("statement", 40, scenes::statement);
        add("adjective", 40, scenes::adjective);
        add("negation", 40, scenes::negation);
        add("question", 40, scenes::question);
        add("pronoun", 50, scenes::pronoun);
        add("motion", 40, daily::motion);
        add("copula", 30, daily::copula);
        add("existence", 20, daily::existence);
        add("idiom", 40, daily::idiom);
        add("time", 20, calendar::time);
        add("weather", 10, calendar::weather);
        add("number", 25, calendar::number);
        add("comparison", 25, relations::comparison);
        add("modal", 20, turns::modal);
        add("since", 15, turns::since);
        add("reflexive", 15, turns::reflexive);
        add("relative", 15, relations::relative);
        add("possession", 10, relations::possession);
        add("imperative", 5, turns::imperative);
    }

    private void add(String name, int count, Supplier<EverydayPair> scene) {
        constructions.put(name, new Construction(count, scene));
    }

    /**
     * Writes {@code train.tsv}, {@code validation.tsv} and {@code test.tsv}. No sentence of either
     * language occurs twice, in whatever case and with whatever marks.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        EverydayCorpus corpus = new EverydayCorpus();
        for (Map.Entry<String, Integer> split : SPLITS.entrySet()) {
            String text = String.join("\n", corpus.lines(split.getValue())) + "\n";
            Files.writeString(
                    folder.resolve(split.getKey() + ".tsv"), text, StandardCharsets.UTF_8);
        }
    }

    private List<String> lines(int times) {
        List<String> lines = new ArrayList<>();
        constructions.forEach(
                (name, construction) -> {
                    for (int i = 0; i < construction.count() * times; i++) {
                        EverydayPair pair = say(name, construction.scene());
                        lines.add(pair.english() + "\t" + pair.french() + "\t" + name);
                    }
                });
        Collections.shuffle(lines, random);
        return lines;
    }

    /** A pair of sentences that have not been said yet. */
    private EverydayPair say(String name, Supplier<EverydayPair> scene) {
        for (int i = 0; i < TRIES; i++) {
            EverydayPair pair = scene.get();
            String english = "en " + plain(pair.english());
            String french = "fr " + plain(pair.french());
            if (isGoodStyle(pair.french()) && !said.contains(english) && !said.contains(french)) {
                said.add(english);
                said.add(french);
                return pair;
            }
        }
        throw new IllegalStateException("the grammar has too few sentences of " + name);
    }

    /** Neither too long nor with a longer word twice. */
    private static boolean isGoodStyle(String sentence) {
        List<String> words = List.of(sentence.split("[ ']", -1));
        List<String> longWords = words.stream().filter(w -> w.length() >= LONG_WORD).toList();
        return words.size() <= MOST_WORDS && new HashSet<>(longWords).size() == longWords.size();
    }

    private static String plain(String sentence) {
        return sentence.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /**
     * Regenerates the files.
     *
     * @param arguments the folder, {@code data/everyday} by default
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/everyday"));
    }
}
