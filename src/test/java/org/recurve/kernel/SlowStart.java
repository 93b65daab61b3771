package org.recurve.kernel;

import java.time.Duration;

/** A class whose initialiser takes longer than a cell that is interrupted is given. */
public final class SlowStart {
    static {
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        System.out.println("begun");
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private SlowStart() {}

    /** {@return a value, once the class is ready} */
    public static int value() {
        return 42;
    }
}
