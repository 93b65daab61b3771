package org.recurve.data.sample;

import java.util.List;

/**
 * A noun of both languages.
 *
 * @param english singular
 * @param englishPlural or {@code "-"} where there is none
 * @param french singular
 * @param frenchPlural plural
 * @param feminine whether its French gender is
 * @param kinds what it is, for verbs and adjectives to choose by
 */
record EverydayNoun(
        String english,
        String englishPlural,
        String french,
        String frenchPlural,
        boolean feminine,
        List<String> kinds) {

    /** Reads {@code dog/dogs chien/chiens m animal}; a plural that is missing has an -s. */
    static EverydayNoun parse(String line) {
        String[] fields = line.split(" ", -1);
        String[] english = forms(fields[0]);
        String[] french = forms(fields[1]);
        if (!fields[2].equals("m") && !fields[2].equals("f")) {
            throw new IllegalArgumentException("no gender: " + line);
        }
        return new EverydayNoun(
                english[0],
                english[1],
                french[0],
                french[1],
                fields[2].equals("f"),
                List.of(fields).subList(3, fields.length));
    }

    private static String[] forms(String field) {
        String[] forms = field.replace('_', ' ').split("/", -1);
        return forms.length > 1 ? forms : new String[] {forms[0], forms[0] + "s"};
    }

    boolean is(String kind) {
        return kinds.contains(kind);
    }

    /** {@return whether it can be counted} */
    boolean counts() {
        return !englishPlural.equals("-");
    }

    String english(boolean plural) {
        return plural ? englishPlural : english;
    }

    String french(boolean plural) {
        return plural ? frenchPlural : french;
    }
}
