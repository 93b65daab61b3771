package org.recurve.data.sample;

import java.util.List;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Sentences of coming and being, of time, weather and numbers, and idioms. */
final class EverydayDaily {
    private static final List<String> DAYS =
            List.of(
                    "Monday/lundi",
                    "Tuesday/mardi",
                    "Wednesday/mercredi",
                    "Thursday/jeudi",
                    "Friday/vendredi",
                    "Saturday/samedi",
                    "Sunday/dimanche");
    private static final List<String> MONTHS =
            List.of(
                    "January/janvier",
                    "February/février",
                    "March/mars",
                    "April/avril",
                    "May/mai",
                    "June/juin",
                    "July/juillet",
                    "August/août",
                    "September/septembre",
                    "October/octobre",
                    "November/novembre",
                    "December/décembre");
    private static final List<String> ORDINALS =
            List.of(
                    "first/premier",
                    "second/deux",
                    "third/trois",
                    "fifth/cinq",
                    "eighth/huit",
                    "tenth/dix",
                    "twelfth/douze",
                    "fifteenth/quinze",
                    "twentieth/vingt",
                    "thirtieth/trente");
    private static final List<String> WEATHER =
            List.of(
                    "it is cold/il fait froid",
                    "it is hot/il fait chaud",
                    "it is sunny/il y a du soleil",
                    "it is windy/il y a du vent",
                    "it is foggy/il y a du brouillard",
                    "the weather is nice/il fait beau",
                    "the weather is bad/il fait mauvais",
                    "it is raining/il pleut",
                    "it is raining cats and dogs/il pleut des cordes",
                    "it is snowing/il neige",
                    "it is freezing/il gèle",
                    "it is bitterly cold/il fait un froid de canard");
    private static final List<String> PLACES =
            List.of(
                    "/",
                    "in Paris/à Paris",
                    "in London/à Londres",
                    "in Canada/au Canada",
                    "in France/en France",
                    "in Spain/en Espagne",
                    "in the mountains/à LA montagne",
                    "at the seaside/au bord de LA mer",
                    "here/ici");
    private static final List<String> NOW =
            List.of(
                    "/",
                    "today/aujourd'hui",
                    "this morning/ce matin",
                    "this evening/ce soir",
                    "in winter/en hiver",
                    "in autumn/en automne");
    private static final List<String> DEGREES = List.of("/", "/", "very/très", "too/trop");

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayDaily(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
    }

    private String[] two(List<String> lines) {
        return cast.pick(lines).split("/", -1);
    }

