package org.recurve.data.sample;

import java.util.List;
import org.recurve.data.sample.EverydayClause.Negation;
import org.recurve.data.sample.EverydayClause.Tense;

/** Sentences of hours, days, weather and numbers. */
final class EverydayCalendar {
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

    private final EverydayWords words;
    private final EverydayCast cast;

    EverydayCalendar(EverydayWords words, EverydayCast cast) {
        this.words = words;
        this.cast = cast;
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
                yield EverydayPair.said(
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
        String[] day = cast.two(DAYS);
        String[] month = cast.two(MONTHS);
        String[] date = cast.two(ORDINALS);
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
        String[] weather = cast.two(WEATHER);
        String[] place = cast.two(PLACES);
        String[] now = cast.two(NOW);
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
                EverydayNoun noun = cast.noun(verb);
                if (!noun.counts() || noun.is("family")) {
                    return number();
                }
                EverydayPhrase what =
                        cast.several(noun, cast.chance(0.5) ? cast.adjective(noun) : null);
                return EverydayPair.said(
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
