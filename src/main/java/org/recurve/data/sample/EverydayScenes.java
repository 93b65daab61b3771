package org.recurve.data.sample;

import java.util.List;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Sentences of subject, verb and object: statements, denials, questions and pronouns. */
final class EverydayScenes {
    private static final List<String> DAILY =
            List.of(
                    "/",
                    "/",
                    "every day/tous les jours",
                    "on Sundays/LE dimanche",
                    "in the morning/LE matin");
    private static final List<String> PAST =
            List.of(
                    "/",
                    "yesterday/hier",
                    "this morning/ce matin",
                    "last night/hier soir",
                    "last week/LA semaine dernière",
                    "two days ago/il y a deux jours");
    private static final List<String> FUTURE =
            List.of(
                    "/",
                    "tomorrow/demain",
                    "tonight/ce soir",
                    "next week/LA semaine prochaine",
                    "next month/LE mois prochain");
    static final List<String> CITIES =
            List.of("Paris", "Lyon", "London", "Geneva", "Marseille", "Nice", "Bordeaux");
    static final List<String> CITIES_IN_FRENCH =
            List.of("Paris", "Lyon", "Londres", "Genève", "Marseille", "Nice", "Bordeaux");

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayScenes(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
    }

    /** {@return a time that goes with the verb, in both languages} */
    private String[] when(EverydayVerb verb, Tense tense) {
        if (verb.lasting()) {
            return new String[] {"", ""};
        }
        List<String> times =
                switch (tense) {
                    case PRESENT -> DAILY;
                    case PAST -> PAST;
                    case FUTURE -> FUTURE;
                };
        return cast.pick(times).split("/", -1);
    }

    /** Somebody does something to something. */
    private EverydayClause clause(EverydayPhrase subject, Negation negation) {
        EverydayVerb verb =
                cast.chance(0.25) ? cast.pick(words.states()) : cast.pick(words.actions());
        EverydayNoun noun = cast.noun(verb);
        boolean present =
                negation == Negation.ANYMORE || (negation == Negation.NEVER && verb.lasting());
        Tense tense = present ? Tense.PRESENT : cast.tense(verb);
        String[] when = negation == Negation.NONE ? when(verb, tense) : new String[] {"", ""};
        // One likes cheese in general, which is le fromage.
        boolean general = verb.lasting() && !noun.counts();
        EverydayPhrase object =
                general
                        ? EverydayPhrase.of(
                                noun.english(),
                                noun.feminine() ? "LA " + noun.french() : "LE " + noun.french(),
                                2,
                                noun.feminine())
                        : cast.object(noun, subject);
        return new EverydayClause(subject, verb, object, false, when[0], when[1], tense, negation);
    }

    EverydayPair statement() {
        EverydayClause clause = clause(cast.subject(), Negation.NONE);
        return EverydayPair.said(clause);
    }

    EverydayPair negation() {
        Negation negation = cast.any(Negation.NOT, Negation.NOT, Negation.NEVER, Negation.ANYMORE);
        EverydayClause clause = clause(cast.subject(), negation);
        return EverydayPair.said(clause);
    }

    /** Something with one or two adjectives, on either side of the French noun. */
    EverydayPair adjective() {
        while (true) {
            EverydayVerb verb = cast.pick(words.actions());
            EverydayNoun noun = cast.noun(verb);
            EverydayAdjective one = cast.adjective(noun);
            EverydayAdjective other = cast.adjective(noun);
            if (one == null || noun.is("family")) {
                continue;
            }
            EverydayPhrase subject = cast.subject();
            Tense tense = cast.tense(verb);
            boolean plural = noun.counts() && cast.chance(0.4);
            String article = cast.any("the", "a", "this");
            EverydayPhrase object = cast.thing(noun, article, one, plural);
            if (one.before() && !other.before() && cast.chance(0.6)) {
                object =
                        EverydayPhrase.of(
                                object.english()
                                        .replaceFirst(
                                                one.english() + " ",
                                                one.english() + " " + other.english() + " "),
                                object.french() + " " + other.elsewhere(noun.feminine(), plural),
                                object.person(),
                                noun.feminine());
            }
            EverydayClause clause =
                    new EverydayClause(subject, verb, object, false, "", "", tense, Negation.NONE);
            return EverydayPair.said(clause);
        }
    }