    private static EverydayPair said(EverydayClause clause) {
        return EverydayPair.of(clause.english() + " .", clause.french() + " .");
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
        return said(
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
            String[] degree = negation == Negation.NONE ? two(DEGREES) : new String[] {"", ""};
            return said(
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
        Tense tense =
                verb.lasting()
                        ? cast.any(Tense.PRESENT, Tense.PRESENT, Tense.PAST)
                        : cast.any(Tense.values());
        boolean article = verb.frenchRest().matches(".*(\\bune? |\\bde la |\\bd'|/).*");
        Negation negation =
                article ? Negation.NONE : cast.any(Negation.NONE, Negation.NONE, Negation.NOT);
        EverydayClause clause =
                new EverydayClause(subject, verb, null, false, "", "", tense, negation);
        return cast.chance(0.2) && negation == Negation.NONE
                ? EverydayPair.of(
                        clause.englishQuestion() + " ?", "est-ce que|qu' " + clause.french() + " ?")
                : said(clause);
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
                        missed,
                        new EverydayVerb(
                                verb.english(),
                                "",
                                verb.infinitive(),
                                verb.present(),
                                verb.participle(),
                                false,
                                "",
                                true,
                                true,
                                verb.kinds()),
                        who,
                        true,
                        "",
                        "",
                        Tense.PRESENT,
                        Negation.NONE);
        return EverydayPair.of(
                who.english() + " " + verb.english(missing) + " " + missed.english() + " .",
                french.french() + " .");
    }

    /** What time or day it is. */
    EverydayPair time() {
        if (cast.chance(0.3)) {
            return day();
        }
        int hour = cast.number(1, 12);
        int next = hour % 12 + 1;
        String english = EverydayNumbers.english(hour);
        String french = hours(hour);
        String[] clock =
                switch (cast.number(0, 5)) {
                    case 0 -> new String[] {english + " o'clock", french};
                    case 1 ->
                            new String[] {
                                "half past " + english,
                                french + (hour == 12 ? " et demi" : " et demie")
                            };
                    case 2 -> new String[] {"a quarter past " + english, french + " et quart"};
                    case 3 ->
                            new String[] {
                                "a quarter to " + EverydayNumbers.english(next),
                                hours(next) + " moins LE quart"
                            };
                    case 4 -> {
                        int minutes = cast.any(5, 10, 20, 25);
                        yield new String[] {
                            EverydayNumbers.english(minutes) + " past " + english,
                            french + " " + EverydayNumbers.french(minutes)
                        };
                    }
                    default -> {
                        int minutes = cast.any(5, 10, 20, 25);
                        yield new String[] {
                            EverydayNumbers.english(minutes)
                                    + " to "
                                    + EverydayNumbers.english(next),
                            hours(next) + " moins " + EverydayNumbers.french(minutes)
                        };
                    }
                };
        EverydayNoun vehicle = words.nouns("train").get(cast.number(0, 1));
        EverydayPhrase train = cast.thing(vehicle, "the", null, false);
        EverydayPhrase place =
                cast.thing(
                        words.noun(cast.any("museum", "library", "bakery", "shop", "school")),
                        "the",
                        null,
                        false);
        return switch (cast.number(0, 4)) {
            case 0 -> EverydayPair.of("it is " + clock[0] + " .", "il est " + clock[1] + " .");
            case 1 ->
                    EverydayPair.of(
                            train.english() + " leaves at " + clock[0] + " .",
                            train.french() + " part à " + clock[1] + " .");
            case 2 ->
                    EverydayPair.of(
                            place.english() + " opens at " + clock[0] + " .",
                            place.french() + " ouvre à " + clock[1] + " .");
            default -> {
                EverydayPhrase subject = cast.subject();
                EverydayVerb verb =
                        cast.any(
                                words.verb("arrive", "arriver", false),
                                words.verb("leave", "partir", false));
                yield said(
                        new EverydayClause(
                                subject,
                                verb,
                                null,
                                false,
                                "at " + clock[0],
                                "à " + clock[1],
                                cast.any(Tense.PAST, Tense.FUTURE),
                                Negation.NONE));
            }
        };
    }

    private static String hours(int hour) {
        return switch (hour) {
            case 1 -> "une heure";
            case 12 -> "midi";
            default -> EverydayNumbers.french(hour) + " heures";
        };
    }

    private EverydayPair day() {
        String[] day = two(DAYS);
        String[] month = two(MONTHS);
        String[] date = two(ORDINALS);
        boolean none = month[0].equals("February") && date[0].equals("thirtieth");
        String[] third = none ? new String[] {"first", "premier"} : date;
        if (cast.chance(0.5)) {
            return EverydayPair.of(
                    "today is " + day[0] + " , the " + third[0] + " of " + month[0] + " .",
                    "aujourd'hui , nous sommes LE "
                            + day[1]
                            + " "
                            + third[1]
                            + " "
                            + month[1]
                            + " .");
        }
        EverydayPhrase whose = cast.pronoun();
        return EverydayPair.of(
                whose.possessive() + " birthday is on the " + third[0] + " of " + month[0] + " .",
                whose.frenchPossessive(false, false)
                        + " anniversaire est le "
                        + third[1]
                        + " "
                        + month[1]
                        + " .");
    }

    EverydayPair weather() {
        String[] weather = two(WEATHER);
        String[] place = two(PLACES);
        String[] now = two(NOW);
        return EverydayPair.of(
                weather[0] + " " + place[0] + " " + now[0] + " .",
                weather[1] + " " + place[1] + " " + now[1] + " .");
    }

    /** How many, how old, how much. */
    EverydayPair number() {
        int n = cast.number(2, 100);
        String english = EverydayNumbers.english(n);
        String french = EverydayNumbers.french(n);
        switch (cast.number(0, 2)) {
            case 0 -> {
                EverydayPhrase subject = cast.subject();
                int years = cast.number(20, 100);
                EverydayClause be =
                        new EverydayClause(
                                subject,
                                words.verb("be", "être", true),
                                null,
                                false,
                                EverydayNumbers.english(years) + " years old",
                                "",
                                Tense.PRESENT,
                                Negation.NONE);
                EverydayClause avoir =
                        new EverydayClause(
                                subject,
                                words.verb("have", "avoir", true),
                                null,
                                false,
                                "",
                                EverydayNumbers.french(years) + " ans",
                                Tense.PRESENT,
                                Negation.NONE);
                return EverydayPair.of(be.english() + " .", avoir.french() + " .");
            }
            case 1 -> {
                EverydayNoun noun = cast.noun("thing", "clothes", "vehicle", "furniture");
                EverydayPhrase what =
                        cast.thing(
                                noun,
                                cast.any("the", "this"),
                                cast.adjective(noun),
                                cast.chance(0.4));
                return EverydayPair.of(
                        what.english()
                                + (what.plural() ? " cost " : " costs ")
                                + english
                                + " euros .",
                        what.french()
                                + (what.plural() ? " coûtent " : " coûte ")
                                + french
                                + " euros .");
            }
            default -> {
                EverydayVerb verb = cast.pick(words.actions());
                EverydayNoun noun = cast.noun(verb.kinds().toArray(String[]::new));
                if (!noun.counts() || noun.is("family")) {
                    return number();
                }
                EverydayPhrase what =
                        cast.several(noun, cast.chance(0.5) ? cast.adjective(noun) : null);
                return said(
                        new EverydayClause(
                                cast.subject(),
                                verb,
                                what,
                                false,
                                "",
                                "",
                                cast.any(Tense.PAST, Tense.FUTURE),
                                Negation.NONE));
            }
        }
    }
}
