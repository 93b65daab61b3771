package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.MessageContext;

/**
 * Which request a thread's output belongs to: the current one's, but of a thread that a cell
 * started, for ever that cell's. The workers of the common pool, which run every cell's parallel
 * streams, inherit nothing from the thread that starts them, and so stay with the current one.
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
        return started == null ? current : started;
    }
}
