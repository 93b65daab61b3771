package org.recurve.task;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Whether the engine keeps what a backward pass would need. Each thread has its own setting; on
 * threads other than the one that loaded the engine it is on from the start.
 */
final class GradientMode {
    private GradientMode() {}

    static <T> T on(Supplier<T> work) {
        return with(true, work);
    }

    /** For predictions, which then hold no more memory than a layer needs. */
    static <T> T off(Supplier<T> work) {
        return with(false, work);
    }

    private static <T> T with(boolean mode, Supplier<T> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(mode);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
