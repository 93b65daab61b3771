package org.recurve.data.sample;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A clause in both languages: who does what to whom, when, and whether it is so. French negation
 * goes around the verb, or around the auxiliary of the perfect; a pronoun stands before the verb
 * that it is the object of; the participle agrees with the subject after être and with a pronoun
 * before avoir.
 *
 * @param subject who
 * @param verb does what
 * @param object to whom or what; null for nothing
 * @param asPronoun whether the object is a pronoun
 * @param englishTail what ends it in English; may be empty
 * @param frenchTail what ends it in French; may be empty
 * @param tense when
 * @param negation whether it is so
 */
record EverydayClause(
        EverydayPhrase subject,
        EverydayVerb verb,
        EverydayPhrase object,
        boolean asPronoun,
        String englishTail,
        String frenchTail,
        Tense tense,
        Negation negation) {
    private static final String[] GOING = {"vais", "vas", "va", "allons", "allez", "vont"};
    private static final String[] AVOIR = {"ai", "as", "a", "avons", "avez", "ont"};
    private static final String[] ETRE = {"suis", "es", "est", "sommes", "êtes", "sont"};

    /** When it happens. */
    enum Tense {
        PRESENT,
        PAST,
        FUTURE
    }

    /** Whether it does, with the second word of the French negation. */
    enum Negation {
        NONE(""),
        NOT("pas"),
        NEVER("jamais"),
        ANYMORE("plus");

        private final String french;

        Negation(String french) {
            this.french = french;
        }
    }

    private boolean denied() {
        return negation != Negation.NONE;
    }

    private static String join(String... words) {
        return Stream.of(words).filter(w -> !w.isEmpty()).collect(Collectors.joining(" "));
    }

    /** {@return the clause as a statement, without a mark at its end} */
    String english() {
        int person = subject.person();
        String never = negation == Negation.NEVER ? "never" : "";
        boolean not = negation == Negation.NOT || negation == Negation.ANYMORE;
        boolean be = verb.base().equals("be");
        String verbs =
                switch (tense) {
                    case FUTURE -> join(be(person), not ? "not" : never, "going to", verb.base());
                    case PAST ->
                            be
                                    ? join(verb.englishPast(person), not ? "not" : never)
                                    : not
                                            ? "did not " + verb.base()
                                            : join(never, verb.englishPast(person));
                    case PRESENT ->
                            be
                                    ? join(verb.english(person), not ? "not" : never)
                                    : not
                                            ? join(person == 2 ? "does" : "do", "not", verb.base())
                                            : join(never, verb.english(person));
                };
        return join(subject.english(), verbs, englishRest());
    }

    private String englishRest() {
        String what = object == null ? "" : denied() ? object.englishDenied() : object.english();
        return join(
                verb.englishRest().replace("POSS", subject.possessive()),
                what,
                englishTail,
                negation == Negation.ANYMORE ? "anymore" : "");
    }

    private static String be(int person) {
        return person == 0 ? "am" : person == 2 ? "is" : "are";
    }

    /** {@return the clause as a question to be answered by yes or no, without its mark} */
    String englishQuestion() {
        int person = subject.person();
        boolean be = verb.base().equals("be");
        String first =
                switch (tense) {
                    case FUTURE -> be(person);
                    case PAST -> be ? verb.englishPast(person) : "did";
                    case PRESENT -> be ? be(person) : person == 2 ? "does" : "do";
                };
        String base = tense == Tense.FUTURE ? "going to " + verb.base() : be ? "" : verb.base();
        return join(first, subject.english(), base, englishRest());
    }

    /** {@return the clause in French, without a mark at its end} */
    String french() {
        return join(subject.french(), frenchPredicate());
    }

    /** {@return all but the subject} */
    String frenchPredicate() {
        int person = subject.person();
        String ne = denied() ? "ne|n'" : "";
        String pas = negation.french;
        String pronoun = asPronoun ? object.frenchObject(verb.indirect()) : "";
        String verbs =
                switch (tense) {
                    case FUTURE -> join(ne, GOING[person], pas, pronoun, verb.infinitive());
                    case PRESENT -> join(ne, pronoun, verb.french(person), pas);
                    case PAST ->
                            verb.lasting()
                                    ? join(ne, pronoun, verb.frenchImperfect(person), pas)
                                    : join(ne, pronoun, auxiliary(), pas, participle());
                };
        return join(verbs, frenchRest());
    }

    private String frenchRest() {
        String rest =
                Stream.of(verb.frenchRest().split(" ", -1))
                        .map(this::agreeing)
                        .collect(Collectors.joining(" "));
        String what =
                object == null || asPronoun
                        ? ""
                        : join(
                                verb.indirect() ? "à" : "",
                                denied() ? object.frenchDenied() : object.french());
        return join(rest, what, frenchTail);
    }

    private String agreeing(String word) {
        if (word.equals("SES")) {
            return subject.frenchPossessive(false, true);
        }
        return word.contains("/") ? subject.agreeing(word).replace('_', ' ') : word;
    }

    private String auxiliary() {
        return (verb.withEtre() ? ETRE : AVOIR)[subject.person()];
    }

    private String participle() {
        if (verb.withEtre()) {
            return verb.participle(subject.feminine(), subject.plural());
        }
        boolean agrees = asPronoun && !verb.indirect();
        return agrees ? verb.participle(object.feminine(), object.plural()) : verb.participle();
    }
}
