package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

class LanguageWordsTest {

    private static String spaced(String text) {
        return text.replaceAll("[\\s\\p{Z}\u200b]+", " ").strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "en | I don't think it's Tom's, we'll see. | I do n't think it 's Tom 's , we 'll see .",
                "en | CAN'T! They’d won’t. | CA N'T ! They ’d wo n’t .",
                "en | Mr. Smith left the U.S. at 5:30 p.m. sharp... | Mr. Smith left the U.S. at 5:30 p.m. sharp ...",
                "en | \"Go,\" he said, \"or stay.\" (Both?) | \" Go , \" he said , \" or stay . \" ( Both ? )",
                "en | the dogs' ball and the 'free dinner' sign | the dogs' ball and the ' free dinner ' sign",
                "en | hook 'em, rock 'n roll | hook 'em , rock 'n roll",
                "en | It costs $1,000.50, 99.9% of #19! | It costs $ 1,000.50 , 99.9 % of # 19 !",
                "en | well-known, and/or Q&amp;A at www.a.org | well-known , and/or Q&amp;A at www.a.org",
                "en | What?! He has 5 + 3 <unk> items - odd. | What ?! He has 5 + 3 <unk> items - odd .",
                "de | „Kommen Sie z.B. mit?“, fragt Dr. Ott. | „ Kommen Sie z.B. mit ? “ , fragt Dr. Ott .",
                "de | Vor- und Nachteile – das geht's | Vor- und Nachteile – das geht's",
                "de | ein „Hook“-Zeichen, Mantel und -hut | ein „ Hook “ -Zeichen , Mantel und -hut",
                "fr | L'homme qu'elle n'a pas vu, c'est l'ami d'Anne. | L' homme qu' elle n' a pas vu , c' est l' ami d' Anne .",
                "fr | Aujourd'hui, quelqu'un a-t-il dit : « oui » ? | Aujourd'hui , quelqu'un a -t-il dit : « oui » ?",
                "fr | Donnez-le-moi, s’il vous plaît ! | Donnez -le -moi , s’ il vous plaît !",
                "fr | Est-ce que le porte-monnaie est là-bas ; ici ? | Est -ce que le porte-monnaie est là-bas ; ici ?",
                "fr | un panneau \"Câlins Gratuits\", le rendez-vous | un panneau \" Câlins Gratuits \" , le rendez-vous",
                "es | ¿Dónde está? (Aquí.) | ¿ Dónde está ? ( Aquí . )",
            })
    void cutsAsTheLanguageWritesAndPutsTogetherAgain(String language, String text, String tokens) {
        Tokenizer tokenizer = Tokenizers.words(language);
        List<String> cut = tokenizer.tokenize(text);
        assertThat(String.join(" ", cut)).isEqualTo(tokens);
        assertThat(tokenizer.detokenize(cut)).isEqualTo(text);
        Tokenizer lower = Tokenizers.lowerCased(tokenizer);
        assertThat(lower.detokenize(lower.tokenize(text))).isEqualTo(text.toLowerCase(Locale.ROOT));
        for (int i = 1; i < cut.size(); i++) {
            assertThat(text).startsWith(tokenizer.detokenize(cut.subList(0, i)));
        }
    }

    @Test
    void linesAndMarksThatAreNotClosedAreTextAsAnyOther() {
        Tokenizer words = Tokenizers.words("en");
        assertThat(words.tokenize(" \t\u00a0")).isEmpty();
        assertThat(words.detokenize(List.of())).isEmpty();
        List<String> two = List.of("\"", "Go", Vocabulary.EOS, "\"", "on", "\"", Vocabulary.EOS);
        assertThat(words.detokenize(two)).isEqualTo("\"Go\n\"on\"\n");
        assertThat(words.tokenize("' '' \" (( \ud83d\ude00 .")).hasSize(8);
        assertThat(Tokenizers.words("fr").detokenize(List.of("!", "l'", ".", "-moi", "x")))
                .isEqualTo("! l'.-moi x");
    }

    @Test
    void isFoundByItsNameAndSavedWithModels() {
        for (Tokenizer tokenizer :
                List.of(
                        Tokenizers.words("fr"),
                        Tokenizers.lowerCased(Tokenizers.words("de")),
                        Tokenizers.words("nds"))) {
            assertThat(Tokenizers.byName(tokenizer.name())).isEqualTo(tokenizer);
            String json = Tokenizers.toJson(tokenizer).toString();
            assertThat(Tokenizers.fromJson(JsonParser.parseString(json))).isEqualTo(tokenizer);
        }
        assertThat(Tokenizers.words("fr").name()).isEqualTo("words fr");
        assertThatThrownBy(() -> Tokenizers.words("French"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO 639 code such as en, de or fr, not \"French\"");
        assertThatThrownBy(() -> Tokenizers.byName("words French"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"words fr\"");
    }

    /** The share of lines that come back but for white space, of the official files. */
    private static double returning(
            List<String> lines, Tokenizer tokenizer, Function<String, String> wanted) {
        long same =
                lines.stream()
                        .filter(
                                line ->
                                        spaced(tokenizer.detokenize(tokenizer.tokenize(line)))
                                                .equals(spaced(wanted.apply(line))))
                        .count();
        return (double) same / lines.size();
    }

    private static void assertReturning(List<String> lines, String language, double least) {
        Tokenizer words = Tokenizers.words(language);
        assertThat(returning(lines, words, line -> line)).isGreaterThan(least);
        assertThat(
                        returning(
                                lines,
                                Tokenizers.lowerCased(words),
                                line -> line.toLowerCase(Locale.ROOT)))
                .isGreaterThan(least);
    }

    @Test
    void descriptionsOfPhotographsComeBack() {
        if (!OfficialTextTest.isThere("multi30k-de-en")) {
            return;
        }
        ParallelText german = ParallelText.load("multi30k-de-en").train();
        assertReturning(german.sources(), "de", 0.997);
        assertReturning(german.targets(), "en", 0.999);
        assertReturning(ParallelText.load("multi30k-en-fr").train().targets(), "fr", 0.997);
    }

    @Test
    void sentencesOfTatoebaComeBack() {
        if (!OfficialTextTest.isThere("tatoeba-en-fr")) {
            return;
        }
        ParallelText some = ParallelText.load("tatoeba-en-fr").official("all").sample(20_000, 1);
        assertReturning(some.sources(), "en", 0.999);
        assertReturning(some.targets(), "fr", 0.99);
    }
}
