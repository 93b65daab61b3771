package org.recurve.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A kernel in a process of its own, and a small Jupyter client that talks to it. */
final class KernelProcess implements AutoCloseable {
    private static final Gson GSON = new Gson();
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String KEY = "a key of the test";

    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final Map<String, ZMQ.Socket> sockets = new LinkedHashMap<>();
    private final Process process;
    private final Path log;

    /** What came of a request: the reply's content, and all that was published for it. */
    record Run(JsonObject reply, List<JsonObject> published) {
        String status() {
            return reply.get("status").getAsString();
        }

        List<JsonObject> of(String type) {
            return published.stream()
                    .filter(m -> m.get("msg_type").getAsString().equals(type))
                    .map(m -> m.getAsJsonObject("content"))
                    .toList();
        }

        JsonObject only(String type) {
            List<JsonObject> found = of(type);
            if (found.size() != 1) {
                throw new AssertionError("one " + type + " expected in " + published);
            }
            return found.get(0);
        }

        String printed(String stream) {
            return of("stream").stream()
                    .filter(m -> m.get("name").getAsString().equals(stream))
                    .map(m -> m.get("text").getAsString())
                    .collect(Collectors.joining());
        }

        JsonObject data() {
            return only("execute_result").getAsJsonObject("data");
        }

        String text() {
            return data().get("text/plain").getAsString();
        }
    }

