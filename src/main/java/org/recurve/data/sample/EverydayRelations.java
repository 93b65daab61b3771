package org.recurve.data.sample;

import java.util.Set;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Sentences of what belongs to what, and of how things compare. */
final class EverydayRelations {
    /** Adjectives without a comparative, or with one of its own in French. */
    private static final Set<String> UNGRADED =
            Set.of(
                    "French", "English", "good", "empty", "red", "blue", "green", "white", "black",
                    "yellow", "gray", "round");

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayRelations(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
    }

    /** A relative clause; the participle agrees with what it was done to. */
    EverydayPair relative() {
        EverydayPhrase subject = cast.subject();
        if (cast.chance(0.4)) {
            EverydayNoun noun = cast.noun("people");
            boolean plural = cast.chance(0.4);
            EverydayPhrase who = cast.thing(noun, "the", null, plural);
            EverydayVerb verb = cast.pick(words.actions());
            EverydayAdjective adjective = cast.predicate(noun);
            EverydayPhrase that =
                    EverydayPhrase.of(
                            who.english() + " who",
                            who.french() + " qui",
                            who.person(),
                            who.feminine());
            EverydayClause clause =
                    new EverydayClause(
                            that,
                            verb,
                            cast.something(verb, who),
                            false,
                            "",
                            "",
                            Tense.PAST,
                            Negation.NONE);
            return EverydayPair.said(
                    clause.english() + (plural ? " are " : " is ") + adjective.english(),
                    clause.french()
                            + (plural ? " sont " : " est ")
                            + adjective.elsewhere(who.feminine(), plural));
        }
        EverydayVerb verb = cast.pick(words.actions());
        EverydayNoun noun = cast.noun(verb);
        EverydayAdjective adjective = cast.predicate(noun);
        if (adjective == null || verb.indirect() || noun.is("family")) {
            return relative();
        }
        boolean plural = noun.counts() && cast.chance(0.4);
        EverydayPhrase what = cast.thing(noun, "the", null, plural);
        String past = (verb.englishPast(0) + " " + verb.englishRest()).strip();
        String participle = verb.participle(what.feminine(), plural);
        String auxiliary = words.verb("have", "avoir", true).french(subject.person());
        return EverydayPair.said(
                what.english()
                        + " that "
                        + subject.english()
                        + " "
                        + past
                        + (plural ? " are " : " is ")
                        + adjective.english(),
                what.french()
                        + " que|qu' "
                        + subject.french()
                        + " "
                        + auxiliary
                        + " "
                        + participle
                        + (plural ? " sont " : " est ")
                        + adjective.elsewhere(what.feminine(), plural));
    }

    /** Somebody's things: the owner comes last in French. */
    EverydayPair possession() {
        EverydayPhrase owner = cast.chance(0.4) ? cast.name() : cast.person(cast.chance(0.3));
        String whose =
                owner.english() + (owner.english().endsWith("s") && owner.plural() ? "'" : "'s");
        EverydayNoun noun = cast.noun("animal", "clothes", "vehicle", "thing", "room");
        boolean plural = cast.chance(0.35);
        EverydayPhrase thing = cast.thing(noun, "the", null, plural);
        String french = thing.french() + " de|d' " + owner.french();
        EverydayAdjective adjective = cast.predicate(noun);
        if (adjective != null && cast.chance(0.6)) {
            return EverydayPair.said(
                    whose
                            + " "
                            + noun.english(plural)
                            + (plural ? " are " : " is ")
                            + adjective.english(),
                    french
                            + (plural ? " sont " : " est ")
                            + adjective.elsewhere(noun.feminine(), plural));
        }
        if (cast.chance(0.5)) {
            return EverydayPair.said(
                    (plural ? "these are " : "this is ") + whose + " " + noun.english(plural),
                    (plural ? "ce sont " : "c'est ") + french);
        }
        return EverydayPair.of(
                "where " + (plural ? "are " : "is ") + whose + " " + noun.english(plural) + " ?",
                "où " + (plural ? "sont " : "est ") + french + " ?");
    }

    /** More, less, as much, the most. */
    EverydayPair comparison() {
        while (true) {
            EverydayNoun noun =
                    cast.noun(
                            "family",
                            "people",
                            "clothes",
                            "vehicle",
                            "building",
                            "animal",
                            "thing",
                            "nature");
            EverydayAdjective adjective = cast.predicate(noun);
            if (adjective == null || UNGRADED.contains(adjective.english())) {
                continue;
            }
            if (cast.chance(0.35) && adjective.attributive() && !noun.is("family")) {
                return superlative(noun, adjective);
            }
            boolean plural = cast.chance(0.3) && !noun.english().matches("father|mother");
            EverydayPhrase one =
                    noun.is("family")
                            ? cast.thing(noun, cast.pronoun(), null, plural)
                            : cast.thing(noun, cast.any("the", "this"), null, plural);
            EverydayNoun otherNoun = cast.noun(noun.kinds().get(0));
            EverydayPhrase other =
                    noun.is("family")
                            ? cast.name()
                            : cast.thing(otherNoun, cast.pronoun(), null, cast.chance(0.3));
            String[] than =
                    switch (cast.number(0, 3)) {
                        case 0 -> new String[] {"less " + adjective.english() + " than", "moins"};
                        case 1 -> new String[] {"as " + adjective.english() + " as", "aussi"};
                        default -> new String[] {adjective.comparative() + " than", "plus"};
                    };
            return EverydayPair.said(
                    one.english()
                            + (one.plural() ? " are " : " is ")
                            + than[0]
                            + " "
                            + other.english(),
                    one.french()
                            + (one.plural() ? " sont " : " est ")
                            + than[1]
                            + " "
                            + adjective.elsewhere(one.feminine(), one.plural())
                            + " que|qu' "
                            + other.french());
        }
    }

    private EverydayPair superlative(EverydayNoun noun, EverydayAdjective adjective) {
        String[] place =
                cast.any(
                                "in the city/de|d' LA ville",
                                "in the world/de|d' LE monde",
                                "in the village/de|d' LE village",
                                "of all/de|d' tous")
                        .split("/", -1);
        String all = place[1].equals("de|d' tous") && noun.feminine() ? "de|d' toutes" : place[1];
        String article = noun.feminine() ? "la " : "le ";
        String french =
                adjective.before()
                        ? article
                                + "plus "
                                + adjective.beforeNoun(noun.feminine(), false)
                                + " "
                                + noun.french()
                        : (noun.feminine() ? "LA " : "LE ")
                                + noun.french()
                                + " "
                                + article
                                + "plus "
                                + adjective.elsewhere(noun.feminine(), false);
        return EverydayPair.said(
                "this is the " + adjective.superlative() + " " + noun.english() + " " + place[0],
                "c'est " + french + " " + all);
    }
}
