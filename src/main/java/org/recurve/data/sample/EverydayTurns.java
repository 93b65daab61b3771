package org.recurve.data.sample;

import java.util.List;
import java.util.Set;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Sentences that the two languages build in different ways. */
final class EverydayTurns {
    private static final String[] SELF = {"me|m'", "te|t'", "se|s'", "nous", "vous", "se|s'"};
    private static final List<String> REFLEXIVES =
            List.of(
                    "get up/lever",
                    "wash/laver",
                    "hurry/dépêcher",
                    "go to bed/coucher",
                    "get dressed/habiller",
                    "have fun/amuser",
                    "rest/reposer",
                    "wake up/réveiller",
                    "get bored/ennuyer",
                    "take a walk/promener");
    private static final List<String> ACTIVITIES =
            List.of(
                    "live in Paris/habiter à Paris",
                    "live here/habiter ici",
                    "live in London/habiter à Londres",
                    "work in this factory/travailler dans cette usine",
                    "work at the hospital/travailler à LE hôpital",
                    "study French/apprendre LE français",
                    "study English/apprendre LE anglais",
                    "play the guitar/jouer de|d' LA guitare",
                    "know Claire/connaître Claire",
                    "know this doctor/connaître ce|cet médecin",
                    "teach music/enseigner LA musique",
                    "own this house/avoir cette maison");
    private static final List<String> PERIODS =
            List.of(
                    "three years/trois ans",
                    "two months/deux mois",
                    "ten years/dix ans",
                    "a long time/longtemps",
                    "six weeks/six semaines",
                    "fifteen years/quinze ans");
    private static final List<String> MODALS =
            List.of("want to/vouloir", "must/devoir", "can/pouvoir");

    /** Adjectives without a comparative, or with one of its own in French. */
    private static final Set<String> UNGRADED =
            Set.of(
                    "French", "English", "good", "empty", "red", "blue", "green", "white", "black",
                    "yellow", "gray", "round");

    /** What nobody is asked to do. */
    private static final Set<String> MISHAPS = Set.of("lose", "forget", "break");

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayTurns(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
    }

    private String[] two(List<String> lines) {
        return cast.pick(lines).split("/", -1);
    }

    private static EverydayPair said(String english, String french) {
        return EverydayPair.of(english + " .", french + " .");
    }

    private EverydayPhrase something(EverydayVerb verb, EverydayPhrase owner) {
        return cast.object(cast.noun(verb.kinds().toArray(String[]::new)), owner);
    }

    /** What one wants, can or has to do. */
    EverydayPair modal() {
        String[] modal = two(MODALS);
        EverydayPhrase subject = cast.subject();
        EverydayVerb verb = cast.pick(words.actions());
        EverydayPhrase object = something(verb, subject);
        boolean denied = cast.chance(0.35);
        String what =
                (verb.base() + " " + verb.englishRest() + " ").replaceAll(" +", " ")
                        + (denied ? object.englishDenied() : object.english());
        EverydayClause clause =
                new EverydayClause(
                        subject,
                        words.verb(modal[0], modal[1], true),
                        null,
                        false,
                        what,
                        verb.infinitive()
                                + (verb.indirect() ? " à " : " ")
                                + (denied ? object.frenchDenied() : object.french()),
                        Tense.PRESENT,
                        denied ? Negation.NOT : Negation.NONE);
        if (modal[0].equals("want to")) {
            return said(clause.english(), clause.french());
        }
        String auxiliary = denied ? (modal[0] + " not").replace("can not", "cannot") : modal[0];
        return said(subject.english() + " " + auxiliary + " " + what, clause.french());
    }

    /** What has gone on for some time, or has just ended: both are a French present. */
    EverydayPair since() {
        EverydayPhrase subject = cast.subject();
        int person = subject.person();
        String have = person == 2 ? " has " : " have ";
        if (cast.chance(0.5)) {
            EverydayVerb verb = cast.pick(words.actions());
            EverydayPhrase object = something(verb, subject);
            String participle = (verb.english().get(2) + " " + verb.englishRest()).strip();
            return said(
                    subject.english() + have + "just " + participle + " " + object.english(),
                    subject.french()
                            + " "
                            + words.verb("come", "venir", false).french(person)
                            + " de|d' "
                            + verb.infinitive()
                            + (verb.indirect() ? " à " : " ")
                            + object.french());
        }
        String[] activity = two(ACTIVITIES);
        String[] period = two(PERIODS);
        EverydayVerb verb = words.verb(activity[0], activity[1], true);
        return said(
                subject.english()
                        + have
                        + verb.english().get(2)
                        + " "
                        + verb.englishRest()
                        + " for "
                        + period[0],
                subject.french()
                        + " "
                        + verb.french(person)
                        + " "
                        + verb.frenchRest()
                        + " depuis "
                        + period[1]);
    }

