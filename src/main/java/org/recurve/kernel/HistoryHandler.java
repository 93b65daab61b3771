package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.List;
import java.util.Map;

/** Answers what was run before. */
final class HistoryHandler {
    private final CellHistory history;

    HistoryHandler(CellHistory history) {
        this.history = history;
    }

    void handle(ShellReplyEnvironment env, Message<HistoryRequest> message) {
        env.setBusyDeferIdle();
        HistoryRequest request = message.getContent();
        List<List<Object>> entries =
                cells(request).stream().map(cell -> entry(cell, request.includeOutput())).toList();
        env.reply(
                Replies.of(
                        message,
                        MessageType.HISTORY_REPLY,
                        Map.of("status", "ok", "history", entries)));
    }

    private List<CellHistory.Cell> cells(HistoryRequest request) {
        if (request instanceof HistoryRequest.Range range) {
            return history.range(range.getSessionIndex(), range.getStart(), range.getStop());
        }
        if (request instanceof HistoryRequest.Tail tail) {
            return history.tail(tail.getMaxReturnLength());
        }
        HistoryRequest.Search search = (HistoryRequest.Search) request;
        return history.search(
                search.getPattern(), search.getMaxReturnLength(), search.filterUnique());
    }

    private static List<Object> entry(CellHistory.Cell cell, boolean output) {
        Object shown = output ? List.of(cell.input(), cell.output()) : cell.input();
        return List.of(CellHistory.SESSION, cell.number(), shown);
    }
}
