package org.recurve.data;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;
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

    /** {@return the builder, after it counted the tokens of a split} */
    Vocabulary.Builder count(String split, Vocabulary.Builder builder) {
        splits.section(split).forEachLine(line -> builder.addAll(tokens(line)));
        return builder;
    }

    /**
     * Numbers the tokens of a split.
     *
     * @param split its name
     * @param vocabulary gives the ids
     * @param limits how the vocabulary was limited, for provenance
     * @return the tokens
     * @throws RecurveException as {@link TextCorpus#split} does
     */
    TokenStream read(String split, Vocabulary vocabulary, List<String> limits) {
        TextSection text = splits.section(split);
        IntArrayList ids = new IntArrayList();
        boolean[] any = new boolean[1];
        TextSize size =
                text.forEachLine(
                        line -> {
                            for (String token : tokens(line)) {
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

    private List<String> tokens(String line) {
        if (tokenizer.keepsLineEnds()) {
            return tokenizer.tokenize(line);
        }
        List<String> tokens = new ArrayList<>(tokenizer.tokenize(line.strip()));
        // The last line counts as a line whether or not the file ends in a line end.
        if (line.endsWith("\n") || !tokens.isEmpty()) {
            tokens.add(Vocabulary.EOS);
        }
        return tokens;
    }
}
