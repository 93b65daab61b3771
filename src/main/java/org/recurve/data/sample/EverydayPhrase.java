package org.recurve.data.sample;

/**
 * Somebody or something in both languages, with what other words must agree with.
 *
 * @param english as it stands in a sentence
 * @param englishDenied the same where it is denied: {@code any bread}
 * @param french as it stands in a sentence
 * @param frenchDenied the same where it is denied: {@code de pain}
 * @param person of the verb: 0 I, 1 you, 2 he, she, it, 3 we, 4 you all, 5 they
 * @param feminine whether its French gender is
 */
record EverydayPhrase(
        String english,
        String englishDenied,
        String french,
        String frenchDenied,
        int person,
        boolean feminine) {
    private static final String[] POSSESSIVES = {"my", "your", "his", "our", "your", "their"};
    private static final String[] MASCULINE = {"mon", "ton", "son", "notre", "votre", "leur"};
    private static final String[] FEMININE = {
        "ma|mon", "ta|ton", "sa|son", "notre", "votre", "leur"
    };
    private static final String[] PLURAL = {"mes", "tes", "ses", "nos", "vos", "leurs"};
    private static final String[] DIRECT = {"me|m'", "te|t'", "", "nous", "vous", "les"};
    private static final String[] INDIRECT = {"me|m'", "te|t'", "lui", "nous", "vous", "leur"};
    private static final String[] OBJECTS = {"me", "you", "", "us", "you", "them"};

    /** Somebody who is the same whether denied or not. */
    static EverydayPhrase of(String english, String french, int person, boolean feminine) {
        return new EverydayPhrase(english, english, french, french, person, feminine);
    }

    boolean plural() {
        return person > 2;
    }

    /** {@return whether it is a person, of whom one says he and she} */
    String pronoun(boolean isPerson) {
        return plural() ? "they" : !isPerson ? "it" : feminine ? "she" : "he";
    }

    /** {@return il, elle, ils, elles} */
    String frenchPronoun() {
        return (feminine ? "elle" : "il") + (plural() ? "s" : "");
    }

    /** {@return me, him, her, it, … where it is the object} */
    String object(boolean isPerson) {
        return person != 2 ? OBJECTS[person] : !isPerson ? "it" : feminine ? "her" : "him";
    }

    /** {@return me, te, le, la, lui, … before the verb} */
    String frenchObject(boolean indirect) {
        if (indirect) {
            return INDIRECT[person];
        }
        return person == 2 ? (feminine ? "la|l'" : "le|l'") : DIRECT[person];
    }

    /** {@return my, your, his, …} */
    String possessive() {
        return person == 2 && feminine ? "her" : POSSESSIVES[person];
    }

    /** {@return mon, ma, mes, … for something of the gender and number} */
    String frenchPossessive(boolean feminineThing, boolean pluralThing) {
        return pluralThing ? PLURAL[person] : feminineThing ? FEMININE[person] : MASCULINE[person];
    }

    /** {@return the form that agrees, of {@code heureux/heureux/heureuse/heureuses}} */
    String agreeing(String forms) {
        return forms.split("/", -1)[(feminine ? 2 : 0) + (plural() ? 1 : 0)];
    }
}
