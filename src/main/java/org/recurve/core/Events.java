package org.recurve.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The process-wide bus between work and whoever shows or stores what it does. Training, downloads
 * and evaluators publish; the terminal, the notebook and the metrics file subscribe. Publishing
 * with nobody listening costs nothing.
 */
public final class Events {
    private static final List<Consumer<? super Event>> LISTENERS = new CopyOnWriteArrayList<>();

    private Events() {}

    /** A subscription; closing it ends the delivery. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Delivers every event published from now on, on the publishing thread.
     *
     * @param listener must be quick, and safe to call from several threads
     * @return closes the subscription
     */
    public static Subscription subscribe(Consumer<? super Event> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    /**
     * Hands an event to every listener. An exception of a listener reaches the publisher, so that
     * no failure of a report or a display goes unseen.
     *
     * @param event what happened
     */
    public static void publish(Event event) {
        for (Consumer<? super Event> listener : LISTENERS) {
            listener.accept(event);
        }
    }
}
