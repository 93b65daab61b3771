package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class CellThreadTest {
    private final CellThread thread = new CellThread(getClass().getClassLoader());

    private Object run(Object value) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return thread.run(() -> value);
                            } catch (Throwable e) {
                                throw new AssertionError(e);
                            }
                        })
                .get(1, TimeUnit.MINUTES);
    }

    /** Of many stops one may strike the thread's own code as the work ends that catches them. */
    @Test
    @SuppressWarnings("removal") // What a stop throws.
    @EnabledForJreRange(max = JRE.JAVA_19)
    void jobsEndWhateverIsStopped() throws Exception {
        for (int i = 0; i < 60; i++) {
            thread.begin();
            CompletableFuture<Object> ended =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return thread.run(CellThreadTest::endsWhenStopped);
                                } catch (Throwable e) {
                                    return e;
                                }
                            });
            while (!ended.isDone()) {
                thread.stop();
            }
            assertThat(ended.get(1, TimeUnit.MINUTES))
                    .isInstanceOfAny(String.class, ThreadDeath.class);
            thread.begin();
            assertThat(run(i)).isEqualTo(i);
        }
    }

    @SuppressWarnings("removal") // What a stop throws.
    private static Object endsWhenStopped() {
        try {
            while (true) {
                Thread.onSpinWait();
            }
        } catch (ThreadDeath stopped) {
            return "ended";
        }
    }
}
