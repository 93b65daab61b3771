package org.recurve.kernel;

import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.List;
import java.util.Map;

/** Answers what was run before. */
final class HistoryHandler implements RequestHandler<HistoryRequest> {
    private static final int MANY = Integer.MAX_VALUE;

    private final CellHistory history;

    HistoryHandler(CellHistory history) {
        this.history = history;
    }

    @Override
    public Map<String, ?> answer(Message<HistoryRequest> message) {
        HistoryRequest request = message.getContent();
        List<List<Object>> entries =
                cells(request).stream().map(cell -> entry(cell, request.includeOutput())).toList();
        return Map.of("status", "ok", "history", entries);
    }

    private List<CellHistory.Cell> cells(HistoryRequest request) {
        if (request instanceof HistoryRequest.Range range) {
            return history.range(range.getSessionIndex(), range.getStart(), range.getStop());
        }
        if (request instanceof HistoryRequest.Tail tail) {
            return history.tail(tail.getMaxReturnLength());
        }
        HistoryRequest.Search search = (HistoryRequest.Search) request;
        String pattern = search.getPattern() == null ? "*" : search.getPattern();
        // A client that names no limit wants all, and the base library reads that as 0.
        int most = search.getMaxReturnLength() == 0 ? MANY : search.getMaxReturnLength();
        return history.search(pattern, most, search.filterUnique());
    }

    private static List<Object> entry(CellHistory.Cell cell, boolean output) {
        Object shown = output ? List.of(cell.input(), cell.output()) : cell.input();
        return List.of(CellHistory.SESSION, cell.number(), shown);
    }
}
