package org.recurve.data.sample;

import java.util.List;

/**
 * A verb of both languages, with words that go with it unchanged.
 *
 * @param english base, past and participle
 * @param englishRest what follows it, as {@code for} of {@code look for}; may be empty
 * @param infinitive of the French one
 * @param present its six persons
 * @param participle masculine singular
 * @param withEtre whether its perfect is made with être
 * @param frenchRest what follows it; may be empty
 * @param indirect whether its object stands with à
 * @param lasting whether it tells what lasts, of the past in the imperfect
 * @param kinds of its objects, or of what may follow
 */
record EverydayVerb(
        List<String> english,
        String englishRest,
        String infinitive,
        List<String> present,
        String participle,
        boolean withEtre,
        String frenchRest,
        boolean indirect,
        boolean lasting,
        List<String> kinds) {
    private static final String[] IMPERFECT = {"ais", "ais", "ait", "ions", "iez", "aient"};

    /** {@return the verb with somebody that it is done to in French, and nothing behind it} */
    EverydayVerb indirectly() {
        return new EverydayVerb(
                english, "", infinitive, present, participle, false, "", true, lasting, kinds);
    }

    String base() {
        return english.get(0);
    }

    /** {@return the English present} */
    String english(int person) {
        if (base().equals("be")) {
            return person == 0 ? "am" : person == 2 ? "is" : "are";
        }
        if (person != 2) {
            return base();
        }
        if (base().equals("have")) {
            return "has";
        }
        if (base().matches(".*[^aeiou]y")) {
            return base().substring(0, base().length() - 1) + "ies";
        }
        return base().matches(".*(s|sh|ch|x|z|o)") ? base() + "es" : base() + "s";
    }

    /** {@return the English past} */
    String englishPast(int person) {
        boolean were = base().equals("be") && person != 0 && person != 2;
        return were ? "were" : english.get(1);
    }

    /** {@return the French present, in its form before a vowel where it matters} */
    String french(int person) {
        return present.get(person);
    }

    /** {@return the French imperfect, made from the present of we, except être} */
    String frenchImperfect(int person) {
        String we = present.get(3);
        String stem =
                infinitive.equals("être") ? "ét" : we.substring(0, we.length() - "ons".length());
        // manger: nous mangions, without the e that keeps the g soft before an a.
        boolean soft = stem.endsWith("ge") && IMPERFECT[person].startsWith("i");
        return (soft ? stem.substring(0, stem.length() - 1) : stem) + IMPERFECT[person];
    }

    /** {@return the participle, agreeing} */
    String participle(boolean feminine, boolean plural) {
        String agreeing = participle + (feminine ? "e" : "");
        // pris, mis: the plural is the same.
        return agreeing + (plural && !agreeing.endsWith("s") ? "s" : "");
    }
}
