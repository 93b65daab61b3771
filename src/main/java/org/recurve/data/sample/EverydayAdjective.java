package org.recurve.data.sample;

import java.util.List;

/**
 * An adjective of both languages.
 *
 * @param english positive
 * @param comparative {@code bigger}; {@code more interesting} where it has no ending
 * @param superlative {@code biggest}
 * @param french masculine, its plural, feminine, its plural, and masculine before a vowel
 * @param before whether it stands before the noun
 * @param attributive whether it stands at a noun at all, or only behind a verb
 * @param predicative whether it stands behind a verb at all, or only at a noun
 * @param kinds of nouns that it goes with
 */
record EverydayAdjective(
        String english,
        String comparative,
        String superlative,
        List<String> french,
        boolean before,
        boolean attributive,
        boolean predicative,
        List<String> kinds) {

    /** Reads a line of adjectives.txt. */
    static EverydayAdjective parse(String line) {
        String[] parts = line.split(" \\| ", -1);
        String[] english = parts[0].split(" ", -1);
        boolean endings = english.length > 1;
        return new EverydayAdjective(
                english[0],
                endings ? english[1] : "more " + english[0],
                endings ? english[2] : "most " + english[0],
                forms(parts[1].split(" ", -1)),
                parts[2].startsWith("before"),
                !parts[2].equals("never"),
                !parts[2].equals("before-only"),
                List.of(parts[3].split(" ", -1)));
    }

    /** Regular ones take -e in the feminine unless they have one, and -s in the plural. */
    private static List<String> forms(String[] given) {
        String m = given[0];
        if (given.length >= 4) {
            String beforeVowel = given.length > 4 ? m + "|" + given[4] : m;
            return List.of(beforeVowel, given[1], given[2], given[3], m);
        }
        String f = m.endsWith("e") ? m : m + "e";
        return List.of(m, m + "s", f, f + "s", m);
    }

    boolean goesWith(EverydayNoun noun) {
        return kinds.stream().anyMatch(noun::is);
    }

    /** {@return its form before a noun, with that before a vowel where it has one} */
    String beforeNoun(boolean feminine, boolean plural) {
        return french.get((feminine ? 2 : 0) + (plural ? 1 : 0));
    }

    /** {@return its form anywhere else} */
    String elsewhere(boolean feminine, boolean plural) {
        return !feminine && !plural ? french.get(4) : beforeNoun(feminine, plural);
    }
}
