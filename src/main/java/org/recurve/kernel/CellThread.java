package org.recurve.kernel;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that all cells run on. Native libraries keep per-thread pools and caches, so a
 * thread per snippet would leave them behind; and one known thread can be interrupted.
 */
final class CellThread {
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final ClassLoader loader;
    private volatile Thread thread;
    private volatile Job current;
    private volatile boolean interruptNext;

    /** One piece of work and what became of it. */
    private static final class Job {
        private final Callable<Object> work;
        private final CountDownLatch ended = new CountDownLatch(1);
        private Object result;
        private Throwable failure;
        private int stops;

        Job(Callable<Object> work) {
            this.work = work;
        }

        synchronized void end(Object value, Throwable thrown) {
            if (ended.getCount() > 0) {
                result = value;
                failure = thrown;
                ended.countDown();
            }
        }

        boolean hasEnded() {
            return ended.getCount() == 0;
        }
    }

    CellThread(ClassLoader loader) {
        this.loader = loader;
        start();
    }

    private void start() {
        Thread started = new Thread(this::loop, "cell");
        started.setDaemon(true);
        started.setContextClassLoader(loader);
        thread = started;
        started.start();
    }

    /** {@return whether the caller runs inside a cell} */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs work on the cell thread and waits for it.
     *
     * @return what the work returned
     * @throws Throwable what the work threw, itself
     */
    Object run(Callable<Object> work) throws Throwable {
        if (isCurrent()) {
            return work.call();
        }
        Job job = new Job(work);
        jobs.add(job);
        awaitUninterruptibly(job);
        synchronized (job) {
            if (job.failure != null) {
                throw job.failure;
            }
            return job.result;
        }
    }

    /** Forgets an interrupt that found no work. */
    void begin() {
        interruptNext = false;
    }

    /** Interrupts the work that runs now, or else the next, which is being compiled. */
    void interrupt() {
        interruptNext = true;
        Job job = current;
        if (job != null) {
            synchronized (job) {
                if (!job.hasEnded()) {
                    interruptNext = false;
                    thread.interrupt();
                }
            }
        }
    }

    /** {@return whether there was an interrupt that nobody has taken notice of yet} */
    boolean interruptPending() {
        return interruptNext || (current != null && thread.isInterrupted());
    }

    /** {@return where the work stands} */
    StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    /**
     * Ends work that looks at no interrupt. Work that catches this as well is stopped again and
     * again, until one stop strikes outside of its {@code try}. Exists up to Java 19 only.
     *
     * @throws UnsupportedOperationException on later versions of Java
     */
    @SuppressWarnings({"deprecation", "removal"})
    void stop() {
        Job job = current;
        if (job == null) {
            return;
        }
        long end = System.nanoTime() + BURST_NANOS;
        boolean again;
        do {
            synchronized (job) {
                if (job.hasEnded()) {
                    return;
                }
                thread.stop();
                // The first has time to take effect; most work needs no second.
                again = job.stops++ > 0;
            }
        } while (again && System.nanoTime() < end);
    }

    // A stop may strike up to the job's end, also in perform's own catch block.
    @SuppressWarnings({"removal", "InfiniteLoopStatement"})
    private void loop() {
        OutputOwner.follow();
        while (true) {
            Job job = null;
            try {
                job = jobs.take();
                Thread.interrupted();
                current = job;
                if (interruptNext) {
                    interruptNext = false;
                    job.end(null, new InterruptedException("before it ran"));
                } else {
                    perform(job);
                }
            } catch (ThreadDeath stop) {
                if (job != null) {
                    job.end(null, stop);
                }
            } catch (InterruptedException late) {
                // An interrupt that came as its work ended: nothing is left to interrupt.
            } finally {
                current = null;
            }
        }
    }

    private void perform(Job job) {
        Object result = null;
        Throwable failure = null;
        try {
            result = job.work.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        // An interrupt that nobody took notice of is there for the cell's next snippet.
        synchronized (job) {
            if (Thread.interrupted()) {
                interruptNext = true;
            }
            job.end(result, failure);
        }
    }

    private void awaitUninterruptibly(Job job) {
        boolean interrupted = false;
        while (!job.hasEnded()) {
            try {
                if (!job.ended.await(1, TimeUnit.SECONDS)) {
                    replaceIfDead(job);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Of two stops in a row the second may strike where the first is being dealt with.
    @SuppressWarnings("removal")
    private synchronized void replaceIfDead(Job job) {
        if (!thread.isAlive()) {
            if (!jobs.contains(job)) {
                job.end(null, new ThreadDeath());
            }
            start();
        }
    }
}
