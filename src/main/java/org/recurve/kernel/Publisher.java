package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends all that a cell shows, in order, from a thread of its own: an interrupt of a thread that
 * stands in ZeroMQ would close the socket. Printed text is gathered for a moment, so that thousands
 * of lines become few messages.
 */
final class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class.getName());
    private static final int CHUNK = 1 << 16;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final JupyterSocket iopub;
    private final Deque<Object> queue = new ArrayDeque<>();
    private long queued;
    private long sent;
    private long hurried;

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
    <T extends ContentType<T>> void publish(T content) {
        publish(OutputOwner.ofThisThread(), content);
    }

    /** Queues a message that belongs to a request, or to none if that is {@code null}. */
    <T extends ContentType<T>> void publish(MessageContext parent, T content) {
        publish(Messages.of(parent, content.getType(), content));
    }

    /** Queues a message. */
    synchronized void publish(Message<?> message) {
        enqueue(message);
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
            enqueue(new Printed(type, context, new StringBuilder(text), System.nanoTime()));
        }
    }

    /** Waits until all that was queued before has been handed to the socket. */
    synchronized void drain() {
        long target = queued;
        hurried = Math.max(hurried, target);
        notifyAll();
        try {
            while (sent < target) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Object message) {
        queue.add(message);
        queued++;
        notifyAll();
    }

    private void send() {
        try {
            while (true) {
                send(take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Message<?> message) {
        try {
            iopub.sendMessage(message);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a message was lost", e);
        } finally {
            sent();
        }
    }

    private synchronized void sent() {
        sent++;
        notifyAll();
    }

    private synchronized Message<?> take() throws InterruptedException {
        while (true) {
            if (queue.isEmpty()) {
                wait();
            } else if (queue.peek() instanceof Printed first) {
                long left = GATHER_NANOS - (System.nanoTime() - first.sinceNanos);
                if (left <= 0
                        || sent < hurried
                        || queue.size() > 1
                        || first.text.length() >= CHUNK) {
                    queue.remove();
                    return Messages.of(
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