    KernelProcess(Path folder, Map<String, String> environment, String... jvmArguments)
            throws IOException {
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("transport", "tcp");
        connection.put("ip", "127.0.0.1");
        connection.put("signature_scheme", "hmac-sha256");
        connection.put("key", KEY);
        for (String channel : List.of("shell", "control", "iopub", "stdin", "hb")) {
            connection.put(channel + "_port", freePort());
        }
        Path file = Files.writeString(folder.resolve("connection.json"), GSON.toJson(connection));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KernelMain.class.getName(), file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // So that a kernel ends with the tests, even where these are killed.
        builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        builder.environment().putAll(environment);
        log = folder.resolve("log.txt");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        process = builder.start();
        for (String channel : List.of("shell", "control", "iopub", "stdin")) {
            boolean publishes = channel.equals("iopub");
            ZMQ.Socket socket =
                    context.createSocket(publishes ? SocketType.SUB : SocketType.DEALER);
            if (publishes) {
                socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
            } else {
                socket.setIdentity(session.getBytes(StandardCharsets.UTF_8));
            }
            socket.connect("tcp://127.0.0.1:" + connection.get(channel + "_port"));
            sockets.put(channel, socket);
        }
        try {
            awaitReady();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    // Not one of those that the system gives to clients: a client that tries again and again to
    // reach a kernel that is not there yet would in time get the kernel's own port.
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                if (PORTS.add(socket.getLocalPort())) {
                    return port;
                }
            } catch (BindException e) {
                PORTS.add(port);
            }
        }
    }

    // The subscription may take effect after the first messages: so ask until both answer.
    private void awaitReady() {
        Instant end = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(end) && process.isAlive()) {
            String id = send("shell", "kernel_info_request", Map.of());
            if (poll("iopub", 500) && poll("shell", 500)) {
                find("shell", parent(id), LIMIT);
                while (poll("iopub", 200) || poll("shell", 0)) {
                    receive(poll("iopub", 0) ? "iopub" : "shell");
                }
                return;
            }
        }
        throw new AssertionError(
                "the kernel did not answer; alive: %s; it says: %s"
                        .formatted(process.isAlive(), read(log)));
    }

    /** {@return the kernel's process} */
    Process process() {
        return process;
    }

    /** Runs a cell and waits until it has ended. */
    Run execute(String code) {
        return await(submit(code));
    }

    /** Sends a cell and returns the id of the request. */
    String submit(String code) {
        return send(
                "shell",
                "execute_request",
                Map.of(
                        "code", code,
                        "silent", false,
                        "store_history", true,
                        "user_expressions", Map.of(),
                        "allow_stdin", true,
                        "stop_on_error", true));
    }

    /** Waits for the reply of a request and for all that is published for it. */
    Run await(String id) {
        List<JsonObject> published = published(id);
        return new Run(reply("shell", id).getAsJsonObject("content"), published);
    }

    private static boolean isIdle(JsonObject message) {
        return message.get("msg_type").getAsString().equals("status")
                && message.getAsJsonObject("content")
                        .get("execution_state")
                        .getAsString()
                        .equals("idle");
    }

    /** Waits for all that is published for a request. */
    List<JsonObject> published(String id) {
        List<JsonObject> published = new ArrayList<>();
        do {
            published.add(find("iopub", parent(id), LIMIT));
        } while (!isIdle(published.get(published.size() - 1)));
        return published;
    }

    /** Waits for the reply of a request, with its header. */
    JsonObject reply(String channel, String id) {
        return find(channel, parent(id), LIMIT);
    }

    /** Asks on a channel and waits for the reply's content. */
    JsonObject ask(String channel, String type, Map<String, Object> content) {
        return reply(channel, send(channel, type, content)).getAsJsonObject("content");
    }

    /** Waits for the first message of a type that is published for a request. */
    JsonObject awaitPublished(String type, String id) {
        return find("iopub", isOf(type).and(parent(id)), LIMIT).getAsJsonObject("content");
    }

    /** Waits for the first message of a type that is published. */
    JsonObject awaitMessage(String type) {
        return find("iopub", isOf(type), LIMIT);
    }

    private static Predicate<JsonObject> isOf(String type) {
        return message -> message.get("msg_type").getAsString().equals(type);
    }

    /** Interrupts the running cell. */
    void interrupt() {
        ask("control", "interrupt_request", Map.of());
    }

    /** {@return what the process has used of the processors so far} */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Waits until the kernel asks for input. */
    void awaitQuestion() {
        find("stdin", m -> m.get("msg_type").getAsString().equals("input_request"), LIMIT);
    }

    /** Answers the kernel's next question for input. */
    void answer(String value) {
        awaitQuestion();
        send("stdin", "input_reply", Map.of("value", value));
    }

    private static Predicate<JsonObject> parent(String id) {
        return m ->
                m.getAsJsonObject("parent").has("msg_id")
                        && m.getAsJsonObject("parent").get("msg_id").getAsString().equals(id);
    }

    private boolean poll(String channel, int millis) {
        try (ZMQ.Poller poller = context.createPoller(1)) {
            poller.register(sockets.get(channel), ZMQ.Poller.POLLIN);
            return poller.poll(millis) > 0;
        }
    }

    private JsonObject find(String channel, Predicate<JsonObject> wanted, Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (Instant.now().isBefore(end)) {
            if (poll(channel, 200)) {
                JsonObject message = receive(channel);
                if (wanted.test(message)) {
                    return message;
                }
            }
        }
        throw new AssertionError("no such message on " + channel + "; alive: " + process.isAlive());
    }

    private JsonObject receive(String channel) {
        ZMQ.Socket socket = sockets.get(channel);
        String part = socket.recvStr();
        while (!part.equals("<IDS|MSG>")) {
            part = socket.recvStr();
        }
        String signature = socket.recvStr();
        List<String> parts =
                List.of(socket.recvStr(), socket.recvStr(), socket.recvStr(), socket.recvStr());
        if (!signature.equals(sign(parts))) {
            throw new AssertionError("wrong signature of " + parts);
        }
        JsonObject message = JsonParser.parseString(parts.get(0)).getAsJsonObject();
        message.add("parent", JsonParser.parseString(parts.get(1)));
        message.add("content", JsonParser.parseString(parts.get(3)));
        return message;
    }

    /** Sends a message and returns its id. */
    String send(String channel, String type, Map<String, Object> content) {
        return send(channel, type, content, true);
    }

    /** Sends a message with a signature that is right or is not, and returns its id. */
    String send(String channel, String type, Map<String, Object> content, boolean signed) {
        String id = UUID.randomUUID().toString();
        List<String> parts =
                List.of(
                        GSON.toJson(
                                Map.of(
                                        "msg_id",
                                        id,
                                        "session",
                                        session,
                                        "username",
                                        "test",
                                        "date",
                                        Instant.now().toString(),
                                        "msg_type",
                                        type,
                                        "version",
                                        "5.4")),
                        "{}",
                        "{}",
                        GSON.toJson(content));
        ZMQ.Socket socket = sockets.get(channel);
        socket.sendMore("<IDS|MSG>");
        socket.sendMore(signed ? sign(parts) : "not signed");
        socket.sendMore(parts.get(0));
        socket.sendMore(parts.get(1));
        socket.sendMore(parts.get(2));
        socket.send(parts.get(3));
        return id;
    }

    private static String sign(List<String> parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(part -> mac.update(part.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        context.close();
    }
}
