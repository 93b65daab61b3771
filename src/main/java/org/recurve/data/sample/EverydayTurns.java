package org.recurve.data.sample;

import java.util.List;
import java.util.Set;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Verbs that the two languages build sentences with in different ways. */
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

    /** What nobody is asked to do. */
    private static final Set<String> MISHAPS = Set.of("lose", "forget", "break");

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayTurns(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
    }

    /** What one wants, can or has to do. */
    EverydayPair modal() {
        String[] modal = cast.two(MODALS);
        EverydayPhrase subject = cast.subject();
        EverydayVerb verb = cast.pick(words.actions());
        EverydayPhrase object = cast.something(verb, subject);
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
            return EverydayPair.said(clause.english(), clause.french());
        }
        String auxiliary = denied ? (modal[0] + " not").replace("can not", "cannot") : modal[0];
        return EverydayPair.said(subject.english() + " " + auxiliary + " " + what, clause.french());
    }

    /** What has gone on for some time, or has just ended: both are a French present. */
    EverydayPair since() {
        EverydayPhrase subject = cast.subject();
        int person = subject.person();
        String have = person == 2 ? " has " : " have ";
        if (cast.chance(0.5)) {
            EverydayVerb verb = cast.pick(words.actions());
            EverydayPhrase object = cast.something(verb, subject);
            String participle = (verb.english().get(2) + " " + verb.englishRest()).strip();
            return EverydayPair.said(
                    subject.english() + have + "just " + participle + " " + object.english(),
                    subject.french()
                            + " "
                            + words.verb("come", "venir", false).french(person)
                            + " de|d' "
                            + verb.infinitive()
                            + (verb.indirect() ? " à " : " ")
                            + object.french());
        }
        String[] activity = cast.two(ACTIVITIES);
        String[] period = cast.two(PERIODS);
        EverydayVerb verb = words.verb(activity[0], activity[1], true);
        return EverydayPair.said(
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
        String[] words = cast.two(REFLEXIVES);
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
        return EverydayPair.said(english, french);
    }

    /** What somebody is told to do. */
    EverydayPair imperative() {
        EverydayVerb verb = cast.pick(words.actions());
        if (MISHAPS.contains(verb.base())) {
            return imperative();
        }
        EverydayPhrase object = cast.something(verb, cast.you());
        String what = (verb.base() + " " + verb.englishRest()).strip() + " ";
        String to = verb.indirect() ? " à " : " ";
        return switch (cast.number(0, 2)) {
            case 0 ->
                    EverydayPair.of(
                            "do not " + what + object.englishDenied() + " !",
                            "ne|n' " + order(verb) + " pas" + to + object.frenchDenied() + " !");
            case 1 ->
                    EverydayPair.said(
                            "let's " + (what + object.english()).replace("your ", "our "),
                            verb.french(3) + to + ours(object.french()));
            default ->
                    EverydayPair.said(
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
}
