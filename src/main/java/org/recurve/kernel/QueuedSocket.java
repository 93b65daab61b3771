package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.util.logging.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Stands where the base library wants a socket to publish by: its messages take their turn behind
 * all that was published before. It is never bound.
 */
final class QueuedSocket extends JupyterSocket {
    private final Publisher publisher;

    QueuedSocket(ZMQ.Context context, Publisher publisher) {
        super(context, SocketType.PUB, HMACGenerator.NO_AUTH_INSTANCE, Logger.getLogger("queued"));
        this.publisher = publisher;
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        throw new UnsupportedOperationException("what is published goes through the publisher");
    }

    @Override
    public synchronized void sendMessage(Message<?> message) {
        // Whether the kernel is busy is told for all requests in one place.
        if (!(message.getContent() instanceof PublishStatus)) {
            publisher.publish(Messages.restamped(message));
        }
    }
}
