package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.util.Map;

/** Replies in the protocol's own terms, where the base library has no type or writes it wrong. */
final class Replies {
    private Replies() {}

    /**
     * Makes a reply.
     *
     * @param request it answers
     * @param content fields by name; plain values, lists and maps
     * @return the message
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Message<?> of(Message<?> request, MessageType<?> type, Map<String, ?> content) {
        return Publisher.message(request, (MessageType) type, content);
    }
}
