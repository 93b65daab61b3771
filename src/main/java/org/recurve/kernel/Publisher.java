package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends all that a cell shows, in order, from a thread of its own: an interrupt of a thread that
 * stands in ZeroMQ would close the socket. Printed text is gathered for a moment, so that thousands
 * of lines become few messages.
 */
final class Publisher {
    private static final int CHUNK = 1 << 16;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final JupyterSocket iopub;
    private final Deque<Object> queue = new ArrayDeque<>();

    /** Printed text that has not gone out yet. */
    private record Printed(
            PublishStream.StreamType type,
            MessageContext context,
            StringBuilder text,
            long sinceNanos) {}

    Publisher(JupyterSocket iopub) {
        this.iopub = iopub;
        Thread sender = new Thread(this::send, "publisher");
        sender.setDaemon(true);
        sender.start();
    }

    /** Queues a message of the calling thread's request. */
    synchronized <T extends ContentType<T>> void publish(T content) {
        queue.add(message(OutputOwner.ofThisThread(), content.getType(), content));
        notifyAll();
    }

    /** Queues text that the calling thread printed. */
    synchronized void print(PublishStream.StreamType type, String text) {
        MessageContext context = OutputOwner.ofThisThread();
        if (queue.peekLast() instanceof Printed last
                && last.type == type
                && last.context == context
                && last.text.length() < CHUNK) {
            last.text.append(text);
            if (last.text.length() >= CHUNK) {
                notifyAll();
            }
        } else {
            queue.add(new Printed(type, context, new StringBuilder(text), System.nanoTime()));
            notifyAll();
        }
    }

    /** A message with the time to the microsecond; the base library's own stop at the minute. */
    static <T> Message<T> message(MessageContext parent, MessageType<T> type, T content) {
        Header<?> parentHeader = parent == null ? null : parent.getHeader();
        Header<T> header =
                new Header<>(
                        UUID.randomUUID().toString(),
                        parentHeader == null ? Header.KERNEL_USERNAME : parentHeader.getUsername(),
                        parentHeader == null ? "" : parentHeader.getSessionId(),
                        new KernelTimestamp(Instant.now().toString()),
                        type,
                        Header.PROTOCOL_VERISON);
        return new Message<>(
                parent == null ? Collections.emptyList() : parent.getIdentities(),
                header,
                parentHeader,
                null,
                content,
                null);
    }

    private void send() {
        try {
            while (true) {
                iopub.sendMessage(take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Message<?> take() throws InterruptedException {
        while (true) {
            if (queue.isEmpty()) {
                wait();
            } else if (queue.peek() instanceof Printed first) {
                long left = GATHER_NANOS - (System.nanoTime() - first.sinceNanos);
                if (left <= 0 || queue.size() > 1 || first.text.length() >= CHUNK) {
                    queue.remove();
                    return message(
                            first.context,
                            PublishStream.MESSAGE_TYPE,
                            new PublishStream(first.type, first.text.toString()));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else {
                return (Message<?>) queue.remove();
            }
        }
    }
}
