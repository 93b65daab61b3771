package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of the kernel's messages, by version 5.4 of Jupyter's protocol. */
class KernelMessagesTest {
    @TempDir static Path folder;
    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws Exception {
        kernel = new KernelProcess(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    private static Map<String, Map<String, Object>> requests() {
        Map<String, Map<String, Object>> requests = new LinkedHashMap<>();
        requests.put("kernel_info_request", Map.of());
        requests.put("complete_request", Map.of("code", "Math.ab", "cursor_pos", 7));
        requests.put(
                "inspect_request", Map.of("code", "Math.abs(", "cursor_pos", 9, "detail_level", 0));
        requests.put("is_complete_request", Map.of("code", "int i = 1;"));
        requests.put(
                "history_request",
                Map.of("output", false, "raw", true, "hist_access_type", "tail", "n", 1));
        requests.put("comm_info_request", Map.of());
        requests.put(
                "execute_request",
                Map.of(
                        "code",
                        "1 + 1",
                        "silent",
                        false,
                        "store_history",
                        true,
                        "user_expressions",
                        Map.of(),
                        "allow_stdin",
                        false,
                        "stop_on_error",
                        true));
        return requests;
    }

    /** Header, parent, status and the frame of busy and idle are the same for all requests. */
    @Test
    void everyRequestIsAnsweredInForm() {
        requests()
                .forEach(
                        (type, content) -> {
                            Instant before = Instant.now();
                            String id = kernel.send("shell", type, content);
                            List<JsonObject> published = kernel.published(id);
                            JsonObject reply = kernel.reply("shell", id);
                            assertThat(reply.get("msg_type").getAsString())
                                    .isEqualTo(type.replace("_request", "_reply"));
                            assertThat(reply.getAsJsonObject("content").get("status").getAsString())
                                    .as(type)
                                    .isIn("ok", "complete");
                            assertThat(state(published.get(0))).isEqualTo("busy");
                            assertThat(state(published.get(published.size() - 1)))
                                    .isEqualTo("idle");
                            published.forEach(message -> inForm(message, before));
                            inForm(reply, before);
                        });
    }

    private static String state(JsonObject message) {
        return message.getAsJsonObject("content").get("execution_state").getAsString();
    }

    private static void inForm(JsonObject message, Instant before) {
        assertThat(message.get("version").getAsString()).isEqualTo("5.4");
        assertThat(message.get("session").getAsString()).isNotEmpty();
        assertThat(message.get("msg_id").getAsString()).isNotEmpty();
        Instant made = OffsetDateTime.parse(message.get("date").getAsString()).toInstant();
        assertThat(Duration.between(before, made)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void namesTheProtocolAndTheLanguage() {
        JsonObject info = kernel.ask("shell", "kernel_info_request", Map.of());
        assertThat(info.get("protocol_version").getAsString()).isEqualTo("5.4");
        assertThat(info.getAsJsonObject("language_info").get("pygments_lexer").getAsString())
                .isEqualTo("java");
        assertThat(info.getAsJsonObject("language_info").get("mimetype").getAsString())
                .isEqualTo("text/x-java-source");
        assertThat(info.get("banner").getAsString()).contains("Recurve", "Java");
    }

    /** Answered beside the cell: a client asks there while the shell is busy. */
    @Test
    void controlChannelAnswersWhileACellRuns() {
        String cell = kernel.submit("System.out.print(\"on\"); Thread.sleep(3_600_000);");
        kernel.awaitPublished("stream", cell);
        assertThat(kernel.ask("control", "kernel_info_request", Map.of()).get("status"))
                .hasToString("\"ok\"");
        assertThat(kernel.ask("control", "interrupt_request", Map.of()).get("status"))
                .hasToString("\"ok\"");
        assertThat(kernel.await(cell).status()).isEqualTo("error");
    }

    @Test
    void messagesThatAreNoneOfTheProtocolHarmNothing() {
        kernel.send("shell", "execute_request", Map.of("code", "int forged = 1;"), false);
        kernel.send("shell", "debug_request", Map.of("command", "attach"));
        kernel.send("shell", "execute_request", Map.of("code", List.of("not", "text")));
        kernel.send("control", "execute_reply", Map.of());
        assertThat(kernel.execute("2 + 3").text()).isEqualTo("5");
        assertThat(kernel.execute("forged").status()).isEqualTo("error");
        assertThat(kernel.ask("control", "kernel_info_request", Map.of()).get("status"))
                .hasToString("\"ok\"");
    }

    /** A client that asks for code at a place where there is none gets an empty answer. */
    @Test
    void requestsAtImpossiblePlacesAreAnswered() {
        for (String type : List.of("complete_request", "inspect_request")) {
            for (int cursor : new int[] {0, 3, 1000}) {
                JsonObject reply =
                        kernel.ask(
                                "shell",
                                type,
                                Map.of("code", "}){", "cursor_pos", cursor, "detail_level", 0));
                assertThat(reply.get("status").getAsString()).isEqualTo("ok");
            }
        }
    }

    @Test
    void clearsItsOutput() {
        KernelProcess.Run run =
                kernel.execute("System.out.print(1); clearOutput(true); System.out.print(2);");
        assertThat(run.only("clear_output").get("wait").getAsBoolean()).isTrue();
        assertThat(run.printed("stdout")).isEqualTo("12");
    }

    private static final String ECHO =
            """
            import io.github.spencerpark.jupyter.kernel.comm.*;
            import io.github.spencerpark.jupyter.messages.Message;
            import io.github.spencerpark.jupyter.messages.comm.*;
            class Echo extends Comm {
                Echo(CommManager manager, String id, String target) { super(manager, id, target); }
                protected void onMessage(Message<CommMsgCommand> message) {
                    System.out.print("heard");
                    send(message.getContent().getData());
                }
                protected void onClose(Message<CommCloseCommand> message, boolean sending) {
                    System.out.print(sending ? "closing" : "closed");
                }
            }
            getKernelInstance().getCommManager().registerTarget(
                    "echo", (manager, id, target, message) -> new Echo(manager, id, target));
            """;

    @Test
    void pageAndKernelTalkThroughComms() {
        assertThat(kernel.execute(ECHO).status()).isEqualTo("ok");
        Map<String, Object> data = Map.of("comm_id", "c1", "data", Map.of("n", 7));
        kernel.published(
                kernel.send(
                        "shell",
                        "comm_open",
                        Map.of("comm_id", "c1", "target_name", "echo", "data", Map.of())));
        assertThat(
                        kernel.ask("shell", "comm_info_request", Map.of("target_name", "echo"))
                                .get("comms"))
                .hasToString("{\"c1\":{\"target_name\":\"echo\"}}");
        List<JsonObject> heard = kernel.published(kernel.send("shell", "comm_msg", data));
        assertThat(heard)
                .extracting(m -> m.get("msg_type").getAsString())
                .containsExactly("status", "stream", "comm_msg", "status");
        assertThat(heard.get(2).getAsJsonObject("content").getAsJsonObject("data"))
                .hasToString("{\"n\":7}");
        heard.forEach(m -> assertThat(m.get("version").getAsString()).isEqualTo("5.4"));
        kernel.published(
                kernel.send("shell", "comm_close", Map.of("comm_id", "c1", "data", Map.of())));
        assertThat(kernel.ask("shell", "comm_info_request", Map.of()).get("comms"))
                .hasToString("{}");
    }

    @Test
    void commWithoutATargetIsClosedAgain() {
        List<JsonObject> published =
                kernel.published(
                        kernel.send(
                                "shell",
                                "comm_open",
                                Map.of("comm_id", "c2", "target_name", "no", "data", Map.of())));
        assertThat(published)
                .extracting(m -> m.get("msg_type").getAsString())
                .containsExactly("status", "comm_close", "status");
    }
}
