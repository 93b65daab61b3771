package org.recurve.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.recurve.core.Cancellation;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;

/**
 * One download over HTTP into a file, which goes on where an earlier one stopped if the server
 * still has the same version of the file (RFC 9110, section 14).
 */
final class Transfer {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final long EVENT_NANOS = Duration.ofMillis(100).toNanos();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();

    private final URI address;
    private final Path file;
    private final Path version;
    private final String task;
    private final String id = "download-" + COUNT.incrementAndGet();
    private final long started = System.nanoTime();
    private long done;
    private long total = -1;
    private long lastEvent = started;

    /**
     * Prepares a download.
     *
     * @param address where from
     * @param file where to; what it holds already is kept if it can be gone on with
     * @param task for progress events
     */
    Transfer(URI address, Path file, String task) {
        this.address = address;
        this.file = file;
        version = file.resolveSibling(file.getFileName() + ".version");
        this.task = task;
    }

    /**
     * Downloads; the file is complete afterwards. After an exception it holds what had come.
     *
     * @throws IOException if the server cannot be reached or refuses, or the file cannot be written
     * @throws CancellationException if this thread was interrupted
     */
    void run() throws IOException {
        try {
            if (!attempt()) {
                // What was there does not fit the server's file: begin anew.
                Files.deleteIfExists(file);
                attempt();
            }
            Files.deleteIfExists(version);
        } catch (IOException e) {
            Cancellation.check("download of " + address);
            throw e;
        } finally {
            publish(true);
        }
    }

    /** {@return whether the file is complete now; false if its beginning is of no use} */
    private boolean attempt() throws IOException {
        long there = Files.exists(file) && Files.exists(version) ? Files.size(file) : 0;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(60))
                        // Some hosts of data sets refuse clients with an unfamiliar name.
                        .header("User-Agent", "Mozilla/5.0 (compatible; Recurve)");
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
            request.header("If-Range", Files.readString(version));
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
        try (Chunks body = new Chunks()) {
            response.body().subscribe(body);
            int status = response.statusCode();
            if (there > 0 && status == 416) {
                return false;
            }
            if (status != 200 && status != 206) {
                throw new IOException("the server answered HTTP " + status);
            }
            if (status == 206 && !startsAt(response, there)) {
                return false;
            }
            done = status == 206 ? there : 0;
            long coming = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            total = coming < 0 ? -1 : done + coming;
            if (status == 200) {
                Files.deleteIfExists(file);
                keepVersion(response);
            }
            receive(body);
            if (total >= 0 && done != total) {
                throw new IOException("the connection ended after " + done + " of " + total);
            }
            return true;
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request)
            throws IOException {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofPublisher());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CancellationException interrupted(InterruptedException cause) {
        CancellationException stopped =
                new CancellationException("download of " + address + " was interrupted");
        stopped.initCause(cause);
        return stopped;
    }

    private static boolean startsAt(HttpResponse<?> response, long start) {
        return response.headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + start + "-"))
                .isPresent();
    }

    /**
     * Without a strong validator a later download cannot tell whether the file is still the same.
     */
    private void keepVersion(HttpResponse<?> response) throws IOException {
        Files.deleteIfExists(version);
        String tag = response.headers().firstValue("ETag").orElse("");
        if (tag.startsWith("\"")) {
            Files.writeString(version, tag);
        }
    }

    private void receive(Chunks body) throws IOException {
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (List<ByteBuffer> chunk = body.next(); !chunk.isEmpty(); chunk = body.next()) {
                for (ByteBuffer buffer : chunk) {
                    while (buffer.hasRemaining()) {
                        done += out.write(buffer);
                    }
                }
                publish(false);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void publish(boolean finished) {
        long now = System.nanoTime();
        if (finished || now - lastEvent >= EVENT_NANOS) {
            lastEvent = now;
            Duration elapsed = Duration.ofNanos(now - started);
            Events.publish(
                    new ProgressEvent(id, task, done, total, "bytes", elapsed, Map.of(), finished));
        }
    }
}
