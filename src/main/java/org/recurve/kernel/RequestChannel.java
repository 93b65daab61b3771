package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * One of the two sockets that requests come in by; answers them one after the other, from a thread
 * of its own. A message that is no request of the protocol, or is not signed with the connection's
 * key, is logged and has no effect.
 */
final class RequestChannel extends JupyterSocket {
    private final String name;
    private final ToIntFunction<KernelConnectionProperties> port;
    private Map<MessageType<?>, RequestHandler<?>> handlers;
    private Publisher publisher;
    private Runnable end;

    RequestChannel(
            ZMQ.Context context,
            HMACGenerator signer,
            String name,
            ToIntFunction<KernelConnectionProperties> port) {
        super(context, SocketType.ROUTER, signer, Logger.getLogger(name));
        this.name = name;
        this.port = port;
    }

    /**
     * Sets who answers; before the channel is bound.
     *
     * @param end is run after the answer to a request to shut down
     */
    void handlers(
            Map<MessageType<?>, RequestHandler<?>> handlers, Publisher publisher, Runnable end) {
        this.handlers = handlers;
        this.publisher = publisher;
        this.end = end;
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        bind(
                formatAddress(
                        properties.getTransport(),
                        properties.getIp(),
                        port.applyAsInt(properties)));
        new Thread(this::serve, name).start();
    }

    private void serve() {
        while (true) {
            try {
                answer(readMessage());
            } catch (ZMQException e) {
                if (e.getErrorCode() == ZMQ.Error.ETERM.getCode()) {
                    close();
                    return;
                }
                logger.log(Level.WARNING, "a message was lost", e);
            } catch (RuntimeException e) {
                logger.log(Level.WARNING, "a message could not be read", e);
            }
        }
    }

    private void answer(Message<?> request) {
        RequestHandler<?> handler = handlers.get(request.getHeader().getType());
        if (handler == null) {
            logger.info("a message of an unknown type was passed over");
            return;
        }
        publisher.publish(request, PublishStatus.BUSY);
        Map<String, ?> reply = reply(handler, request);
        if (reply != null) {
            // A client may look no further than to the reply.
            publisher.drain();
            sendMessage(Messages.reply(request, reply));
        }
        publisher.publish(request, PublishStatus.IDLE);
        if (request.getHeader().getType().equals(MessageType.SHUTDOWN_REQUEST)) {
            end.run();
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Map<String, ?> reply(RequestHandler handler, Message request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException | Error e) {
            logger.log(Level.WARNING, "a request failed", e);
            return Messages.error(e.getClass().getSimpleName(), String.valueOf(e), List.of());
        }
    }
}
