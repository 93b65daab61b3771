package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zeromq.ZMQ;

/** {@code System.in} of a notebook: asks the client for one line at a time. */
final class CellInput extends InputStream {
    private static final int POLL_MILLIS = 50;

    private final StdinChannel channel;
    private final ExecutorService asker =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "stdin");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile MessageContext context;
    private byte[] line = new byte[0];
    private int position;

    /** One question to the client; giving it up ends the wait for its answer. */
    private static final class Question {
        private volatile boolean givenUp;
    }

    CellInput(StdinChannel channel) {
        this.channel = channel;
    }

    /** The request whose client is asked, or {@code null} where that client gives no input. */
    void context(MessageContext request) {
        context = request;
    }

    @Override
    public synchronized int read() throws IOException {
        if (position == line.length) {
            if (context == null) {
                return -1;
            }
            line = ask().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return line[position++] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (count == 0 || position < line.length)) {
            int b = read();
            if (b < 0) {
                break;
            }
            into[offset + count++] = (byte) b;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public synchronized int available() {
        return line.length - position;
    }

    // On a thread of its own: an interrupt of a thread that stands in ZeroMQ closes the socket.
    private String ask() throws IOException {
        MessageContext request = context;
        Question question = new Question();
        Future<String> answer = asker.submit(() -> ask(request, question));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            question.givenUp = true;
            throw new InterruptedIOException("the wait for input was interrupted");
        } catch (ExecutionException e) {
            throw new IOException("no input from the notebook", e.getCause());
        }
    }

    private String ask(MessageContext request, Question question) {
        while (waiting()) {
            channel.readMessage();
        }
        channel.sendMessage(
                Messages.of(request, InputRequest.MESSAGE_TYPE, new InputRequest("", false)));
        while (!question.givenUp) {
            if (waiting()) {
                Message<InputReply> reply = channel.readMessage(InputReply.MESSAGE_TYPE);
                return reply.getContent().getValue() + "\n";
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        }
        return "";
    }

    private boolean waiting() {
        return (channel.getEvents() & ZMQ.Poller.POLLIN) != 0;
    }
}
