package org.recurve.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.recurve.core.Cancellation;

/**
 * Runs a piece of work again and again and prints how long it takes; {@code %timeit} calls it. What
 * the work makes anew each time and can be closed, such as an array, is closed.
 */
public final class TimeIt {
    private static final int ROUNDS = 7;
    private static final double ROUND_SECONDS = 0.2;

    /** Work without a value. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @throws Exception as the work throws
         */
        void run() throws Exception;
    }

    private final Callable<?> work;
    private boolean closes;

    private TimeIt(Callable<?> work) {
        this.work = work;
    }

    /**
     * Times work without a value.
     *
     * @param work can be done any number of times
     * @throws Exception as the work throws
     */
    public static void run(Work work) throws Exception {
        Callable<Void> call =
                () -> {
                    work.run();
                    return null;
                };
        new TimeIt(call).print();
    }

    /**
     * Times work with a value.
     *
     * @param work can be done any number of times
     * @param <T> what it makes
     * @throws Exception as the work throws
     */
    public static <T> void run(Callable<T> work) throws Exception {
        new TimeIt(work).print();
    }

    private void print() throws Exception {
        closes = makesAnew();
        long runs = 1;
        double seconds = seconds(runs);
        while (seconds < ROUND_SECONDS) {
            // Never more than ten times as many at once: the first runs are slower than the rest.
            runs = (long) Math.ceil(runs * Math.min(10, 1.2 * ROUND_SECONDS / seconds));
            seconds = seconds(runs);
        }
        double[] each = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            each[round] = seconds(runs) / runs;
        }
        Arrays.sort(each);
        System.out.printf(
                Locale.ROOT,
                "%s a run (the middle of %d rounds of %,d; %s to %s)%n",
                Durations.text(each[ROUNDS / 2]),
                ROUNDS,
                runs,
                Durations.text(each[0]),
                Durations.text(each[ROUNDS - 1]));
    }

    private boolean makesAnew() throws Exception {
        Object first = work.call();
        Object second = work.call();
        boolean anew = first != second;
        if (anew) {
            close(first);
            close(second);
        }
        return anew;
    }

    private double seconds(long runs) throws Exception {
        // Not in the loop, where it would be timed as well; a round takes seconds at most.
        Cancellation.check("%timeit");
        long start = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            Object made = work.call();
            if (closes) {
                close(made);
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void close(Object made) throws Exception {
        if (made instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
