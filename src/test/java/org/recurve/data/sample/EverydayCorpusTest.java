package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.RecurveException;
import org.recurve.data.DataSplits;
import org.recurve.data.ParallelText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;

class EverydayCorpusTest {
    private static final Path FOLDER = Path.of("data", "everyday");
    private static final DataSplits<ParallelText> DATA = ParallelText.load("everyday-en-fr");
    private static final ParallelText WRITTEN = ParallelText.load("everyday-en-fr-written").test();
    private static final List<ParallelText> GENERATED =
            List.of(DATA.train(), DATA.validation(), DATA.test());

    private static Stream<String> all(Function<ParallelText, List<String>> side) {
        return Stream.concat(GENERATED.stream(), Stream.of(WRITTEN))
                .flatMap(data -> side.apply(data).stream());
    }

    @Test
    void regeneratesTheFilesBitForBit(@TempDir Path folder) throws IOException {
        EverydayCorpus.write(folder);
        for (String file : List.of("train.tsv", "validation.tsv", "test.tsv")) {
            assertThat(folder.resolve(file)).hasSameBinaryContentAs(FOLDER.resolve(file));
        }
    }

    /** Written one by one and frozen: whoever changes it makes all figures on it worthless. */
    @Test
    void writtenPairsAreAsTheyWereFrozen() throws IOException, NoSuchAlgorithmException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(Files.readAllBytes(FOLDER.resolve("written.tsv")));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("717a55d8faebb8c8a76d223084ace1b7f50680898163ff861b67686812f12c45");
    }

    @Test
    void noSentenceOfEitherLanguageIsInTwoParts() {
        assertThat(GENERATED).extracting(ParallelText::size).containsExactly(7000, 500, 500);
        assertThat(WRITTEN.size()).isEqualTo(217);
        Function<String, String> plain =
                s -> s.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        assertThat(all(ParallelText::sources).map(plain)).doesNotHaveDuplicates();
        assertThat(all(ParallelText::targets).map(plain)).doesNotHaveDuplicates();
        assertThat(ParallelText.load("everyday-en-fr-written").train().sources())
                .isEqualTo(DATA.train().sources());
    }

    @Test
    void everyConstructionHasItsShareInEverySplit() throws IOException {
        Map<String, Long> train = constructions("train.tsv");
        Map<String, Long> test = constructions("test.tsv");
        assertThat(train).hasSize(19).containsEntry("pronoun", 700L).containsEntry("idiom", 560L);
        train.replaceAll((name, count) -> count / 14);
        assertThat(test).isEqualTo(train).isEqualTo(constructions("validation.tsv"));
    }

    private static Map<String, Long> constructions(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file)).stream()
                .collect(Collectors.groupingBy(l -> l.split("\t", -1)[2], Collectors.counting()));
    }

    @Test
    void sentencesAreShortAndComeBackFromTheirWords() {
        assertComesBack(all(ParallelText::sources).toList(), Tokenizers.words("en"));
        assertComesBack(all(ParallelText::targets).toList(), Tokenizers.words("fr"));
    }

    private static void assertComesBack(List<String> sentences, Tokenizer words) {
        double mean =
                sentences.stream().mapToInt(s -> words.tokenize(s).size()).average().orElse(0);
        assertThat(mean).isBetween(5.0, 12.0);
        assertThat(sentences)
                .allSatisfy(s -> assertThat(words.detokenize(words.tokenize(s))).isEqualTo(s));
    }

    /** What no French sentence may have: forgotten elisions, contractions and hiatuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\b(je|ne|le|la|de|me|te|se|que) [aeiouyâàéèêîïôœAEIOUHÉ](?!nze\\b|ui\\b|uit\\b)",
                "\\b(je|ne|le|la|me|te|se) h(?!éros|ibou|uit|aut|ache)",
                "\\b(à|de) (les|le) (?!\\p{L}+er\\b|\\p{L}+ir\\b|\\p{L}+re\\b)",
                "\\b(?<!fait )(ce|beau|nouveau|vieux|ma|ta|sa) [aeiouâéèêîôœ]",
                "\\b(cet|bel|nouvel|vieil) [^aeiouâéèêîôœhyA-ZÉ]",
                "[ldnjmtsc]' ",
                "[^ ][?!]",
                " [.,]|  |\\||/|\\bL[AE]S?\\b(?<!^L[ae]s?)|_",
                "\\bpas (un|une|du|des|de la) (?!\\p{L}+ heures)",
                "(elles|filles|femmes|sœurs|tantes) sont (part|all|ven|arriv|sort|rest|rentr|tomb)\\p{L}*[iué]s?\\b(?<!es)",
            })
    void frenchIsFreeOf(String mistake) {
        Pattern wrong = Pattern.compile(mistake);
        for (ParallelText data : GENERATED) {
            assertThat(data.targets())
                    .allSatisfy(s -> assertThat(wrong.matcher(s).find()).as(s).isFalse());
        }
    }

    @Test
    void englishHasItsArticlesAndMarks() {
        for (ParallelText data : GENERATED) {
            assertThat(data.sources())
                    .allSatisfy(
                            s ->
                                    assertThat(s)
                                            .matches("[A-Z][A-Za-zÀ-ÿ'?, .-]*[.?!]")
                                            .doesNotContainPattern(
                                                    "\\b[Aa] [aeiou]|\\ban [^aeiouE]| [.,?!]|  "));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "je|j' ai LE ami de|d' LE homme; J'ai l'ami de l'homme",
                "de|d' LE boulanger à LE hôtel .; Du boulanger à l'hôtel.",
                "à LES écoles de|d' LES héros; Aux écoles des héros",
                "je|j' ne|n' y vais à LE héros; Je n'y vais au héros",
                "LE héros et LE hibou à LE onze; Le héros et le hibou au onze",
                "ce|cet homme ce|cet héros un beau|bel œil; Cet homme ce héros un bel œil",
                "ma|mon amie ta|ton table sa|son école; Mon amie ta table son école",
                "est-ce que|qu' il y a de|d' LA eau ?; Est-ce qu'il y a de l'eau ?",
                "où est-il ? il dort !; Où est-il ? Il dort !",
                "écoute -moi , Emma .; Écoute-moi, Emma.",
            })
    void frenchIsSpelled(String words, String text) {
        assertThat(EverydayText.french(words)).isEqualTo(text);
    }

    @Test
    void englishIsSpelled() {
        assertThat(EverydayText.english("I have a|an old car . is it a|an red one ?"))
                .isEqualTo("I have an old car. Is it a red one?");
    }

    private final EverydayWords words = new EverydayWords();
    private final EverydayPhrase she = EverydayPhrase.of("she", "elle", 2, true);
    private final EverydayPhrase sisters = EverydayPhrase.of("my sisters", "mes sœurs", 5, true);

    private static String both(
            EverydayPhrase subject,
            EverydayVerb verb,
            EverydayPhrase object,
            boolean pronoun,
            EverydayClause.Tense tense,
            EverydayClause.Negation negation) {
        EverydayClause clause =
                new EverydayClause(subject, verb, object, pronoun, "", "", tense, negation);
        return EverydayText.english(clause.english())
                + " | "
                + EverydayText.french(clause.french());
    }

    @Test
    void pronounsStandBeforeTheVerbAndParticiplesAgree() {
        EverydayVerb invite = words.verb("invite", "inviter", false);
        EverydayPhrase her = EverydayPhrase.of("her", "", 2, true);
        EverydayPhrase them = EverydayPhrase.of("them", "", 5, true);
        EverydayClause.Tense past = EverydayClause.Tense.PAST;
        EverydayClause.Negation not = EverydayClause.Negation.NOT;
        assertThat(
                        both(
                                she,
                                words.verb("like", "aimer", true),
                                her,
                                true,
                                EverydayClause.Tense.PRESENT,
                                not))
                .isEqualTo("She does not like her | Elle ne l'aime pas");
        assertThat(both(she, invite, them, true, past, not))
                .isEqualTo("She did not invite them | Elle ne les a pas invitées");
        assertThat(both(she, invite, her, true, EverydayClause.Tense.FUTURE, not))
                .isEqualTo("She is not going to invite her | Elle ne va pas l'inviter");
        assertThat(
                        both(
                                sisters,
                                words.verb("leave", "partir", false),
                                null,
                                false,
                                past,
                                EverydayClause.Negation.NONE))
                .isEqualTo("My sisters left | Mes sœurs sont parties");
        EverydayVerb answer =
                words.actions().stream()
                        .filter(v -> v.base().equals("answer"))
                        .findFirst()
                        .orElseThrow();
        assertThat(both(she, answer, them, true, past, EverydayClause.Negation.NONE))
                .isEqualTo("She answered them | Elle leur a répondu");
    }

    @Test
    void deniedThingsHaveDe() {
        EverydayCast cast = new EverydayCast(words, new Random(1));
        EverydayVerb buy = words.verb("buy", "acheter", false);
        EverydayClause.Negation never = EverydayClause.Negation.NEVER;
        EverydayClause.Tense past = EverydayClause.Tense.PAST;
        assertThat(
                        both(
                                she,
                                buy,
                                cast.thing(words.noun("bread"), "a", null, false),
                                false,
                                past,
                                never))
                .isEqualTo("She never bought any bread | Elle n'a jamais acheté de pain");
        assertThat(
                        both(
                                she,
                                buy,
                                cast.thing(words.noun("watch"), "a", null, true),
                                false,
                                past,
                                EverydayClause.Negation.NONE))
                .isEqualTo("She bought some watches | Elle a acheté des montres");
        EverydayAdjective old =
                words.adjectives(words.noun("man")).stream()
                        .filter(a -> a.english().equals("old"))
                        .findFirst()
                        .orElseThrow();
        assertThat(EverydayText.french(cast.thing(words.noun("man"), "this", old, false).french()))
                .isEqualTo("Ce vieil homme");
        assertThat(EverydayText.french(cast.thing(words.noun("tool"), "a", old, true).french()))
                .isEqualTo("De vieux outils");
        assertThat(EverydayText.french(cast.thing(words.noun("church"), she, old, false).french()))
                .isEqualTo("Sa vieille église");
    }

    @Test
    void verbsHaveTheirForms() {
        EverydayVerb eat = words.verb("eat", "manger", true);
        assertThat(eat.present())
                .containsExactly("mange", "manges", "mange", "mangeons", "mangez", "mangent");
        assertThat(eat.frenchImperfect(0)).isEqualTo("mangeais");
        assertThat(eat.frenchImperfect(3)).isEqualTo("mangions");
        EverydayVerb be = words.verb("be", "être", true);
        assertThat(
                        List.of(
                                be.frenchImperfect(2),
                                be.englishPast(1),
                                be.englishPast(2),
                                be.english(0)))
                .containsExactly("était", "were", "was", "am");
        assertThat(words.verb("put", "mettre", false).participle(true, true)).isEqualTo("mises");
        assertThat(words.verb("put", "mettre", false).participle(false, true)).isEqualTo("mis");
        assertThat(words.verb("study", "aimer", false).english(2)).isEqualTo("studies");
        assertThatThrownBy(() -> words.verb("see", "apercevoir", false))
                .hasMessage("no forms of apercevoir");
    }

    @Test
    void numbersAreSpelled() {
        assertThat(
                        Stream.of(21, 31, 70, 71, 76, 80, 81, 90, 91, 99, 100)
                                .map(EverydayNumbers::french))
                .containsExactly(
                        "vingt et un",
                        "trente et un",
                        "soixante-dix",
                        "soixante et onze",
                        "soixante-seize",
                        "quatre-vingts",
                        "quatre-vingt-un",
                        "quatre-vingt-dix",
                        "quatre-vingt-onze",
                        "quatre-vingt-dix-neuf",
                        "cent");
        assertThat(EverydayNumbers.english(42)).isEqualTo("forty-two");
    }

    @Test
    void writtenPairsAreUnlikeTheGeneratedOnes() {
        List<Set<String>> generated = new ArrayList<>();
        GENERATED.forEach(data -> data.sources().forEach(s -> generated.add(words(s))));
        assertThat(WRITTEN.sources())
                .filteredOn(s -> nearest(words(s), generated) >= 0.7)
                .hasSizeLessThan(WRITTEN.size() / 50);
        assertThatThrownBy(() -> ParallelText.load("opinions"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("everyday-en-fr, everyday-en-fr-written");
    }

    private static Set<String> words(String sentence) {
        return new HashSet<>(
                Arrays.asList(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)));
    }

    /** The greatest Jaccard similarity of a set with others. */
    private static double nearest(Set<String> words, List<Set<String>> others) {
        double nearest = 0;
        for (Set<String> other : others) {
            long shared = words.stream().filter(other::contains).count();
            nearest = Math.max(nearest, (double) shared / (words.size() + other.size() - shared));
        }
        return nearest;
    }
}
