package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.util.logging.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Sends back at once what a client sends, by which it knows that the kernel lives. */
final class Heartbeat extends JupyterSocket {
    Heartbeat(ZMQ.Context context, HMACGenerator signer) {
        super(context, SocketType.REP, signer, Logger.getLogger("heartbeat"));
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        bind(formatAddress(properties.getTransport(), properties.getIp(), properties.getHbPort()));
        Thread thread = new Thread(this::beat, "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private void beat() {
        try {
            while (true) {
                send(recv());
            }
        } catch (ZMQException e) {
            close(); // the context has ended
        }
    }
}
