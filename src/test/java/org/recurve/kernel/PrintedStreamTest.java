package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class PrintedStreamTest {
    private final BlockingQueue<Message<?>> sent = new LinkedBlockingQueue<>();

    /** A socket that keeps what is sent. */
    private final class Kept extends JupyterSocket {
        Kept(ZMQ.Context context) {
            super(
                    context,
                    SocketType.PUB,
                    HMACGenerator.NO_AUTH_INSTANCE,
                    Logger.getLogger("kept"));
        }

        @Override
        public void bind(KernelConnectionProperties properties) {}

        @Override
        public synchronized void sendMessage(Message<?> message) {
            sent.add(message);
        }
    }

    @Test
    void textSurvivesBytesThatComeOneByOne() throws Exception {
        try (ZMQ.Context context = ZMQ.context(1);
                Kept socket = new Kept(context)) {
            Publisher publisher = new Publisher(socket);
            PrintStream out = PrintedStream.of(publisher, PublishStream.StreamType.OUT);
            String text = "a\u00e9\u6f22\ud83d\ude00z";
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                out.write(b);
            }
            publisher.publish(PublishStatus.IDLE);
            List<Message<?>> messages = new ArrayList<>();
            while (messages.isEmpty()
                    || messages.get(messages.size() - 1).getContent() != PublishStatus.IDLE) {
                Message<?> message = sent.poll(1, TimeUnit.MINUTES);
                assertThat(message).isNotNull();
                messages.add(message);
            }
            StringBuilder printed = new StringBuilder();
            for (Message<?> message : messages.subList(0, messages.size() - 1)) {
                printed.append(((PublishStream) message.getContent()).getText());
            }
            assertThat(printed).hasToString(text);
        }
    }
}
