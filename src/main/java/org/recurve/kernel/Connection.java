package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The sockets between client and kernel. */
final class Connection {
    private final KernelConnectionProperties properties;
    private final ZMQ.Context context = ZMQ.context(1);
    private final IOPubChannel iopub;
    private final StdinChannel stdin;
    private final RequestChannel shell;
    private final RequestChannel control;
    private final Heartbeat heartbeat;
    private final Publisher publisher;
    private final QueuedSocket queued;

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        this.properties = properties;
        HMACGenerator signer = properties.createHMACGenerator();
        iopub = new IOPubChannel(context, signer);
        // Without a limit: a client that reads slowly must not lose messages.
        iopub.setSndHWM(0);
        stdin = new StdinChannel(context, signer);
        shell =
                new RequestChannel(
                        context, signer, "shell", KernelConnectionProperties::getShellPort);
        control =
                new RequestChannel(
                        context, signer, "control", KernelConnectionProperties::getControlPort);
        heartbeat = new Heartbeat(context, signer);
        publisher = new Publisher(iopub);
        queued = new QueuedSocket(context, publisher);
    }

    Publisher publisher() {
        return publisher;
    }

    QueuedSocket queued() {
        return queued;
    }

    StdinChannel stdin() {
        return stdin;
    }

    /**
     * Begins to serve.
     *
     * @param handlers by type of request
     * @throws RecurveException if a port cannot be bound
     */
    void open(Map<MessageType<?>, RequestHandler<?>> handlers) {
        shell.handlers(handlers, publisher, () -> Shutdown.with(this));
        control.handlers(handlers, publisher, () -> Shutdown.with(this));
        for (JupyterSocket socket : new JupyterSocket[] {iopub, stdin, heartbeat, shell, control}) {
            bind(socket);
        }
        publisher.publish(null, PublishStatus.STARTING);
    }

    private void bind(JupyterSocket socket) {
        try {
            socket.bind(properties);
        } catch (ZMQException e) {
            throw new RecurveException(
                    "the kernel cannot listen at %s, on one of the ports %d, %d, %d, %d, %d that it was given (%s): start it again"
                            .formatted(
                                    properties.getIp(),
                                    properties.getShellPort(),
                                    properties.getControlPort(),
                                    properties.getIopubPort(),
                                    properties.getStdinPort(),
                                    properties.getHbPort(),
                                    e.getMessage()),
                    e);
        }
    }

    /** Ends when all messages have gone out that were sent, and all requests are answered. */
    void close() {
        publisher.drain();
        iopub.close();
        stdin.close();
        queued.close();
        context.close();
    }
}
