package org.recurve.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** {@code recurve lab} with notebooks of its own, and no settings of the user's. */
final class LabServer {
    private static final int PATIENCE_SECONDS = 120;

    private final String token = UUID.randomUUID().toString();
    private final int port = freePort();
    private final RecurveProcess.Started server;

    /**
     * Starts the server, and waits until it answers.
     *
     * @param project gets the server's files; its folder {@code notebooks} is served
     */
    LabServer(Path project) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("JUPYTER_TOKEN", token);
        for (String folder : List.of("CONFIG", "DATA", "RUNTIME")) {
            environment.put(
                    "JUPYTER_" + folder + "_DIR",
                    Files.createDirectories(project.resolve("jupyter").resolve(folder)).toString());
        }
        server =
                RecurveProcess.start(
                        project,
                        project,
                        environment,
                        "lab",
                        "--no-browser",
                        "--port",
                        Integer.toString(port));
        awaitAnswer();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** {@return the address of a notebook in Jupyter Notebook 6} */
    URI address(String notebook) {
        return address("notebooks/", notebook);
    }

    private URI address(String kind, String what) {
        return URI.create("http://localhost:" + port + "/" + kind + what + "?token=" + token);
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address("api/", "kernelspecs")).build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers(request)) {
            if (!server.process().isAlive() || System.nanoTime() > end) {
                server.process().destroy();
                throw new IOException("recurve lab did not start; it says:\n" + server.end().err());
            }
            Thread.sleep(100);
        }
    }

    private static boolean answers(HttpRequest request) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not there yet
        }
    }

    /**
     * Asks the command to end.
     *
     * @throws IOException if one of its processes, such as a kernel, outlives it
     */
    void end() throws IOException, InterruptedException {
        List<ProcessHandle> processes = server.process().descendants().toList();
        server.process().destroy();
        boolean ended = server.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (ProcessHandle one : processes) {
            one.onExit().completeOnTimeout(one, 10, TimeUnit.SECONDS).join();
        }
        List<ProcessHandle> left = processes.stream().filter(ProcessHandle::isAlive).toList();
        if (!ended || !left.isEmpty()) {
            server.process().destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
            throw new IOException("recurve lab was to end, but left running: " + left);
        }
    }
}
