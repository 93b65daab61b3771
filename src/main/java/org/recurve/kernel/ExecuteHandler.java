package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.util.Map;

/** Runs cells. Whatever a cell does or throws, its request is answered and the kernel lives on. */
final class ExecuteHandler {
    private final JavaKernel kernel;
    private final RequestQueue queue = new RequestQueue();

    ExecuteHandler(JavaKernel kernel) {
        this.kernel = kernel;
    }

    void handle(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        Publisher publisher = kernel.publisher();
        publisher.context(message);
        publisher.publish(PublishStatus.BUSY);
        try {
            if (queue.aborted(message)) {
                env.reply(aborted(message));
                return;
            }
            kernel.input().context(request.isStdinEnabled() ? message : null);
            int count = kernel.nextExecutionCount();
            if (!request.isSilent()) {
                publisher.publish(new PublishExecuteInput(request.getCode(), count));
            }
            run(env, request, count);
        } finally {
            kernel.progress().end();
            publisher.publish(PublishStatus.IDLE);
        }
    }

    private void run(ShellReplyEnvironment env, ExecuteRequest request, int count) {
        Publisher publisher = kernel.publisher();
        try {
            for (String problem : kernel.takeProblems()) {
                publisher.print(StreamType.ERR, problem + "\n");
            }
            Object value = kernel.evaluator().evaluate("cell " + count, request.getCode());
            boolean shown =
                    value == null || value == Evaluator.NOTHING || kernel.isLastDisplay(value);
            if (!shown && !request.isSilent()) {
                DisplayData data = kernel.rendering().render(value);
                publisher.publish(new PublishExecuteResult(count, data));
            }
            env.reply(new ExecuteReply(count, Map.of()));
        } catch (CellException e) {
            fail(env, request, count, e);
        } catch (RuntimeException | Error e) {
            fail(env, request, count, new ErrorReport(new Sources()).internal(e));
        }
    }

    private void fail(
            ShellReplyEnvironment env, ExecuteRequest request, int count, CellException e) {
        if (request.shouldStopOnError()) {
            queue.failed();
        }
        kernel.publisher().publish(new PublishError(e.name(), e.getMessage(), e.traceback()));
        ErrorReply reply = new ErrorReply(e.name(), e.getMessage(), e.traceback());
        reply.setExecutionCount(count);
        env.replyError(MessageType.EXECUTE_REPLY.error(), reply);
    }

    // The base library has no type for a reply that says that a request was not run.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> aborted(Message<ExecuteRequest> request) {
        return new Message(request, MessageType.EXECUTE_REPLY, Map.of("status", "aborted"));
    }
}
