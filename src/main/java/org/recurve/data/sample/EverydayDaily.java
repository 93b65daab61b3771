package org.recurve.data.sample;

import java.util.List;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Sentences of coming and being, and idioms. */
final class EverydayDaily {
    private static final List<String> DEGREES = List.of("/", "/", "very/très", "too/trop");

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayDaily(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
    }

    /** Somebody goes somewhere, most often has gone. */
    EverydayPair motion() {
        EverydayVerb verb = cast.pick(words.motions());
        EverydayPhrase subject = cast.subject();
        Tense tense = cast.any(Tense.PAST, Tense.PAST, Tense.PRESENT, Tense.FUTURE);
        String[] tail =
                switch (cast.pick(verb.kinds())) {
                    case "to" -> {
                        int city = cast.number(0, EverydayScenes.CITIES.size() - 1);
                        yield cast.chance(0.5)
                                ? place("building", "to", "à")
                                : new String[] {
                                    "to " + EverydayScenes.CITIES.get(city),
                                    "à " + EverydayScenes.CITIES_IN_FRENCH.get(city)
                                };
                    }
                    case "in", "infrom" -> place("room", "in", "dans");
                    case "with" -> {
                        EverydayPhrase with = cast.person(cast.chance(0.4));
                        yield new String[] {"with " + with.english(), "avec " + with.french()};
                    }
                    default ->
                            switch (tense) {
                                case PAST ->
                                        cast.any(
                                                        "yesterday/hier",
                                                        "on Monday/lundi",
                                                        "this morning/ce matin",
                                                        "late/tard")
                                                .split("/", -1);
                                case FUTURE ->
                                        cast.any(
                                                        "tomorrow/demain",
                                                        "tonight/ce soir",
                                                        "on Friday/vendredi")
                                                .split("/", -1);
                                case PRESENT ->
                                        cast.any(
                                                        "early/tôt",
                                                        "every day/tous les jours",
                                                        "late/tard")
                                                .split("/", -1);
                            };
                };
        return EverydayPair.said(
                new EverydayClause(
                        subject,
                        verb,
                        null,
                        false,
                        tail[0],
                        tail[1],
                        tense,
                        cast.any(Negation.NONE, Negation.NONE, Negation.NONE, Negation.NOT)));
    }

    private String[] place(String kind, String english, String french) {
        EverydayPhrase place = cast.thing(cast.noun(kind), "the", null, false);
        return new String[] {english + " " + place.english(), french + " " + place.french()};
    }

    /** Somebody or something is like this. */
    EverydayPair copula() {
        while (true) {
            EverydayNoun noun =
                    cast.noun(
                            "family",
                            "people",
                            "thing",
                            "building",
                            "room",
                            "clothes",
                            "text",
                            "animal");
            EverydayAdjective adjective = cast.predicate(noun);
            if (adjective == null) {
                continue;
            }
            boolean plural = cast.chance(0.45) && !noun.english().matches("father|mother");
            EverydayPhrase subject =
                    noun.is("family")
                            ? cast.thing(noun, cast.pronoun(), null, plural)
                            : cast.thing(noun, cast.any("the", "this"), null, plural);
            Negation negation = cast.any(Negation.NONE, Negation.NONE, Negation.NOT);
            String[] degree = negation == Negation.NONE ? cast.two(DEGREES) : new String[] {"", ""};
            return EverydayPair.said(
                    new EverydayClause(
                            subject,
                            words.verb("be", "être", true),
                            null,
                            false,
                            degree[0] + " " + adjective.english(),
                            degree[1]
                                    + " "
                                    + adjective.elsewhere(subject.feminine(), subject.plural()),
                            cast.any(Tense.PRESENT, Tense.PRESENT, Tense.PAST),
                            negation));
        }
    }

    /** There is something somewhere. */
    EverydayPair existence() {
        EverydayNoun noun = cast.noun("food", "animal", "thing", "dish", "mass", "drink");
        boolean plural = noun.counts() && cast.chance(0.6);
        EverydayPhrase what =
                plural && cast.chance(0.6)
                        ? cast.several(noun, null)
                        : cast.thing(
                                noun, "a", cast.chance(0.3) ? cast.adjective(noun) : null, plural);
        String[] place =
                cast.chance(0.5)
                        ? place("room", "in", "dans")
                        : cast.chance(0.5)
                                ? place("furniture", "on", "sur")
                                : place("furniture", "under", "sous");
        if (cast.chance(0.3)) {
            return EverydayPair.of(
                    "there "
                            + (plural ? "are" : "is")
                            + " not "
                            + what.englishDenied()
                            + " "
                            + place[0]
                            + " .",
                    "il n'y a pas " + what.frenchDenied() + " " + place[1] + " .");
        }
        return EverydayPair.of(
                "there " + (plural ? "are " : "is ") + what.english() + " " + place[0] + " .",
                "il y a " + what.french() + " " + place[1] + " .");
    }

    /** What says word by word something else. */
    EverydayPair idiom() {
        if (cast.chance(0.12)) {
            return missed();
        }
        EverydayVerb verb = cast.pick(words.idioms());
        EverydayPhrase subject = cast.subject();
        Tense tense = cast.tense(verb);
        boolean article = verb.frenchRest().matches(".*(\\bune? |\\bde la |\\bd'|/).*");
        Negation negation =
                article ? Negation.NONE : cast.any(Negation.NONE, Negation.NONE, Negation.NOT);
        EverydayClause clause =
                new EverydayClause(subject, verb, null, false, "", "", tense, negation);
        return cast.chance(0.2) && negation == Negation.NONE
                ? EverydayPair.of(
                        clause.englishQuestion() + " ?", "est-ce que|qu' " + clause.french() + " ?")
                : EverydayPair.said(clause);
    }

    /** In French the one who is missed is the subject. */
    private EverydayPair missed() {
        int missing = cast.any(0, 1, 2, 3);
        EverydayPhrase who =
                EverydayPhrase.of(List.of("I", "you", "she", "we").get(missing), "", missing, true);
        EverydayPhrase missed = cast.third();
        EverydayVerb verb = words.verb("miss", "manquer", true);
        EverydayClause french =
                new EverydayClause(
                        missed, verb.indirectly(), who, true, "", "", Tense.PRESENT, Negation.NONE);
        return EverydayPair.of(
                who.english() + " " + verb.english(missing) + " " + missed.english() + " .",
                french.french() + " .");
    }
}
