package org.recurve.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.RandomUtils;
import org.recurve.nn.Native;

/**
 * The engine as a training needs it: denormals flushed to zero, and recording gradients only while
 * a collector is open. (On threads other than the one that loaded it, the engine records always
 * unless told otherwise.)
 */
final class EngineMode implements AutoCloseable {
    private final boolean recorded;

    EngineMode() {
        Native.flushDenormals();
        recorded = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
    }

    /** Seeds all randomness that is not the caller's own. */
    void seed(long seed) {
        Engine.getInstance().setRandomSeed(Long.hashCode(seed));
        RandomUtils.RANDOM.setSeed(seed);
    }

    @Override
    public void close() {
        JniUtils.setGradMode(recorded);
    }
}
