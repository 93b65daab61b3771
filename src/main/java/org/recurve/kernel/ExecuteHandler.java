package org.recurve.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs cells. Whatever a cell does or throws, its request is answered and the kernel lives on. */
final class ExecuteHandler implements RequestHandler<ExecuteRequest> {
    private final JavaKernel kernel;
    private final RequestQueue queue = new RequestQueue(Clock.systemUTC());

    ExecuteHandler(JavaKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Map<String, ?> answer(Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        if (queue.aborted(message)) {
            return Map.of("status", "aborted");
        }
        Publisher publisher = kernel.publisher();
        kernel.comms().begin(message);
        try {
            kernel.input().context(request.isStdinEnabled() ? message : null);
            int count = counts(request) ? kernel.nextExecutionCount() : kernel.executionCount();
            if (!request.isSilent()) {
                publisher.publish(new PublishExecuteInput(request.getCode(), count));
            }
            return run(request, count);
        } finally {
            kernel.progress().end();
        }
    }

    private Map<String, ?> run(ExecuteRequest request, int count) {
        Publisher publisher = kernel.publisher();
        try {
            for (String problem : kernel.takeProblems()) {
                publisher.print(StreamType.ERR, problem + "\n");
            }
            DisplayData data =
                    kernel.evaluator()
                            .evaluateAndShow(
                                    "cell " + count,
                                    request.getCode(),
                                    value -> request.isSilent() ? null : result(value));
            String output = "";
            if (data != null) {
                publisher.publish(new PublishExecuteResult(count, data));
                output = String.valueOf(data.getData(MIMEType.TEXT_PLAIN));
            }
            keep(request, count, output);
            return Map.of(
                    "status",
                    "ok",
                    "execution_count",
                    count,
                    "payload",
                    List.of(),
                    "user_expressions",
                    expressions(request));
        } catch (CellException e) {
            return failed(request, count, e);
        } catch (RuntimeException | Error e) {
            return failed(request, count, new ErrorReport(new Sources()).internal(e));
        }
    }

    /** {@return what is shown of a cell's value, or {@code null} for nothing} */
    private DisplayData result(Object value) {
        boolean shown = value == null || value == Evaluator.NOTHING || kernel.isLastDisplay(value);
        return shown ? null : kernel.rendering().render(value);
    }

    /** Whether a cell gets a number of its own and a place in the history. */
    private static boolean counts(ExecuteRequest request) {
        return request.shouldStoreHistory() && !request.isSilent();
    }

    private void keep(ExecuteRequest request, int count, String output) {
        if (counts(request)) {
            kernel.history().add(new CellHistory.Cell(count, request.getCode(), output));
        }
    }

    /** Values that a client asked for beside the cell's own; one that fails harms no other. */
    private Map<String, Object> expressions(ExecuteRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (request.getUserExpr() != null) {
            request.getUserExpr().forEach((name, code) -> values.put(name, expression(name, code)));
        }
        return values;
    }

    private Object expression(String name, String code) {
        try {
            DisplayData data =
                    kernel.evaluator()
                            .evaluateAndShow(
                                    "user expression " + name,
                                    code,
                                    value ->
                                            kernel.rendering()
                                                    .render(
                                                            value == Evaluator.NOTHING
                                                                    ? null
                                                                    : value));
            JsonObject shown = new Gson().toJsonTree(data).getAsJsonObject();
            shown.addProperty("status", "ok");
            return shown;
        } catch (CellException e) {
            return Messages.error(e.name(), e.getMessage(), e.traceback());
        }
    }

    private Map<String, ?> failed(ExecuteRequest request, int count, CellException e) {
        if (request.shouldStopOnError()) {
            queue.failed();
        }
        if (!request.isSilent()) {
            kernel.publisher().publish(new PublishError(e.name(), e.getMessage(), e.traceback()));
        }
        keep(request, count, "");
        Map<String, Object> reply =
                new LinkedHashMap<>(Messages.error(e.name(), e.getMessage(), e.traceback()));
        reply.put("execution_count", count);
        return reply;
    }
}
