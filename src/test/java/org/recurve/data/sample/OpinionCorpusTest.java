package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.data.Tokenizers;

class OpinionCorpusTest {
    private static final Path FOLDER = Path.of("data", "opinions");
    private static final Grammar GRAMMAR = Grammar.ofOpinions();

    /** A line of a file. */
    private record Opinion(String label, String phenomenon, String text) {
        static Opinion parse(String line) {
            String[] fields = line.split("\t", -1);
            assertThat(fields).as(line).hasSize(3);
            return new Opinion(fields[0], fields[1], fields[2]);
        }

        Set<String> words() {
            return new HashSet<>(List.of(text.split(" ", -1)));
        }
    }

    private static List<Opinion> opinions(String... splits) throws IOException {
        Stream<Opinion> opinions = Stream.empty();
        for (String split : splits) {
            List<String> lines = Files.readAllLines(FOLDER.resolve(split + ".tsv"));
            assertThat(lines.get(0)).isEqualTo(OpinionCorpus.HEADER);
            opinions = Stream.concat(opinions, lines.stream().skip(1).map(Opinion::parse));
        }
        return opinions.toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.tsv", "validation.tsv"})
    void regeneratesTheFilesBitForBit(String file, @TempDir Path folder) throws IOException {
        OpinionCorpus.write(folder);
        assertThat(folder.resolve(file)).hasSameBinaryContentAs(FOLDER.resolve(file));
    }

    /** Written one by one and frozen: whoever changes it makes all figures on it worthless. */
    @Test
    void diagnosticIsAsItWasFrozen() throws IOException, NoSuchAlgorithmException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(Files.readAllBytes(FOLDER.resolve("diagnostic.tsv")));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("bcc153e4f0694a7f5e6bce5c617faf3907909986511c5df979dd9d0df16077fd");
    }

