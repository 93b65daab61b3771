package org.recurve.data.sample;

import java.util.Locale;

/**
 * Someone or something that a story speaks of, with the features that later words must agree with.
 *
 * @param name the noun or name in its number, words separated by spaces
 * @param kind the word class that rules such as {@code use.$thing} are chosen by; she, he and they
 *     for persons
 * @param preposition how one stands to it ("behind" the barrel), empty where nobody does
 * @param plural whether verbs and pronouns take the plural
 */
record Entity(String name, String kind, String preposition, boolean plural) {

    /** Subjects that are words of the rule itself: {@code the rain fall@one}. */
    static final Entity ONE = new Entity("one", "one", "", false);

    static final Entity MANY = new Entity("many", "many", "", true);

    /** The moods of an opinion. */
    static final Entity GOOD = new Entity("good", "good", "", false);

    static final Entity BAD = new Entity("bad", "bad", "", false);

    /**
     * Reads an entry of a list: {@code singular/plural class preposition}, where all but the first
     * may be missing.
     *
     * @param entry the line
     * @param plural the number to give it where it has both
     */
    static Entity parse(String entry, boolean plural) {
        String[] fields = entry.split(" ", -1);
        String[] forms = fields[0].replace('_', ' ').split("/", -1);
        String kind = fields.length > 1 ? fields[1] : forms[0];
        boolean many = kind.equals("they") || (plural && forms.length > 1);
        String name = forms[many && forms.length > 1 ? 1 : 0];
        return new Entity(name, kind, fields.length > 2 ? fields[2] : "", many);
    }

    /** The other mood. */
    Entity opposite() {
        if (!equals(GOOD) && !equals(BAD)) {
            throw new IllegalArgumentException("no mood: " + name);
        }
        return equals(GOOD) ? BAD : GOOD;
    }

    /** The word for {@code [x.attribute]}. */
    String word(String attribute) {
        boolean she = kind.equals("she");
        boolean he = kind.equals("he");
        return switch (attribute) {
            case "" -> name;
            case "prep" -> preposition;
            case "a" -> plural ? "some" : "a";
            case "call" -> name.startsWith("the ") ? name.substring(4) : name;
            case "he" -> plural ? "they" : she ? "she" : he ? "he" : "it";
            case "him" -> plural ? "them" : she ? "her" : he ? "him" : "it";
            case "his" -> plural ? "their" : she ? "her" : he ? "his" : "its";
            case "self" -> plural ? "themselves" : she ? "herself" : he ? "himself" : "itself";
            case "i" -> plural ? "we" : "i";
            case "me" -> plural ? "us" : "me";
            case "my" -> plural ? "our" : "my";
            default ->
                    throw new IllegalArgumentException(
                            String.format(Locale.ROOT, "no attribute %s of %s", attribute, name));
        };
    }
}
