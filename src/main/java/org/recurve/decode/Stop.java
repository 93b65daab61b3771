package org.recurve.decode;

/** Decides where a text ends. */
@FunctionalInterface
public interface Stop {

    /**
     * Looks at a text after each of its tokens.
     *
     * @param written the ids so far, without the prompt, at least one; not to be changed
     * @return whether the text ends here
     */
    boolean stops(int[] written);

    /** {@return no end but that of the most tokens} */
    static Stop never() {
        return written -> false;
    }

    /**
     * Ends a text at a token, which still belongs to it.
     *
     * @param token its id
     * @return the rule
     */
    static Stop at(int token) {
        return written -> written[written.length - 1] == token;
    }
}
