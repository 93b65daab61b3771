package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.CompleteRequest;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.KernelInfoRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A short session of a kernel with itself, for the archive of the classes that it needs: they load
 * several times faster from there.
 */
public final class Rehearsal {
    private static final List<String> CELLS =
            List.of(
                    "int i = 6;\ni * 7",
                    "class Pair { int a; }\nvar pairs = new ArrayList<Pair>();",
                    "System.out.println(\"printed\"); display(\"shown\");",
                    "Table.create(\"t\", tech.tablesaw.api.DoubleColumn.create(\"x\", 1.5))",
                    "int wrong = \"\";",
                    "throw new IllegalStateException(\"wanted\");",
                    "try (var manager = NDManager.newBaseManager()) {\n"
                            + "    System.out.println(manager.ones(new Shape(2, 3)).sum());\n}",
                    "var corpus = TextCorpus.load(\"sample\");",
                    "var model = LanguageModel.builder().cell(Cells.lstm()).embedding(8).hidden(8)"
                            + ".build(corpus);\nmodel",
                    "var training = Training.builder().optimizer(Optimizers.adam(0.01))"
                            + ".batches(Batches.bptt(16, 35)).epochs(1).build();",
                    "%time 1 + 1");

    private Rehearsal() {}

    /**
     * Runs the session and ends the process.
     *
     * @param args none
     * @throws Exception if no kernel can be started
     */
    public static void main(String[] args) throws Exception {
        KernelConnectionProperties properties = properties();
        KernelMain.serve(KernelMain.started(), properties);
        try (Client client = new Client(ZMQ.context(1), properties)) {
            client.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
            for (String cell : CELLS) {
                client.ask(
                        MessageType.EXECUTE_REQUEST,
                        new ExecuteRequest(cell, false, true, Map.of(), false, false));
            }
            client.ask(MessageType.COMPLETE_REQUEST, new CompleteRequest("Math.flo", 8));
        }
        System.exit(0);
    }

    private static KernelConnectionProperties properties() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sockets.add(new ServerSocket(0));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return new KernelConnectionProperties(
                "127.0.0.1",
                ports[0],
                ports[1],
                ports[2],
                ports[3],
                ports[4],
                "tcp",
                "hmac-sha256",
                "rehearsal");
    }

    /** As little of a client as it takes to be answered. */
    private static final class Client extends JupyterSocket {
        Client(ZMQ.Context context, KernelConnectionProperties properties)
                throws GeneralSecurityException {
            super(
                    context,
                    SocketType.DEALER,
                    properties.createHMACGenerator(),
                    Logger.getLogger("rehearsal"));
            bind(properties);
        }

        @Override
        public void bind(KernelConnectionProperties properties) {
            connect(
                    formatAddress(
                            properties.getTransport(),
                            properties.getIp(),
                            properties.getShellPort()));
        }

        <T> void ask(MessageType<T> type, T content) {
            sendMessage(Messages.of(null, type, content));
            do {
                recv();
            } while (hasReceiveMore());
        }
    }
}