    @Test
    void noTextOccursTwice() throws IOException {
        assertThat(opinions("train", "validation", "diagnostic"))
                .extracting(Opinion::text)
                .hasSize(7300)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"train, 6000", "validation, 1000", "diagnostic, 300"})
    void everyPhenomenonHasAsManyPositiveAsNegative(String split, int size) throws IOException {
        List<Opinion> opinions = opinions(split);
        Map<String, Map<String, Long>> counts =
                opinions.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Opinion::phenomenon,
                                        Collectors.groupingBy(
                                                Opinion::label, Collectors.counting())));
        assertThat(opinions).hasSize(size);
        assertThat(counts)
                .containsOnlyKeys(
                        "plain",
                        "degree",
                        "negation",
                        "scope",
                        "double-negation",
                        "contrast",
                        "comparative",
                        "hypothetical",
                        "holder",
                        "expectation");
        assertThat(counts.values())
                .allSatisfy(
                        labels -> {
                            assertThat(labels).containsOnlyKeys("positive", "negative");
                            assertThat(labels.get("positive")).isEqualTo(labels.get("negative"));
                        });
    }

    @Test
    void everyTokenizerOfWordsCutsAlike() throws IOException {
        assertThat(opinions("train", "validation", "diagnostic"))
                .allSatisfy(
                        opinion -> {
                            String text = opinion.text();
                            assertThat(Tokenizers.lowerCased(Tokenizers.words()).tokenize(text))
                                    .isEqualTo(List.of(text.split(" ", -1)));
                            assertThat(text).matches("[a-z' ,.:;?!-]+");
                        });
    }

    @Test
    void everyGeneratedSentenceIsWellFormed() throws IOException {
        assertThat(opinions("train", "validation"))
                .extracting(Opinion::text)
                .allSatisfy(
                        text -> {
                            assertThat(text).matches(".*[a-z] [.!]");
                            assertThat(text).doesNotContainPattern("[.!] .|[,:;] [,:;]");
                            assertThat(text)
                                    .doesNotContainPattern("\\ba [aeiou]|\\ban (?!hour)[^aeiou]");
                        });
    }

    /** Reads the label off the surface, for constructions in which an adjective decides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "plain; positive; ^the .* (is|are|was|were) WORD \\.$",
                "degree; positive; (absolutely|simply|truly|nothing short of) WORD [.!]$",
                "negation; negative; (far from|anything but|by no means) WORD \\.$",
                "scope; positive; ^i could not believe how WORD the",
                "scope; negative; ^i do(n't| not) (think|believe) that .* WORD \\.$",
                "double-negation; positive; (deny|denying) that .* WORD \\.$",
                "contrast; negative; ^despite the WORD\\s",
                "comparative; positive; WORD , and the .* even (better|more|less)",
                "hypothetical; negative; ^i would be lying .* WORD \\.$",
                "holder; positive; ^my .* (called|found) the .* WORD , and i",
                "holder; negative; ^(some|many|others) .*may call the .* WORD , but",
                "expectation; negative; to be WORD , but (it|they)",
            })
    void labelFollowsFromTheWords(String phenomenon, String label, String pattern)
            throws IOException {
        for (boolean good : List.of(true, false)) {
            String mood = good ? "good" : "bad";
            List<String> words = new ArrayList<>(GRAMMAR.alternatives("top." + mood));
            words.addAll(GRAMMAR.alternatives("common." + mood));
            String anyWord = "(" + String.join("|", words) + ")";
            Pattern surface = Pattern.compile(pattern.replace("WORD", anyWord));
            assertThat(opinions("train"))
                    .filteredOn(opinion -> opinion.phenomenon().equals(phenomenon))
                    .filteredOn(opinion -> surface.matcher(opinion.text()).find())
                    .isNotEmpty()
                    .extracting(opinion -> opinion.label().equals("positive"))
                    .containsOnly(label.equals("positive") == good);
        }
    }

    @Test
    void oppositeOfWhatIsNoMoodIsRefused() {
        assertThat(Entity.GOOD.opposite()).isEqualTo(Entity.BAD);
        assertThat(Entity.BAD.opposite()).isEqualTo(Entity.GOOD);
        assertThatThrownBy(Entity.ONE::opposite)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no mood: one");
    }

    @Test
    void diagnosticIsUnlikeTheGeneratedSentences() throws IOException {
        List<Set<String>> generated =
                opinions("train", "validation").stream().map(Opinion::words).toList();
        assertThat(opinions("diagnostic"))
                .allSatisfy(
                        opinion ->
                                assertThat(nearest(opinion.words(), generated))
                                        .as(opinion.text())
                                        .isLessThan(0.7));
    }

    /** The greatest Jaccard similarity of a set with others. */
    private static double nearest(Set<String> words, Collection<Set<String>> others) {
        double nearest = 0;
        for (Set<String> other : others) {
            long shared = words.stream().filter(other::contains).count();
            nearest = Math.max(nearest, (double) shared / (words.size() + other.size() - shared));
        }
        return nearest;
    }

    /** Counting words must not be enough. The figures stand in data/README.md. */
    @Test
    void naiveBayesIsFarFromPerfect() throws IOException {
        UnigramNaiveBayes bayes = new UnigramNaiveBayes();
        for (Opinion opinion : opinions("train")) {
            bayes.learn(opinion.label(), opinion.text());
        }
        Map<String, Double> accuracy =
                opinions("validation").stream()
                        .collect(
                                Collectors.groupingBy(
                                        Opinion::phenomenon,
                                        Collectors.averagingDouble(o -> score(bayes, o))));
        double overall =
                opinions("validation").stream()
                        .mapToDouble(o -> score(bayes, o))
                        .average()
                        .orElseThrow();
        assertThat(overall).isBetween(0.70, 0.80);
        assertThat(accuracy.get("plain")).isGreaterThan(0.9);
        assertThat(accuracy.get("degree")).isGreaterThan(0.9);
        assertThat(accuracy.get("negation")).isLessThan(0.4);
        assertThat(accuracy.get("contrast")).isLessThan(0.75);
    }

    private static double score(UnigramNaiveBayes bayes, Opinion opinion) {
        return bayes.predict(opinion.text()).equals(opinion.label()) ? 1 : 0;
    }
}
