package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.DefaultReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.comm.CommOpenCommand;
import io.github.spencerpark.jupyter.messages.request.CommInfoRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Messages between a notebook's Java code and code in its page, through IJava's own classes: {@code
 * getKernelInstance().getCommManager()} has targets and opens comms.
 */
final class Comms {
    private final CommManager manager;
    private final QueuedSocket socket;

    Comms(CommManager manager, QueuedSocket socket) {
        this.manager = manager;
        this.socket = socket;
        manager.setIOPubChannel(socket);
    }

    /** The page opens one; what has no target here is closed again. */
    Map<String, ?> open(Message<CommOpenCommand> message) {
        return pass(message, manager::handleCommOpenCommand);
    }

    /** The page sends a message. */
    Map<String, ?> receive(Message<CommMsgCommand> message) {
        return pass(message, manager::handleCommMsgCommand);
    }

    /** The page closes one. */
    Map<String, ?> close(Message<CommCloseCommand> message) {
        return pass(message, manager::handleCommCloseCommand);
    }

    private <T> Map<String, ?> pass(
            Message<T> message, BiConsumer<DefaultReplyEnvironment, Message<T>> to) {
        begin(message);
        to.accept(new DefaultReplyEnvironment(socket, socket, message), message);
        return null;
    }

    /** What is sent from now on belongs to this request. */
    void begin(Message<?> request) {
        OutputOwner.current(request);
        manager.setMessageContext(request);
    }

    /** {@return the reply to a client that asks which are open} */
    Map<String, ?> info(Message<CommInfoRequest> message) {
        String target = message.getContent().getTargetName();
        Map<String, Object> open = new LinkedHashMap<>();
        for (Comm comm : manager) {
            if (target == null || target.equals(comm.getTargetName())) {
                open.put(comm.getID(), Map.of("target_name", comm.getTargetName()));
            }
        }
        return Map.of("status", "ok", "comms", open);
    }
}
