package org.recurve.data;

import java.util.List;

/** Cuts text into tokens; implementations keep no state and are safe for use by many threads. */
public interface Tokenizer {

    /**
     * Cuts one line.
     *
     * @param line the text; without its line end unless {@link #keepsLineEnds()}
     * @return the tokens in order, none of them empty; an empty list for a blank line
     */
    List<String> tokenize(String line);

    /**
     * Puts tokens together to readable text. More tokens only add to the text of those before them;
     * U+FFFD at its end, which stands for a part of a character, may yet become that character.
     *
     * @param tokens the tokens in order
     * @return the text; {@link Vocabulary#EOS} becomes a line end
     */
    String detokenize(List<String> tokens);

    /**
     * {@return what reports and provenance call it; one without learned parts is found by it, see
     * {@link Tokenizers#byName}}
     */
    String name();

    /**
     * {@return every token that it can make, each once; empty where there is no limit to them} With
     * such a list a vocabulary is closed: no token is unknown.
     */
    default List<String> inventory() {
        return List.of();
    }

    /**
     * {@return whether the line end is a token like any other; if so, a corpus hands lines over
     * together with their {@code "\n"}, and appends no {@link Vocabulary#EOS}}
     */
    default boolean keepsLineEnds() {
        return false;
    }
}
