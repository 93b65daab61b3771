package org.recurve.task;

import java.util.Locale;

/**
 * The unit that follows a signal best, and how well: on the text that it was chosen on, on another
 * one, and what would have to be expected of the best unit by luck alone.
 *
 * @param unit its number, from 0
 * @param chosen Pearson's correlation where it was chosen, -1 to 1
 * @param judged the same on the other text
 * @param byChance size of correlation that the best of all units stays below there in 95 % of the
 *     cases if the signal has nothing to do with them, 0 to 1
 */
public record Follower(int unit, double chosen, double judged, double byChance) {

    /** {@return unit and figures in one line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "unit %d, r = %.2f where it was chosen, %.2f on other text, %.2f by chance",
                unit,
                chosen,
                judged,
                byChance);
    }
}
