package org.recurve.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.ProvenanceMap;
import org.recurve.data.ParallelText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.data.Translator;

/**
 * Translates each word by itself, in the order of the source, by the word that is its likeliest
 * translation: what a translator has to beat that looks at the sentence. The lexicon is learned
 * with IBM Model 1 ({@value #ITERATIONS} iterations), in lower case; a word that was not seen is
 * left as it is. So everything comes out in lower case, and should be judged so.
 */
public final class WordByWordTranslator implements Translator {
    private static final int ITERATIONS = 10;

    /** Stands in every source for the words of a translation that come from none of its words. */
    private static final String NULL_WORD = "";

    private static final Tokenizer TOKENIZER = Tokenizers.lowerCased(Tokenizers.words());

    private final Map<String, String> lexicon;
    private final Map<String, Object> data;

    private WordByWordTranslator(Map<String, String> lexicon, Map<String, Object> data) {
        this.lexicon = lexicon;
        this.data = data;
    }

    /**
     * Learns a lexicon.
     *
     * @param train sentences with their translations
     * @return the baseline
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public static WordByWordTranslator fit(ParallelText train) {
        List<List<String>> sources = new ArrayList<>();
        for (String source : train.sources()) {
            List<String> words = new ArrayList<>(List.of(NULL_WORD));
            words.addAll(TOKENIZER.tokenize(source));
            sources.add(words);
        }
        List<List<String>> targets = train.targets().stream().map(TOKENIZER::tokenize).toList();
        Map<String, String> lexicon = IbmModel1.fit(sources, targets, ITERATIONS).likeliest();
        lexicon.remove(NULL_WORD);
        return new WordByWordTranslator(Map.copyOf(lexicon), ProvenanceMap.of(train.provenance()));
    }

    @Override
    public List<String> translate(List<String> sentences) {
        return sentences.stream().map(this::translate).toList();
    }

    private String translate(String sentence) {
        return TOKENIZER.detokenize(
                TOKENIZER.tokenize(sentence).stream()
                        .map(word -> lexicon.getOrDefault(word, word))
                        .toList());
    }

    /** {@return the likeliest translation of each word, all in lower case} */
    public Map<String, String> lexicon() {
        return lexicon;
    }

    @Override
    public String name() {
        return "word by word";
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, how many words are known, and the origin of the data learned from} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "likeliest translation of each word by IBM Model 1");
        map.put("iterations", ITERATIONS);
        map.put("words", lexicon.size());
        map.put("data", List.of(data));
        return map;
    }

    @Override
    public boolean baseline() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
