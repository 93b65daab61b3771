package org.recurve.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP answer, chunk by chunk on the caller's thread. Java's own stream of a body
 * ignores interrupts while it waits and waits for ever; this one does neither.
 */
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Chunks; empty at the end of the body; failed where the connection did. */
    private final BlockingQueue<CompletableFuture<List<ByteBuffer>>> queue =
            new LinkedBlockingQueue<>();

    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription.complete(s);
    }

    @Override
    public void onNext(List<ByteBuffer> chunk) {
        queue.add(CompletableFuture.completedFuture(chunk));
    }

    @Override
    public void onError(Throwable failure) {
        queue.add(CompletableFuture.failedFuture(failure));
    }

    @Override
    public void onComplete() {
        queue.add(CompletableFuture.completedFuture(List.of()));
    }

    /**
     * {@return the next chunk, empty at the end of the body}
     *
     * @throws IOException if the connection failed, or nothing came for a minute
     * @throws InterruptedException if this thread was interrupted
     */
    List<ByteBuffer> next() throws IOException, InterruptedException {
        subscription.join().request(1);
        CompletableFuture<List<ByteBuffer>> chunk =
                queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (chunk == null) {
            throw new IOException("nothing came for " + PATIENCE.toSeconds() + " s");
        }
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Ends the connection unless the body is complete. */
    @Override
    public void close() {
        subscription.join().cancel();
    }
}