    /** What one does to oneself in French only. */
    EverydayPair reflexive() {
        String[] words = two(REFLEXIVES);
        EverydayPhrase subject = cast.subject();
        EverydayVerb verb = this.words.verb(words[0], words[1], false);
        int person = subject.person();
        Tense tense = cast.any(Tense.values());
        boolean denied = cast.chance(0.25);
        String[] when =
                denied
                        ? new String[] {"", ""}
                        : switch (tense) {
                            case PRESENT ->
                                    cast.any(
                                                    "every day/tous les jours",
                                                    "often/souvent",
                                                    "on Sundays/LE dimanche")
                                            .split("/", -1);
                            case PAST ->
                                    cast.any(
                                                    "yesterday/hier",
                                                    "this morning/ce matin",
                                                    "last night/hier soir")
                                            .split("/", -1);
                            case FUTURE ->
                                    cast.any("tomorrow/demain", "tonight/ce soir").split("/", -1);
                        };
        String english =
                new EverydayClause(
                                subject,
                                verb,
                                null,
                                false,
                                when[0],
                                "",
                                tense,
                                denied ? Negation.NOT : Negation.NONE)
                        .english();
        if (when[0].equals("often")) {
            english =
                    subject.english() + " often " + verb.english(person) + " " + verb.englishRest();
        }
        String ne = denied ? " ne|n' " : " ";
        String pas = denied ? " pas " : " ";
        String french =
                subject.french()
                        + switch (tense) {
                            case PRESENT -> ne + SELF[person] + " " + verb.french(person) + pas;
                            case FUTURE ->
                                    ne
                                            + this.words.verb("go", "aller", false).french(person)
                                            + pas
                                            + SELF[person]
                                            + " "
                                            + verb.infinitive()
                                            + " ";
                            case PAST ->
                                    ne
                                            + SELF[person]
                                            + " "
                                            + this.words.verb("be", "être", true).french(person)
                                            + pas
                                            + verb.participle(subject.feminine(), subject.plural())
                                            + " ";
                        }
                        + when[1];
        return said(english, french);
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
                            something(verb, who),
                            false,
                            "",
                            "",
                            Tense.PAST,
                            Negation.NONE);
            return said(
                    clause.english() + (plural ? " are " : " is ") + adjective.english(),
                    clause.french()
                            + (plural ? " sont " : " est ")
                            + adjective.elsewhere(who.feminine(), plural));
        }
        EverydayVerb verb = cast.pick(words.actions());
        EverydayNoun noun = cast.noun(verb.kinds().toArray(String[]::new));
        EverydayAdjective adjective = cast.predicate(noun);
        if (adjective == null || verb.indirect() || noun.is("family")) {
            return relative();
        }
        boolean plural = noun.counts() && cast.chance(0.4);
        EverydayPhrase what = cast.thing(noun, "the", null, plural);
        String past = (verb.englishPast(0) + " " + verb.englishRest()).strip();
        String participle = verb.participle(what.feminine(), plural);
        String auxiliary = words.verb("have", "avoir", true).french(subject.person());
        return said(
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
            return said(
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
            return said(
                    (plural ? "these are " : "this is ") + whose + " " + noun.english(plural),
                    (plural ? "ce sont " : "c'est ") + french);
        }
        return EverydayPair.of(
                "where " + (plural ? "are " : "is ") + whose + " " + noun.english(plural) + " ?",
                "où " + (plural ? "sont " : "est ") + french + " ?");
    }

    /** What somebody is told to do. */
    EverydayPair imperative() {
        EverydayVerb verb = cast.pick(words.actions());
        if (MISHAPS.contains(verb.base())) {
            return imperative();
        }
        EverydayPhrase object = something(verb, cast.you());
        String what = (verb.base() + " " + verb.englishRest()).strip() + " ";
        String to = verb.indirect() ? " à " : " ";
        return switch (cast.number(0, 2)) {
            case 0 ->
                    EverydayPair.of(
                            "do not " + what + object.englishDenied() + " !",
                            "ne|n' " + order(verb) + " pas" + to + object.frenchDenied() + " !");
            case 1 ->
                    said(
                            "let's " + (what + object.english()).replace("your ", "our "),
                            verb.french(3) + to + ours(object.french()));
            default ->
                    said(
                            what + object.english() + " , please",
                            order(verb) + to + object.french() + " , s'il te plaît");
        };
    }

    /** What is yours is ours where we are called upon. */
    private static String ours(String yours) {
        return yours.replaceFirst("^(ton|ta\\|ton) ", "notre ").replaceFirst("^tes ", "nos ");
    }

    /** Verbs in -er, and those like them, lose their -s. */
    private static String order(EverydayVerb verb) {
        String you = verb.french(1);
        return you.endsWith("es") ? you.substring(0, you.length() - 1) : you;
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
            return said(
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
        return said(
                "this is the " + adjective.superlative() + " " + noun.english() + " " + place[0],
                "c'est " + french + " " + all);
    }
}
