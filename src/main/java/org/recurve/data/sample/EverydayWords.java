package org.recurve.data.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of the everyday pairs, as the files in {@code everyday} list them. */
final class EverydayWords {
    private final Map<String, String[]> englishVerbs = new HashMap<>();
    private final Map<String, String[]> frenchVerbs = new HashMap<>();
    private final List<EverydayNoun> nouns;
    private final List<EverydayAdjective> adjectives;
    private final List<EverydayVerb> actions;
    private final List<EverydayVerb> states;
    private final List<EverydayVerb> motions;
    private final List<EverydayVerb> idioms;

    EverydayWords() {
        read("english-verbs").forEach(line -> put(englishVerbs, line));
        read("french-verbs").forEach(line -> put(frenchVerbs, line));
        nouns = read("nouns").stream().map(EverydayNoun::parse).toList();
        adjectives = read("adjectives").stream().map(EverydayAdjective::parse).toList();
        actions = read("verbs").stream().map(line -> verb(line, false)).toList();
        states = read("states").stream().map(line -> verb(line, true)).toList();
        motions = read("motion").stream().map(line -> verb(line, false)).toList();
        idioms =
                read("idioms").stream()
                        .map(line -> line.replaceFirst(" = ", " | ") + " | idiom")
                        .map(line -> verb(line.replaceFirst("^\\*", ""), line.startsWith("*")))
                        .toList();
    }

    private static List<String> read(String file) {
        return Grammar.lines("everyday/" + file);
    }

    private static void put(Map<String, String[]> verbs, String line) {
        String[] fields = line.split(" ", -1);
        if (verbs.put(fields[0], fields) != null) {
            throw new IllegalArgumentException("verb twice: " + line);
        }
    }

    /** Reads {@code english words | french words | kinds}; the first word of each is the verb. */
    private EverydayVerb verb(String line, boolean lasting) {
        String[] parts = line.split(" \\| ", -1);
        String[] french = parts[1].split(" ", 2);
        String rest = french.length > 1 ? french[1] : "";
        boolean indirect = rest.equals("à");
        return verb(
                parts[0], french[0], indirect ? "" : rest, indirect, lasting, parts[2].split(" "));
    }

    /** {@return a verb with what follows it in either language} */
    EverydayVerb verb(String english, String french, boolean lasting) {
        return verb(english + " | " + french + " | any", lasting);
    }

    private EverydayVerb verb(
            String english,
            String infinitive,
            String frenchRest,
            boolean indirect,
            boolean lasting,
            String[] kinds) {
        String[] words = english.split(" ", 2);
        String[] forms = frenchVerbs.get(infinitive);
        if (forms == null && !infinitive.endsWith("er")) {
            throw new IllegalArgumentException("no forms of " + infinitive);
        }
        return new EverydayVerb(
                englishForms(words[0]),
                words.length > 1 ? words[1] : "",
                infinitive,
                forms == null ? regular(infinitive) : List.of(forms).subList(1, 7),
                forms == null ? infinitive.substring(0, infinitive.length() - 2) + "é" : forms[7],
                forms != null && forms.length > 8,
                frenchRest,
                indirect,
                lasting,
                List.of(kinds));
    }

    private List<String> englishForms(String base) {
        String[] forms = englishVerbs.get(base);
        if (forms != null) {
            return List.of(forms);
        }
        String past =
                base.endsWith("e")
                        ? base + "d"
                        : base.matches(".*[^aeiou]y")
                                ? base.substring(0, base.length() - 1) + "ied"
                                : base + "ed";
        return List.of(base, past, past);
    }

    private static List<String> regular(String infinitive) {
        String stem = infinitive.substring(0, infinitive.length() - 2);
        String we = stem.endsWith("g") ? "eons" : "ons";
        return List.of(stem + "e", stem + "es", stem + "e", stem + we, stem + "ez", stem + "ent");
    }

    List<EverydayNoun> nouns(String... kinds) {
        return nouns.stream().filter(noun -> Arrays.stream(kinds).anyMatch(noun::is)).toList();
    }

    EverydayNoun noun(String english) {
        return nouns.stream().filter(n -> n.english().equals(english)).findFirst().orElseThrow();
    }

    List<EverydayAdjective> adjectives(EverydayNoun noun) {
        return adjectives.stream().filter(a -> a.goesWith(noun)).toList();
    }

    List<EverydayVerb> actions() {
        return actions;
    }

    List<EverydayVerb> states() {
        return states;
    }

    List<EverydayVerb> motions() {
        return motions;
    }

    List<EverydayVerb> idioms() {
        return idioms;
    }

    /** {@return actions and states that go with things of the kinds} */
    List<EverydayVerb> transitive(EverydayNoun object) {
        List<EverydayVerb> found = new ArrayList<>(actions);
        found.addAll(states);
        found.removeIf(verb -> verb.kinds().stream().noneMatch(object::is));
        return found;
    }
}
