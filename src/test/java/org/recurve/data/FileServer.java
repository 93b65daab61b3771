package org.recurve.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves bytes on the loopback interface, with ranges, and can stop in the middle of a file. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Method, path and range of each request, in order. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** How many bytes are sent before the server hangs or cuts the connection; -1 for all. */
    volatile int stopAfter = -1;

    /** Whether the server keeps a stopped connection open and silent, in place of cutting it. */
    volatile boolean hang;

    /** Whether answers have an entity tag, without which a download cannot be gone on with. */
    volatile boolean tags = true;

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    FileServer put(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    String address(String path) {
        return "http://"
                + server.getAddress().getAddress().getHostAddress()
                + ":"
                + server.getAddress().getPort()
                + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(path + (range == null ? "" : " " + range));
        byte[] bytes = files.get(path);
        if (bytes == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        String tag = "\"" + Arrays.hashCode(bytes) + "\"";
        if (tags) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        int from = 0;
        if (range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        int status = from > 0 ? 206 : 200;
        exchange.sendResponseHeaders(status, bytes.length - from);
        int to = stopAfter < 0 ? bytes.length : Math.min(bytes.length, from + stopAfter);
        try (exchange) {
            OutputStream out = exchange.getResponseBody();
            out.write(bytes, from, to - from);
            out.flush();
            if (to < bytes.length && hang) {
                closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
