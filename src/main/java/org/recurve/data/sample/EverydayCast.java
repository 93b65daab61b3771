package org.recurve.data.sample;

import java.util.List;
import java.util.Random;
import org.recurve.data.sample.EverydayClause.Tense;

/** Draws people and things for the everyday pairs, with articles and adjectives that agree. */
final class EverydayCast {
    private static final String[][] PRONOUNS = {
        {"I", "je|j'"},
        {"you", "tu"},
        {"he", "il"},
        {"she", "elle"},
        {"we", "nous"},
        {"they", "ils"}
    };
    private static final int[] PERSONS = {0, 1, 2, 2, 3, 5};
    private static final List<String> WOMEN =
            List.of("Marie", "Julie", "Sophie", "Claire", "Emma", "Alice", "Léa", "Hélène");
    private static final List<String> MEN =
            List.of("Paul", "Marc", "Thomas", "Nicolas", "Antoine", "Louis", "Olivier", "Simon");
    private static final String[] NUMBERS = {
        "two/deux", "three/trois", "four/quatre", "five/cinq", "six/six", "seven/sept",
        "eight/huit", "ten/dix", "eleven/onze", "twelve/douze", "fifteen/quinze", "twenty/vingt"
    };

    private final EverydayWords words;
    private final Random random;

    EverydayCast(EverydayWords words, Random random) {
        this.words = words;
        this.random = random;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** {@return English and French of one of the lines, which have them on each side of a slash} */
    String[] two(List<String> lines) {
        return pick(lines).split("/", -1);
    }

    @SafeVarargs
    final <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    int number(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** {@return I, you, he, she, we or they, who are masculine where nothing says otherwise} */
    EverydayPhrase pronoun() {
        return pronoun(random.nextInt(PRONOUNS.length));
    }

    private static EverydayPhrase pronoun(int i) {
        return EverydayPhrase.of(PRONOUNS[i][0], PRONOUNS[i][1], PERSONS[i], i == 3);
    }

    EverydayPhrase you() {
        return pronoun(1);
    }

    EverydayPhrase name() {
        boolean feminine = random.nextBoolean();
        String name = pick(feminine ? WOMEN : MEN);
        return EverydayPhrase.of(name, name, 2, feminine);
    }

    /** {@return my mother, the neighbors, her cousin, …} */
    EverydayPhrase relative(boolean plural) {
        return relative(pronoun(), plural);
    }

    private EverydayPhrase relative(EverydayPhrase owner, boolean plural) {
        EverydayNoun noun = pick(words.nouns("family"));
        boolean many = plural && !List.of("father", "mother").contains(noun.english());
        return thing(noun, owner, null, many);
    }

    EverydayPhrase person(boolean plural) {
        return chance(0.5)
                ? relative(plural)
                : thing(pick(words.nouns("people")), any("the", "the", "this"), null, plural);
    }

    /** {@return anybody who may do something} */
    EverydayPhrase subject() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> pronoun();
            case 2 -> name();
            case 3 -> couple();
            default -> person(chance(0.4));
        };
    }

    /** {@return anybody who is not I or you or we} */
    EverydayPhrase third() {
        return chance(0.3) ? name() : chance(0.2) ? couple() : person(chance(0.45));
    }

    /** {@return two people with a plural that is feminine if both are} */
    private EverydayPhrase couple() {
        EverydayPhrase one = name();
        EverydayPhrase other = chance(0.5) ? name() : relative(one, false);
        if (one.english().equals(other.english())) {
            return one;
        }
        return EverydayPhrase.of(
                one.english() + " and " + other.english(),
                one.french() + " et " + other.french(),
                5,
                one.feminine() && other.feminine());
    }

    EverydayNoun noun(String... kinds) {
        return pick(words.nouns(kinds));
    }

    /** {@return an adjective that can stand at the noun, or null for none} */
    EverydayAdjective adjective(EverydayNoun noun) {
        List<EverydayAdjective> fitting =
                words.adjectives(noun).stream().filter(EverydayAdjective::attributive).toList();
        return fitting.isEmpty() ? null : pick(fitting);
    }

    /** {@return an adjective that can stand behind the verb be, or null for none} */
    EverydayAdjective predicate(EverydayNoun noun) {
        List<EverydayAdjective> fitting =
                words.adjectives(noun).stream().filter(EverydayAdjective::predicative).toList();
        return fitting.isEmpty() ? null : pick(fitting);
    }

