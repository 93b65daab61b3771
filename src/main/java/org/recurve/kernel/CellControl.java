package org.recurve.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs the code that JShell compiled, in this process and on the {@link CellThread}. JShell itself
 * passes results as text and exceptions as copies; this keeps the real ones.
 */
final class CellControl extends LocalExecutionControl {
    /** Java 20 took {@code Thread.stop} away and gave JShell stop checks in its loops instead. */
    private static final boolean STOPPABLE_THREADS = Runtime.version().feature() < 20;

    private static final long PARALLEL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static volatile Runnable next;

    private final CellThread thread;
    private final AtomicLong keys = new AtomicLong();
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private volatile Throwable failure;
    private int nested;
    private int entered;
    private long runningNanos;

    /**
     * What a snippet left.
     *
     * @param value may be {@code null}
     * @param owner JShell's class around the snippet, which has its variable
     */
    record Outcome(Object value, Class<?> owner) {}

    CellControl() {
        // JShell's loader has just become the context class loader of the constructing thread.
        thread = new CellThread(Thread.currentThread().getContextClassLoader());
    }

    CellThread thread() {
        return thread;
    }

    /**
     * Takes what a snippet left under a key that JShell was told; {@code null} if it is no such
     * key.
     */
    Outcome takeOutcome(String key) {
        return outcomes.remove(key);
    }

    /**
     * Takes how long code ran that a running cell has evaluated; asked on the cell thread, which
     * alone counts it.
     */
    long takeRunningNanos() {
        long taken = runningNanos;
        runningNanos = 0;
        return taken;
    }

    /** Takes what the last snippet threw, or {@code null}. */
    Throwable takeFailure() {
        Throwable thrown = failure;
        failure = null;
        return thrown;
    }

    // JShell keeps quiet about an error of its own here, so that is kept as well.
    @Override
    protected String invoke(Method method) throws Exception {
        failure = null;
        try {
            return STOPPABLE_THREADS || thread.isCurrent()
                    ? perform(method)
                    : (String) withChecks(() -> perform(method));
        } catch (InvocationTargetException e) {
            failure = e.getCause();
            throw e;
        } catch (Exception e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Runs work of the kernel's own that may call the cells' code. It can be stopped as a snippet
     * can.
     *
     * @return what the work returned
     * @throws Throwable what the work threw, itself
     */
    Object run(Callable<Object> work) throws Throwable {
        if (STOPPABLE_THREADS || thread.isCurrent()) {
            return thread.run(work);
        }
        clientCodeEnter();
        try {
            return withChecks(() -> onThread(work));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            clientCodeLeave();
        }
    }

    // JShell takes the running code for ended as soon as code that it has evaluated itself ends.
    @Override
    protected synchronized void clientCodeEnter() {
        if (entered++ == 0) {
            super.clientCodeEnter();
        }
    }

    @Override
    protected synchronized void clientCodeLeave() {
        if (--entered == 0) {
            super.clientCodeLeave();
        }
    }

    // The newer JShell prepares its stop checks in its own invoke, so that has to be passed.
    private Object withChecks(Callable<Object> work) throws Exception {
        Object[] result = new Object[1];
        Exception[] thrown = new Exception[1];
        next =
                () -> {
                    try {
                        result[0] = work.call();
                    } catch (Exception e) {
                        thrown[0] = e;
                    }
                };
        Method trampoline = CellControl.class.getDeclaredMethod("trampoline");
        trampoline.setAccessible(true);
        super.invoke(trampoline);
        if (thrown[0] != null) {
            throw thrown[0];
        }
        return result[0];
    }

    /** Called by JShell in place of the snippet. */
    static void trampoline() {
        next.run();
    }

    private String perform(Method method) throws Exception {
        Object result = thread.isCurrent() ? timed(method) : onThread(() -> method.invoke(null));
        String key = "result-" + keys.incrementAndGet();
        outcomes.put(key, new Outcome(result, method.getDeclaringClass()));
        return key;
    }

    private Object onThread(Callable<Object> work) throws InvocationTargetException {
        try {
            return thread.run(work);
        } catch (InvocationTargetException e) {
            throw e;
        } catch (Throwable e) {
            throw new InvocationTargetException(e);
        }
    }

    private Object timed(Method method) throws ReflectiveOperationException {
        long start = System.nanoTime();
        nested++;
        try {
            return method.invoke(null);
        } finally {
            if (--nested == 0) {
                runningNanos += System.nanoTime() - start;
            }
        }
    }

    /** Ends the running snippet where an interrupt did not. */
    void forceStop() throws EngineTerminationException, InternalException {
        if (STOPPABLE_THREADS) {
            thread.stop();
            stopParallelWork();
        } else {
            stop();
        }
    }

    /** A parallel stream would go on in the common pool. JShell's checks end that by themselves. */
    private static void stopParallelWork() {
        long end = System.nanoTime() + PARALLEL_NANOS;
        // A worker that was stopped takes up the next part of the stream.
        while (stopsWorker() && System.nanoTime() < end) {
            LockSupport.parkNanos(PARALLEL_NANOS / 100);
        }
    }

    @SuppressWarnings({"deprecation", "removal"})
    private static boolean stopsWorker() {
        boolean found = false;
        for (Map.Entry<Thread, StackTraceElement[]> one : Thread.getAllStackTraces().entrySet()) {
            if (isCommonWorker(one.getKey()) && runsCell(one.getValue())) {
                one.getKey().stop();
                found = true;
            }
        }
        return found;
    }

    private static boolean isCommonWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }

    private static boolean runsCell(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("REPL."));
    }
}
