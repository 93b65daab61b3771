package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import org.recurve.batch.TokenSequences;
import org.recurve.data.ParallelText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Vocabulary;

/**
 * Cuts and numbers sentences of both languages.
 *
 * @param sourceTokenizer cuts sources
 * @param targetTokenizer cuts targets and puts translations together
 * @param source words of the sources, {@code <unk>} and {@code <eos>} among them
 * @param target words of the targets, {@code <unk>} and {@code <eos>} among them
 */
record TranslationReader(
        Tokenizer sourceTokenizer,
        Tokenizer targetTokenizer,
        Vocabulary source,
        Vocabulary target) {

    ParallelTokens read(ParallelText data) {
        List<int[]> targets = data.targets().stream().map(this::target).toList();
        return new ParallelTokens(
                sources(data.sources().stream().map(sourceTokenizer::tokenize).toList()),
                new TokenSequences(targets.stream().map(this::shifted).toList(), null, null),
                targets);
    }

    /** {@return what is read of a target, of the same length} */
    private int[] shifted(int[] target) {
        int[] read = new int[target.length];
        read[0] = end();
        System.arraycopy(target, 0, read, 1, target.length - 1);
        return read;
    }

    /** {@return the id that ends a target, and that each begins with} */
    int end() {
        return target.id(Vocabulary.EOS);
    }

    /**
     * @param sentences their tokens
     */
    TokenSequences sources(List<List<String>> sentences) {
        List<int[]> ids = new ArrayList<>();
        sentences.forEach(tokens -> ids.add(ended(source, tokens)));
        return new TokenSequences(ids, null, null);
    }

    /** {@return ids of a translation, its end included} */
    int[] target(String sentence) {
        return ended(target, targetTokenizer.tokenize(sentence));
    }

    private static int[] ended(Vocabulary vocabulary, List<String> tokens) {
        List<String> all = new ArrayList<>(tokens);
        all.add(Vocabulary.EOS);
        return vocabulary.encode(all);
    }
}
