package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.MessageContext;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Which request a thread's output belongs to: the current one's, but of a thread that a cell
 * started, for ever that cell's. The workers of the common pool, which run every cell's parallel
 * streams, stay with the current one.
 */
final class OutputOwner {
    private static volatile MessageContext current;

    private static final InheritableThreadLocal<MessageContext> STARTED_BY =
            new InheritableThreadLocal<>() {
                @Override
                protected MessageContext childValue(MessageContext parent) {
                    return parent == null ? current : parent;
                }
            };

    private OutputOwner() {}

    /** Makes a request the current one. */
    static void current(MessageContext request) {
        current = request;
    }

    /** The calling thread stays with the current request; those that it starts do not. */
    static void follow() {
        STARTED_BY.set(null);
    }

    /** {@return the request that the calling thread's output belongs to} */
    static MessageContext ofThisThread() {
        MessageContext started = STARTED_BY.get();
        return started == null || isCommonWorker(Thread.currentThread()) ? current : started;
    }

    /** {@return whether a thread is one of the common pool} */
    static boolean isCommonWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }
}
