package org.recurve.data;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Turns the splits of a corpus into tokens. A text is read once to count its tokens and once to
 * number them, so that no more of it is held than a line and the ids.
 *
 * @param corpus its name
 * @param splits its texts
 * @param tokenizer cuts the lines
 */
record TextReader(String corpus, TextSplits splits, Tokenizer tokenizer) {
    private static final List<String> END = List.of(Vocabulary.EOS);

    /** {@return the builder, after it counted the tokens of a split} */
    Vocabulary.Builder count(String split, Vocabulary.Builder builder) {
        forEachLine(splits.section(split), builder::addAll);
        return builder;
    }

    /**
     * Numbers the tokens of a split.
     *
     * @param split its name
     * @param vocabulary gives the ids
     * @param expected number of tokens, or 0 where it is not known: with it, the ids are not held
     *     twice while they grow
     * @param limits how the vocabulary was limited, for provenance
     * @return the tokens
     * @throws RecurveException as {@link TextCorpus#split} does
     */
    TokenStream read(String split, Vocabulary vocabulary, int expected, List<String> limits) {
        TextSection text = splits.section(split);
        IntArrayList ids = new IntArrayList(expected);
        boolean[] any = new boolean[1];
        TextSize size =
                forEachLine(
                        text,
                        tokens -> {
                            for (String token : tokens) {
                                any[0] |= !token.equals(Vocabulary.EOS);
                                ids.add(vocabulary.id(token));
                            }
                        });
        if (!any[0]) {
            throw new RecurveException(
                    "split \""
                            + split
                            + "\" of "
                            + corpus
                            + " is empty: "
                            + text.input().where()
                            + (splits.division().isEmpty()
                                    ? " has no token"
                                    : " is too short to be cut " + splits.division())
                            + "; give it at least one token");
        }
        ids.trim();
        List<String> preparation = new ArrayList<>();
        preparation.add("tokenizer=" + tokenizer.name());
        preparation.add("eos=" + (tokenizer.keepsLineEnds() ? "none" : "per line"));
        if (!splits.division().isEmpty()) {
            preparation.add("split=" + splits.division());
        }
        preparation.addAll(limits);
        preparation.add("vocabulary=" + vocabulary.size());
        DataProvenance provenance =
                new DataProvenance(corpus, split, List.of(text.input().hash()), preparation);
        return new TokenStream(
                ids.elements(), vocabulary, size.characters(), size.bytes(), provenance);
    }

    /** Hands out the tokens of each line, or piece of a line. */
    private TextSize forEachLine(TextSection text, Consumer<List<String>> sink) {
        if (tokenizer.keepsLineEnds()) {
            return text.forEachLine(line -> sink.accept(tokenizer.tokenize(line)));
        }
        boolean[] open = new boolean[1];
        TextSize size =
                text.forEachLine(
                        line -> {
                            List<String> tokens = tokenizer.tokenize(line.strip());
                            boolean ends = line.endsWith("\n");
                            open[0] = !ends && (open[0] || !tokens.isEmpty());
                            sink.accept(tokens);
                            if (ends) {
                                sink.accept(END);
                            }
                        });
        // The last line counts as a line whether or not the file ends in a line end.
        if (open[0]) {
            sink.accept(END);
        }
        return size;
    }
}
