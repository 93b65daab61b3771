package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.Message;
import java.util.Map;

/**
 * Answers one kind of request.
 *
 * @param <T> what the request contains
 */
@FunctionalInterface
interface RequestHandler<T> {
    /**
     * Carries out a request.
     *
     * @return the fields of the reply, or {@code null} where the protocol has no reply
     */
    Map<String, ?> answer(Message<T> request);
}
