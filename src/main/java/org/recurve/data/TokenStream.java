package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.recurve.core.DataProvenance;

/** A long text as one run of token ids: what a language model is trained and judged on. */
public final class TokenStream {
    private final int[] ids;
    private final Vocabulary vocabulary;
    private final DataProvenance provenance;
    private final long characters;
    private final long bytes;
    private final long unknowns;

    /**
     * Wraps ids, which are not copied, of a text whose size in bytes is not known.
     *
     * @param ids token ids, each 0 to the vocabulary's size - 1
     * @param vocabulary names the ids
     * @param characters Unicode code points of the text that the tokens stand for, see {@link
     *     #characters()}
     * @param provenance where the text came from
     */
    public TokenStream(
            int[] ids, Vocabulary vocabulary, long characters, DataProvenance provenance) {
        this(ids, vocabulary, characters, 0, provenance);
    }

    /**
     * Wraps ids, which are not copied.
     *
     * @param ids token ids, each 0 to the vocabulary's size - 1
     * @param vocabulary names the ids
     * @param characters Unicode code points of the text that the tokens stand for, see {@link
     *     #characters()}
     * @param bytes of the same text in UTF-8, see {@link #bytes()}
     * @param provenance where the text came from
     */
    public TokenStream(
            int[] ids,
            Vocabulary vocabulary,
            long characters,
            long bytes,
            DataProvenance provenance) {
        int unknown = vocabulary.unknownId().orElse(-1);
        long unknowns = 0;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= vocabulary.size()) {
                throw new IllegalArgumentException(
                        "id "
                                + ids[i]
                                + " at "
                                + i
                                + " is outside a vocabulary of "
                                + vocabulary.size()
                                + " tokens");
            }
            if (ids[i] == unknown) {
                unknowns++;
            }
        }
        this.ids = ids;
        this.vocabulary = vocabulary;
        this.characters = characters;
        this.bytes = bytes;
        this.provenance = provenance;
        this.unknowns = unknowns;
    }

    /** {@return the ids themselves, not a copy: they must not be changed} */
    public int[] ids() {
        return ids;
    }

    /** {@return how many tokens there are} */
    public long size() {
        return ids.length;
    }

    /** {@return which part of its corpus this is: {@code "train"}, {@code "validation"}, …} */
    public String split() {
        return provenance.split();
    }

    /** {@return what names the ids} */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** {@return where the text came from and what was done to it} */
    public DataProvenance provenance() {
        return provenance;
    }

    /**
     * {@return how many characters the text has that these tokens stand for} These are the Unicode
     * code points of the decoded file, white space and line ends included, as bits per character
     * are counted in the field: an {@link Vocabulary#EOS} counts the line end it stands for, a
     * space between words counts one, and an {@link Vocabulary#UNK} written in the file counts its
     * five characters. 0 where that is not known.
     */
    public long characters() {
        return characters;
    }

    /**
     * {@return how many bytes the text of the {@link #characters()} has in UTF-8} The measure of a
     * text that no tokenizer, script or spelling of characters changes. 0 where that is not known.
     */
    public long bytes() {
        return bytes;
    }

    /**
     * {@return how many of the tokens are {@link Vocabulary#UNK}, whether the text has it written
     * out or a token of the text was outside the vocabulary}
     */
    public long unknowns() {
        return unknowns;
    }

    /**
     * The beginning of this text, of the same split and vocabulary: for a trial on less of it. How
     * many {@link #characters()} and {@link #bytes()} it stands for is not known.
     *
     * @param tokens how many, 1 to {@link #size()}
     * @return a copy of that part, with its size among the steps of its provenance
     * @throws IllegalArgumentException if there are not so many tokens
     */
    public TokenStream first(int tokens) {
        if (tokens < 1 || tokens > ids.length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the first %,d tokens of %s %s were asked for, which has %,d; ask for 1 to %,d",
                            tokens,
                            provenance.dataset(),
                            split(),
                            ids.length,
                            ids.length));
        }
        List<String> preparation = new ArrayList<>(provenance.preparation());
        preparation.add("first=" + tokens + " tokens");
        return new TokenStream(
                Arrays.copyOf(ids, tokens),
                vocabulary,
                0,
                0,
                new DataProvenance(provenance.dataset(), split(), provenance.files(), preparation));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d tokens%s; vocabulary %,d, unknown %.2f %%",
                provenance.dataset(),
                split(),
                ids.length,
                characters == 0 ? "" : String.format(Locale.ROOT, ", %,d characters", characters),
                vocabulary.size(),
                ids.length == 0 ? 0 : 100.0 * unknowns / ids.length);
    }
}
