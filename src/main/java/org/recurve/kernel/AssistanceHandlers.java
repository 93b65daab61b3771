package org.recurve.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.request.CompleteRequest;
import io.github.spencerpark.jupyter.messages.request.InspectRequest;
import io.github.spencerpark.jupyter.messages.request.IsCompleteRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers an editor's questions in the protocol's terms. */
final class AssistanceHandlers {
    // Experimental in name only: it is how JupyterLab learns what a match is.
    private static final String TYPES = "_jupyter_types_experimental";

    private final Supplier<Assistance> assistance;

    AssistanceHandlers(Supplier<Assistance> assistance) {
        this.assistance = assistance;
    }

    Map<String, ?> complete(Message<CompleteRequest> message) {
        CompleteRequest request = message.getContent();
        Completions found = assistance.get().complete(request.getCode(), request.getCursorPos());
        List<Map<String, Object>> types =
                found.matches().stream().map(match -> type(match, found)).toList();
        return Map.of(
                "status",
                "ok",
                "matches",
                found.texts(),
                "cursor_start",
                found.start(),
                "cursor_end",
                found.end(),
                "metadata",
                Map.of(TYPES, types));
    }

    private static Map<String, Object> type(Completion match, Completions all) {
        return Map.of(
                "start",
                all.start(),
                "end",
                all.end(),
                "text",
                match.text(),
                "type",
                match.type(),
                "signature",
                match.signature());
    }

    Map<String, ?> inspect(Message<InspectRequest> message) {
        InspectRequest request = message.getContent();
        DisplayData found =
                assistance
                        .get()
                        .inspect(
                                request.getCode(),
                                request.getCursorPos(),
                                request.getDetailLevel() > 0);
        JsonElement data =
                new Gson().toJsonTree(DisplayData.emptyIfNull(found)).getAsJsonObject().get("data");
        return Map.of("status", "ok", "found", found != null, "data", data, "metadata", Map.of());
    }

    Map<String, ?> isComplete(Message<IsCompleteRequest> message) {
        String found = assistance.get().isComplete(message.getContent().getCode());
        boolean indent = found.isBlank();
        return Map.of("status", indent ? "incomplete" : found, "indent", indent ? found : "");
    }
}
