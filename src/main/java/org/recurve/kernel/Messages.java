package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages as the protocol wants them. The base library's own have times to the minute and name an
 * older protocol, and it writes some replies wrong.
 */
final class Messages {
    /** The version of the Jupyter protocol that the kernel speaks. */
    static final String PROTOCOL = "5.4";

    private static final String SESSION = UUID.randomUUID().toString();
    private static final String REQUEST = "_request";

    private Messages() {}

    /**
     * Makes a message.
     *
     * @param parent request that it belongs to, or {@code null}
     */
    static <T> Message<T> of(MessageContext parent, MessageType<T> type, T content) {
        Header<?> parentHeader = parent == null ? null : parent.getHeader();
        return new Message<>(
                parent == null ? Collections.emptyList() : parent.getIdentities(),
                header(parentHeader, type),
                parentHeader,
                null,
                content,
                null);
    }

    /** {@return a message that the base library made, with the header that it should have} */
    static <T> Message<T> restamped(Message<T> message) {
        return new Message<>(
                message.getIdentities(),
                header(message.getParentHeader(), message.getHeader().getType()),
                message.getParentHeader(),
                message.getMetadata(),
                message.getContent(),
                message.getBlobs());
    }

    private static <T> Header<T> header(Header<?> parent, MessageType<T> type) {
        return new Header<>(
                UUID.randomUUID().toString(),
                parent == null ? Header.KERNEL_USERNAME : parent.getUsername(),
                SESSION,
                new KernelTimestamp(Instant.now().toString()),
                type,
                PROTOCOL);
    }

    /**
     * Makes the reply to a request.
     *
     * @param content fields by name; plain values, lists and maps
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Message<?> reply(Message<?> request, Map<String, ?> content) {
        String name = request.getHeader().getType().getName();
        String stem = name.substring(0, name.length() - REQUEST.length());
        return of(request, (MessageType) MessageType.getType(stem + "_reply"), content);
    }

    /** {@return the content of a reply that tells of an error} */
    static Map<String, ?> error(String name, String message, List<String> traceback) {
        return Map.of("status", "error", "ename", name, "evalue", message, "traceback", traceback);
    }
}
