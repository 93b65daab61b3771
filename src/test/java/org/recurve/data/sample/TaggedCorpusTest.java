package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.data.DataSplits;
import org.recurve.data.TaggedText;
import org.recurve.data.Tokenizers;

class TaggedCorpusTest {
    private static final Path FOLDER = Path.of("data", "tagging");
    private static final DataSplits<TaggedText> DATA = TaggedText.load("ambiguous-words");
    private static final List<TaggedText> ALL =
            List.of(DATA.train(), DATA.validation(), DATA.test());

    /** A sentence as {@code a/DET dog/NOUN}. */
    private static List<String> written(TaggedText data) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int t = 0; t < data.tokens(i).size(); t++) {
                text.append(t == 0 ? "" : " ")
                        .append(data.tokens(i).get(t))
                        .append('/')
                        .append(data.tags(i).get(t));
            }
            sentences.add(text.toString());
        }
        return sentences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.conll", "validation.conll"})
    void regeneratesTheFilesBitForBit(String file, @TempDir Path folder) throws IOException {
        TaggedCorpus.write(folder);
        assertThat(folder.resolve(file)).hasSameBinaryContentAs(FOLDER.resolve(file));
    }

    /** Written one by one and frozen: whoever changes it makes all figures on it worthless. */
    @Test
    void diagnosticIsAsItWasFrozen() throws IOException, NoSuchAlgorithmException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(Files.readAllBytes(FOLDER.resolve("diagnostic.conll")));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("91787757e3dea81e421283899963609b34b3a51f356f4cf4433c68766a8a0944");
    }

    @Test
    void noSentenceOccursTwice() {
        assertThat(ALL.stream().flatMap(data -> data.sentences().stream()))
                .hasSize(4755)
                .doesNotHaveDuplicates();
        assertThat(ALL).extracting(TaggedText::size).containsExactly(4000, 500, 255);
    }

    @Test
    void tokensAreThoseOfTheWordsTokenizerButForTheApostrophe() {
        assertThat(ALL.stream().flatMap(data -> data.sentences().stream()))
                .allSatisfy(
                        tokens -> {
                            String text = String.join(" ", tokens);
                            assertThat(text).matches("[A-Z][A-Za-z' ,.?!]*[.?!]");
                            assertThat(text)
                                    .doesNotContainPattern("\\b[Aa] [aeiou]|\\ban [^aeiou]");
                            if (!tokens.contains("'s")) {
                                assertThat(Tokenizers.words().tokenize(text)).isEqualTo(tokens);
                            }
                        });
    }

    /** The tag follows from what stands beside the word, as a reader of the sentence sees it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'s/AUX; 's/\\S+ (a|not)/",
                "'s/PART; 's/\\S+ \\S+/ADJ (?!today)\\S+/NOUN",
                "'s/AUX; 's/\\S+ \\S+/ADJ [.!]/",
                "That/DET; ^That/\\S+ \\S+/NOUN (is|falls)/",
                "That/PRON; ^That/\\S+ (is|will|should)/",
                "that/SCONJ; (know|hope|believe)/VERB that/\\S+ (the|we|they|she|he)/",
                "that/PRON; NOUN that/\\S+ \\S+/VERB",
                "to/PART; to/\\S+ \\S+/VERB",
                "to/ADP; to/\\S+ (the|a|my)/",
                "outside/ADV; outside/\\S+ [.!]/",
                "outside/ADP; outside/\\S+ (the|a|my)/",
                "still/ADJ; is/\\S+ still/\\S+ [.!]/",
                "still/ADV; is/\\S+ still/\\S+ \\S+/ADJ",
                "has/VERB; has/\\S+ (the|a|my|her)/",
                "has/AUX; has/\\S+ \\S+/VERB",
                "Water/VERB; ^Water/\\S+ (the|my|his|her|these)/",
                "Water/NOUN; ^Water/\\S+ (is|bottles|boxes)/",
                "Will/AUX; ^Will/\\S+ (he|she|we|they|the)/",
                "Mark/VERB; ^Mark/\\S+ (the|my|his|her|their|these)/",
                "Bill/PROPN; ^Bill/\\S+ \\S+/(VERB|AUX)",
                "man/VERB; The/\\S+ (old|young|poor|rich)/\\S+ man/\\S+ (the|a|my)/",
                "plans/VERB; /NOUN plans/\\S+ (the|a|my|her)/",
                "plans/NOUN; /NOUN plans/\\S+ (are|were|of)/",
            })
    void tagFollowsFromTheWordsBeside(String tagged, String pattern) {
        String word = tagged.substring(0, tagged.indexOf('/'));
        Pattern place = Pattern.compile(pattern);
        Pattern found = Pattern.compile("(?<=^| )" + Pattern.quote(word) + "/\\S+");
        Set<String> seen = new HashSet<>();
        for (String sentence : written(DATA.train())) {
            var places = place.matcher(sentence);
            while (places.find()) {
                var at = found.matcher(places.group());
                assertThat(at.find()).as(sentence).isTrue();
                seen.add(at.group());
            }
        }
        assertThat(seen).containsExactly(tagged);
    }

    @Test
    void diagnosticIsUnlikeTheGeneratedSentences() {
        List<Set<String>> generated =
                ALL.subList(0, 2).stream()
                        .flatMap(data -> data.sentences().stream())
                        .map(TaggedCorpusTest::words)
                        .toList();
        List<List<String>> sentences = DATA.test().sentences();
        assertThat(sentences)
                .filteredOn(tokens -> nearest(words(tokens), generated) >= 0.7)
                .hasSizeLessThan(sentences.size() / 50);
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

    private static Set<String> words(List<String> tokens) {
        Set<String> words = new HashSet<>();
        tokens.forEach(token -> words.add(token.toLowerCase(Locale.ROOT)));
        return words;
    }

    /** Knowing the words must not be enough. The figures stand in data/README.md. */
    @Test
    void theMostFrequentTagIsOftenWrongWhereThereIsAChoice() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        TaggedText train = DATA.train();
        for (int i = 0; i < train.size(); i++) {
            for (int t = 0; t < train.tokens(i).size(); t++) {
                counts.computeIfAbsent(
                                train.tokens(i).get(t).toLowerCase(Locale.ROOT),
                                word -> new HashMap<>())
                        .merge(train.tags(i).get(t), 1, Integer::sum);
            }
        }
        assertThat(counts).hasSize(645);
        assertThat(counts.values()).filteredOn(tags -> tags.size() > 1).hasSize(159);
        int right = 0;
        int choices = 0;
        TaggedText validation = DATA.validation();
        for (int i = 0; i < validation.size(); i++) {
            for (int t = 0; t < validation.tokens(i).size(); t++) {
                Map<String, Integer> tags =
                        counts.get(validation.tokens(i).get(t).toLowerCase(Locale.ROOT));
                if (tags != null && tags.size() > 1) {
                    int own = tags.getOrDefault(validation.tags(i).get(t), 0);
                    right += tags.values().stream().allMatch(other -> other <= own) ? 1 : 0;
                    choices++;
                }
            }
        }
        assertThat((double) choices / validation.targets().length).isBetween(0.25, 0.35);
        assertThat((double) right / choices).isBetween(0.65, 0.75);
    }
}