    /** {@return what the verb can be done to} */
    EverydayNoun noun(EverydayVerb verb) {
        return noun(verb.kinds().toArray(String[]::new));
    }

    /** {@return what the verb can be done to, as in {@link #object}} */
    EverydayPhrase something(EverydayVerb verb, EverydayPhrase owner) {
        return object(noun(verb), owner);
    }

    /** {@return a time that the verb goes with: what lasts is no plan} */
    Tense tense(EverydayVerb verb) {
        return verb.lasting() ? any(Tense.PRESENT, Tense.PRESENT, Tense.PAST) : any(Tense.values());
    }

    /** {@return a thing with an article, an adjective in a third of all cases} */
    EverydayPhrase object(EverydayNoun noun, EverydayPhrase owner) {
        EverydayAdjective adjective = chance(0.35) ? adjective(noun) : null;
        boolean plural = noun.counts() && chance(0.35);
        if (noun.is("family")) {
            return thing(noun, owner, null, plural && !noun.english().matches("father|mother"));
        }
        if (noun.is("people")) {
            return thing(noun, any("the", "this"), adjective, plural);
        }
        return chance(0.2) && !noun.is("building") && !noun.is("nature")
                ? thing(noun, owner, adjective, plural)
                : thing(noun, any("the", "the", "a", "this"), adjective, plural);
    }

    /** {@return my red car, ma voiture rouge} */
    EverydayPhrase thing(
            EverydayNoun noun, EverydayPhrase owner, EverydayAdjective adjective, boolean plural) {
        String french = owner.frenchPossessive(noun.feminine(), plural);
        return phrase(noun, owner.possessive(), french, adjective, plural);
    }

    /** {@return the red car, a red car, this red car, some red cars} */
    EverydayPhrase thing(
            EverydayNoun noun, String article, EverydayAdjective adjective, boolean plural) {
        boolean f = noun.feminine();
        String french =
                switch (article) {
                    case "the" -> plural ? "LES" : f ? "LA" : "LE";
                    case "this" -> plural ? "ces" : f ? "cette" : "ce|cet";
                    default -> f ? "une" : "un";
                };
        if (!article.equals("a")) {
            String these = article.equals("this") && plural ? "these" : article;
            return phrase(noun, these, french, adjective, plural);
        }
        if (noun.counts() && !plural) {
            return denied(phrase(noun, "a|an", french, adjective, false), "a|an", noun, adjective);
        }
        // Before an adjective that comes first, des becomes de: de grandes maisons.
        String partitive =
                plural
                        ? (adjective != null && adjective.before() ? "de|d'" : "des")
                        : "de|d' " + (f ? "LA" : "LE");
        return denied(phrase(noun, "some", partitive, adjective, plural), "any", noun, adjective);
    }

    /** {@return three red cars} */
    EverydayPhrase several(EverydayNoun noun, EverydayAdjective adjective) {
        String[] number = any(NUMBERS).split("/", -1);
        return phrase(noun, number[0], number[1], adjective, true);
    }

    private static EverydayPhrase phrase(
            EverydayNoun noun,
            String english,
            String french,
            EverydayAdjective adjective,
            boolean plural) {
        return EverydayPhrase.of(
                english + " " + english(noun, adjective, plural),
                french + " " + french(noun, adjective, plural),
                plural ? 5 : 2,
                noun.feminine());
    }

    /** Where it is denied there is no French article but de. */
    private static EverydayPhrase denied(
            EverydayPhrase phrase, String article, EverydayNoun noun, EverydayAdjective adjective) {
        return new EverydayPhrase(
                phrase.english(),
                article + " " + english(noun, adjective, phrase.plural()),
                phrase.french(),
                "de|d' " + french(noun, adjective, phrase.plural()),
                phrase.person(),
                phrase.feminine());
    }

    static String english(EverydayNoun noun, EverydayAdjective adjective, boolean plural) {
        return (adjective == null ? "" : adjective.english() + " ") + noun.english(plural);
    }

    static String french(EverydayNoun noun, EverydayAdjective adjective, boolean plural) {
        if (adjective == null) {
            return noun.french(plural);
        }
        return adjective.before()
                ? adjective.beforeNoun(noun.feminine(), plural) + " " + noun.french(plural)
                : noun.french(plural) + " " + adjective.elsewhere(noun.feminine(), plural);
    }
}
