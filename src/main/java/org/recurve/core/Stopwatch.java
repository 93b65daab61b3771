package org.recurve.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times pieces of work against each other. They run in turns, one round after the other, so that
 * whatever else the machine does meets them alike, and their ratio holds where the times themselves
 * do not. Their order changes from round to round, since each leaves caches and memory to the next.
 *
 * <pre>{@code
 * new Stopwatch().rounds(21).add("scan", () -> scan.run(x)).add("steps", () -> steps.run(x)).time()
 * }</pre>
 */
public final class Stopwatch {
    private final Map<String, Runnable> candidates = new LinkedHashMap<>();
    private int warmUps = 2;
    private int rounds = 9;
    private Duration limit;

    /** A watch for 9 rounds after 2 to warm up. */
    public Stopwatch() {}

    /**
     * Adds a piece of work.
     *
     * @param name of it
     * @param work that can be done any number of times
     * @return this
     */
    public Stopwatch add(String name, Runnable work) {
        if (candidates.putIfAbsent(name, work) != null) {
            throw new IllegalArgumentException("two pieces of work are called " + name);
        }
        return this;
    }

    /**
     * Sets how many rounds run first without being timed, until code is compiled and caches are
     * filled; default 2.
     *
     * @param rounds at least 0
     * @return this
     */
    public Stopwatch warmUp(int rounds) {
        if (rounds < 0) {
            throw new IllegalArgumentException("rounds to warm up must be 0 or more: " + rounds);
        }
        warmUps = rounds;
        return this;
    }

    /**
     * Sets how many rounds are timed; default 9.
     *
     * @param rounds at least 1
     * @return this
     */
    public Stopwatch rounds(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be 1 or more: " + rounds);
        }
        this.rounds = rounds;
        return this;
    }

    /**
     * Sets after how long no further round is begun, warming up included; one is always timed. By
     * default there is no limit.
     *
     * @param limit above zero
     * @return this
     */
    public Stopwatch within(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the limit must be above zero, but is " + limit);
        }
        this.limit = limit;
        return this;
    }

    /**
     * Does the work. An exception of it ends the timing.
     *
     * @return how long each piece took in each round
     * @throws java.util.concurrent.CancellationException if the thread is {@linkplain Cancellation
     *     interrupted}
     */
    public Timings time() {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("nothing to time: add(name, work) comes first");
        }
        List<String> names = List.copyOf(candidates.keySet());
        List<String> order = new ArrayList<>(names);
        Random random = new Random(1);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        names.forEach(name -> seconds.put(name, new ArrayList<>()));
        long start = System.nanoTime();
        boolean timed = false;
        for (int round = 0; round < warmUps + rounds; round++) {
            boolean over = limit != null && System.nanoTime() - start > limit.toNanos();
            if (over && timed) {
                break;
            }
            boolean counts = over || round >= warmUps;
            Collections.shuffle(order, random);
            for (String name : order) {
                Cancellation.check("timing");
                long begun = System.nanoTime();
                candidates.get(name).run();
                long nanos = System.nanoTime() - begun;
                if (counts) {
                    seconds.get(name).add(nanos / 1e9);
                }
            }
            timed |= counts;
        }
        return new Timings(names.stream().map(n -> new Timing(n, seconds.get(n))).toList());
    }
}
