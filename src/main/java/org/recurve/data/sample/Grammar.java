package org.recurve.data.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Named rules with their alternatives, and named lists with their entries, as the resource files
 * next to this class hold them: a name with a colon, then one indented line for each alternative.
 *
 * <p>An alternative is a line of items separated by spaces:
 *
 * <table>
 *   <caption>Items</caption>
 *   <tr><td>{@code word}</td><td>itself</td></tr>
 *   <tr><td>{@code ( a | b c | )}</td><td>one of the choices</td></tr>
 *   <tr><td>{@code <rule>}, {@code <rule:y>}</td><td>an alternative of the rule, in which {@code x} is y</td></tr>
 *   <tr><td>{@code <!rule>}, {@code <!rule:y>}</td><td>the same with the opposite mood: good for bad, bad for good</td></tr>
 *   <tr><td>{@code {y=list}}</td><td>casts an entry of the list as y, a name not yet in the story;
 *       {@code #one}, {@code #many} or {@code #z} after the list sets its number</td></tr>
 *   <tr><td>{@code [y]}, {@code [y.his]}</td><td>the name of y, or another word that agrees with y</td></tr>
 *   <tr><td>{@code go@y}, {@code go@y!}</td><td>the verb agreeing with y, in the story's tense or in the present</td></tr>
 *   <tr><td>{@code ^} in front</td><td>only where the rule is not yet nested twice in itself</td></tr>
 * </table>
 *
 * {@code $y} in the name of a rule or list stands for the kind of y as the caller sees it.
 */
final class Grammar {
    private static final List<String> STORIES =
            List.of(
                    "world",
                    "settings",
                    "weather",
                    "scenery",
                    "phrases",
                    "lost",
                    "gift",
                    "quarrel",
                    "guest",
                    "repair",
                    "journey");
    private static final List<String> OPINIONS =
            List.of(
                    "opinions/topics",
                    "opinions/scenes",
                    "opinions/adjectives",
                    "opinions/words",
                    "opinions/clauses",
                    "opinions/plain",
                    "opinions/negation",
                    "opinions/comparison",
                    "opinions/turns");

    private static final List<String> TAGGED =
            List.of("tagging/words", "tagging/phrases", "tagging/sentences");

    private final Map<String, List<String>> rules = new HashMap<>();
    private final Verbs verbs = new Verbs(lines("verbs"));

    private Grammar(List<String> files) {
        for (String file : files) {
            read(file);
        }
    }

    /** The grammar of the stories; they start from {@code story}. */
    static Grammar ofStories() {
        return new Grammar(STORIES);
    }

    /**
     * The grammar of the opinions; they start from {@code opinion}, with a mood and a phenomenon
     * cast.
     */
    static Grammar ofOpinions() {
        return new Grammar(OPINIONS);
    }

    /**
     * The grammar of sentences of words that are one thing or another; they start from {@code
     * sentence}. Its words carry their tag: {@code saw/NOUN}.
     */
    static Grammar ofTaggedSentences() {
        return new Grammar(TAGGED);
    }

    private void read(String file) {
        List<String> alternatives = List.of();
        for (String line : lines(file)) {
            if (line.endsWith(":") && !line.startsWith(" ")) {
                alternatives = new ArrayList<>();
                if (rules.put(line.substring(0, line.length() - 1), alternatives) != null) {
                    throw new IllegalArgumentException("rule twice: " + line + " in " + file);
                }
            } else {
                alternatives.add(line.strip());
            }
        }
    }

    /** The lines of a resource file that say something. */
    static List<String> lines(String file) {
        String name = file + ".txt";
        try (InputStream in = Grammar.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The alternatives of a rule or entries of a list, in the file's order. */
    List<String> alternatives(String name) {
        List<String> found = rules.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no rule or list " + name);
        }
        return found;
    }

    Verbs verbs() {
        return verbs;
    }
}
