package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes the embedded sample corpus: one story per line, lower case, tokens separated by spaces.
 * {@link Random}'s sequence is specified, so the files are the same bit for bit on every Java.
 */
public final class SampleCorpus {
    /** The seed of the files in {@code data/sample}. */
    public static final long SEED = 1;

    private static final Map<String, Integer> STORIES = new LinkedHashMap<>();

    static {
        STORIES.put("train", 1200);
        STORIES.put("validation", 150);
        STORIES.put("test", 150);
    }

    private SampleCorpus() {}

    /**
     * Writes {@code train.txt}, {@code validation.txt} and {@code test.txt}. No story occurs twice.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Grammar grammar = Grammar.ofStories();
        Random random = new Random(SEED);
        Set<String> told = new LinkedHashSet<>();
        for (Map.Entry<String, Integer> split : STORIES.entrySet()) {
            List<String> lines = new ArrayList<>();
            while (lines.size() < split.getValue()) {
                String story = Derivation.text(grammar, "story", Map.of(), random);
                if (told.add(story)) {
                    lines.add(story);
                }
            }
            String text = String.join("\n", lines) + "\n";
            Files.writeString(
                    folder.resolve(split.getKey() + ".txt"), text, StandardCharsets.UTF_8);
        }
    }

    /**
     * Regenerates the files.
     *
     * @param arguments the folder, {@code data/sample} by default
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/sample"));
    }
}
