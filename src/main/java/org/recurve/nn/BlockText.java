package org.recurve.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Locale;

/** What blocks say of themselves, in one line. */
public final class BlockText {
    private BlockText() {}

    /**
     * Describes a block: {@code AdditiveAttention(query 8, keys 12, hidden 16): 352 parameters}.
     * The count is left out as long as the block is not initialized, and where there is nothing to
     * learn.
     *
     * @param block the block
     * @param settings its sizes and settings in words; may be empty
     * @return the text
     */
    public static String of(Block block, String settings) {
        String name = block.getClass().getSimpleName();
        String text = settings.isEmpty() ? name : name + "(" + settings + ")";
        long count = 0;
        for (Parameter parameter : block.getParameters().values()) {
            if (!parameter.isInitialized()) {
                return text;
            }
            count += parameter.getArray().size();
        }
        if (count == 0) {
            return text;
        }
        return text + String.format(Locale.ROOT, ": %,d parameter%s", count, count == 1 ? "" : "s");
    }
}
