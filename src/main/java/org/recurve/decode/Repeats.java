package org.recurve.decode;

import java.util.Arrays;
import java.util.BitSet;
import org.recurve.core.RecurveException;

/** The rule that no run of so many tokens occurs twice: Paulus et al. 2018, section 2.5. */
final class Repeats {
    private Repeats() {}

    static void check(int run) {
        if (run < 0) {
            throw new RecurveException(
                    "runs of "
                            + run
                            + " tokens cannot be blocked; 1 or more, or 0 for no such rule");
        }
    }

    /**
     * Finds what must not come next.
     *
     * @param text prompt and continuation
     * @param run how many tokens may not occur twice; 0 for no such rule
     * @return the tokens that would complete a run which stands somewhere in the text
     */
    static BitSet blocked(int[] text, int run) {
        BitSet tokens = new BitSet();
        int length = text.length;
        if (run == 0 || length < run) {
            return tokens;
        }
        for (int at = 0; at + run <= length; at++) {
            if (Arrays.equals(text, at, at + run - 1, text, length - run + 1, length)) {
                tokens.set(text[at + run - 1]);
            }
        }
        return tokens;
    }

    /** The error where every token is blocked. */
    static RecurveException nothingLeft(int run) {
        return new RecurveException(
                "every continuation would repeat a run of "
                        + run
                        + " tokens; block longer runs, or write fewer tokens");
    }
}