    EverydayPair question() {
        return switch (cast.number(0, 6)) {
            case 0 -> {
                EverydayPhrase who = EverydayPhrase.of("who", "qui", 2, false);
                EverydayClause clause = clause(who, Negation.NONE);
                yield asked(clause.english(), clause.french());
            }
            case 1 -> {
                EverydayNoun noun = cast.noun("building", "thing", "people", "clothes", "animal");
                EverydayPhrase what =
                        noun.is("building") || noun.is("people")
                                ? cast.thing(noun, "the", null, cast.chance(0.3))
                                : cast.thing(noun, cast.pronoun(), null, cast.chance(0.3));
                String[] be =
                        what.plural() ? new String[] {"are", "sont"} : new String[] {"is", "est"};
                yield asked(
                        "where " + be[0] + " " + what.english(),
                        "où " + be[1] + " " + what.french());
            }
            case 2 -> {
                EverydayPhrase what = priced();
                yield asked(
                        "how much " + (what.plural() ? "do " : "does ") + what.english() + " cost",
                        "combien coûte" + (what.plural() ? "nt " : " ") + what.french());
            }
            case 3 -> {
                String[] why = cast.any("why/pourquoi", "when/quand").split("/", -1);
                EverydayClause clause = clause(cast.subject(), Negation.NONE);
                EverydayClause bare =
                        new EverydayClause(
                                clause.subject(),
                                clause.verb(),
                                clause.object(),
                                false,
                                "",
                                "",
                                clause.tense(),
                                Negation.NONE);
                yield asked(
                        why[0] + " " + bare.englishQuestion(),
                        why[1] + " est-ce que|qu' " + bare.french());
            }
            default -> {
                EverydayClause clause = clause(cast.subject(), Negation.NONE);
                yield asked(
                        clause.englishQuestion().replace(" some ", " any "),
                        "est-ce que|qu' " + clause.french());
            }
        };
    }

    /** {@return something that has a price} */
    EverydayPhrase priced() {
        EverydayNoun noun = cast.noun("thing", "clothes", "vehicle", "furniture");
        return cast.thing(noun, cast.any("the", "this"), cast.adjective(noun), cast.chance(0.4));
    }

    private static EverydayPair asked(String english, String french) {
        return EverydayPair.of(english + " ?", french + " ?");
    }

    /** Somebody or something is named, then a pronoun stands for it. */
    EverydayPair pronoun() {
        if (cast.chance(0.3)) {
            return given();
        }
        if (cast.chance(0.3)) {
            return weAreSeen();
        }
        EverydayNoun noun =
                cast.noun("thing", "clothes", "people", "family", "animal", "vehicle", "opening");
        List<EverydayVerb> verbs = words.transitive(noun);
        EverydayVerb verb = cast.pick(verbs);
        EverydayPhrase subject = cast.pronoun();
        boolean isPerson = noun.is("people") || noun.is("family");
        EverydayPhrase named =
                noun.is("family")
                        ? cast.thing(noun, cast.you(), null, false)
                        : cast.thing(
                                noun,
                                cast.any("the", "this"),
                                cast.chance(0.3) ? cast.adjective(noun) : null,
                                cast.chance(0.4));
        EverydayPhrase object =
                EverydayPhrase.of(named.object(isPerson), "", named.person(), named.feminine());
        EverydayClause clause =
                new EverydayClause(
                        subject,
                        verb,
                        object,
                        true,
                        "",
                        "",
                        cast.tense(verb),
                        cast.any(Negation.NONE, Negation.NONE, Negation.NOT));
        String be = named.plural() ? "are" : "is";
        return cast.chance(0.5)
                ? EverydayPair.of(
                        "here " + be + " " + named.english() + " . " + clause.english() + " .",
                        "voici " + named.french() + " . " + clause.french() + " .")
                : EverydayPair.of(
                        "where " + be + " " + named.english() + " ? " + clause.english() + " .",
                        "où "
                                + (named.plural() ? "sont " : "est ")
                                + named.french()
                                + " ? "
                                + clause.french()
                                + " .");
    }

    /** Somebody does something to me, you or us. */
    private EverydayPair weAreSeen() {
        List<EverydayVerb> verbs = words.transitive(words.noun("friend"));
        EverydayVerb verb = cast.pick(verbs);
        int person = cast.any(0, 1, 3);
        String english = List.of("me", "you", "", "us").get(person);
        EverydayClause clause =
                new EverydayClause(
                        cast.third(),
                        verb,
                        EverydayPhrase.of(english, "", person, false),
                        true,
                        "",
                        "",
                        cast.tense(verb),
                        cast.any(Negation.NONE, Negation.NOT, Negation.NEVER));
        return EverydayPair.said(clause);
    }

    /** Somebody gives somebody something. */
    private EverydayPair given() {
        EverydayVerb verb =
                cast.any(
                        words.verb("give", "donner", false),
                        words.verb("send", "envoyer", false),
                        words.verb("show", "montrer", false),
                        words.verb("lend", "prêter", false));
        EverydayPhrase subject = cast.third();
        EverydayPhrase gift = cast.object(cast.noun("thing", "text"), subject);
        Tense tense = cast.tense(verb);
        if (cast.chance(0.4)) {
            EverydayPhrase to = cast.person(cast.chance(0.3));
            EverydayClause clause =
                    new EverydayClause(
                            subject,
                            verb,
                            gift,
                            false,
                            "to " + to.english(),
                            "à " + to.french(),
                            tense,
                            Negation.NONE);
            return EverydayPair.said(clause);
        }
        int person = cast.any(0, 1, 2, 3, 5);
        boolean feminine = person == 2 && cast.chance(0.5);
        EverydayPhrase to = EverydayPhrase.of("", "", person, feminine);
        EverydayPhrase him = EverydayPhrase.of(to.object(true), "", person, feminine);
        EverydayClause clause =
                new EverydayClause(
                        subject,
                        verb.indirectly(),
                        him,
                        true,
                        gift.english(),
                        gift.french(),
                        tense,
                        Negation.NONE);
        return EverydayPair.said(clause);
    }
}
