package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import io.github.spencerpark.jupyter.messages.request.InterruptRequest;
import io.github.spencerpark.jupyter.messages.request.KernelInfoRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.recurve.core.Events;
import org.recurve.display.LiveProgress;
import org.recurve.display.ProgressView;

/** The kernel: answers a Jupyter client's requests, one cell after the other. */
public final class JavaKernel extends BaseKernel {
    private final KernelSettings settings;
    private final Rendering rendering = new Rendering(getRenderer());
    private final KernelMagics magics = new KernelMagics(this);
    private final CompletableFuture<Evaluator> evaluator = new CompletableFuture<>();
    private final LiveProgress progress = new LiveProgress(screen());
    private final CellHistory history = new CellHistory();
    private final List<String> problems = new ArrayList<>();
    private final CountDownLatch served = new CountDownLatch(1);
    private final CountDownLatch compiles = new CountDownLatch(1);
    private volatile Evaluator running;
    private Publisher publisher;
    private Comms comms;
    private CellInput input;
    private volatile String lastDisplay;

    JavaKernel(KernelSettings settings) {
        this.settings = settings;
        problems.addAll(settings.problems());
    }

    /**
     * Makes the compiler ready, which takes longest of all at the start, while the connection is
     * being made.
     */
    void start() {
        Thread starter = new Thread(this::startEvaluator, "starter");
        starter.setDaemon(true);
        starter.start();
    }

    /** Answers requests of this connection, and takes over the process's standard streams. */
    void serve(Connection connection) {
        publisher = connection.publisher();
        comms = new Comms(commManager, connection.queued());
        input = new CellInput(connection.stdin());
        System.setOut(PrintedStream.of(publisher, StreamType.OUT));
        System.setErr(PrintedStream.of(publisher, StreamType.ERR));
        System.setIn(input);
        CellFunctions.connect(this);
        Events.subscribe(progress);
        if (settings.metricsFile() != null) {
            Events.subscribe(new MetricsFile(settings.metricsFile()));
        }
        served.countDown();
        connection.open(handlers());
    }

    private Map<MessageType<?>, RequestHandler<?>> handlers() {
        Map<MessageType<?>, RequestHandler<?>> handlers = new HashMap<>();
        handle(handlers, MessageType.KERNEL_INFO_REQUEST, this::info);
        handle(handlers, MessageType.EXECUTE_REQUEST, new ExecuteHandler(this));
        var editor = new AssistanceHandlers(this::assistance);
        handle(handlers, MessageType.COMPLETE_REQUEST, editor::complete);
        handle(handlers, MessageType.INSPECT_REQUEST, editor::inspect);
        handle(handlers, MessageType.IS_COMPLETE_REQUEST, editor::isComplete);
        handle(handlers, MessageType.HISTORY_REQUEST, new HistoryHandler(history));
        handle(handlers, MessageType.INTERRUPT_REQUEST, this::interrupt);
        handle(handlers, MessageType.SHUTDOWN_REQUEST, this::shutdown);
        handle(handlers, MessageType.COMM_OPEN_COMMAND, comms::open);
        handle(handlers, MessageType.COMM_MSG_COMMAND, comms::receive);
        handle(handlers, MessageType.COMM_CLOSE_COMMAND, comms::close);
        handle(handlers, MessageType.COMM_INFO_REQUEST, comms::info);
        return handlers;
    }

    // The type parameter ties each handler to what its request contains.
    private static <T> void handle(
            Map<MessageType<?>, RequestHandler<?>> handlers,
            MessageType<T> type,
            RequestHandler<T> handler) {
        handlers.put(type, handler);
    }

    // Clients take the answer as the sign that a cell may be sent: that is true once it compiles.
    private Map<String, ?> info(Message<KernelInfoRequest> message) {
        try {
            compiles.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the kernel ends; nobody waits for the answer
        }
        return KernelInfo.reply();
    }

    private Map<String, ?> interrupt(Message<InterruptRequest> message) {
        interrupt();
        return Map.of("status", "ok");
    }

    private Map<String, ?> shutdown(Message<ShutdownRequest> message) {
        return Map.of("status", "ok", "restart", message.getContent().isRestart());
    }

    private LiveProgress.Screen screen() {
        return new LiveProgress.Screen() {
            @Override
            public String show(ProgressView view) {
                return JavaKernel.this.show(rendering.render(view));
            }

            @Override
            public void update(String id, ProgressView view) {
                JavaKernel.this.update(id, rendering.render(view));
            }
        };
    }

    private void startEvaluator() {
        try {
            Evaluator started =
                    new Evaluator(
                            settings.compilerOptions(),
                            settings.timeoutMillis(),
                            new MagicLines(magics::lineNames));
            // Startup scripts may use magics and evaluate code themselves.
            running = started;
            settings.classPath().forEach(started::addToClasspath);
            started.importAll(DefaultImports.packages());
            compiles.countDown();
            started.importAll(DefaultImports.classes());
            served.await(); // the scripts may print and show
            for (Path script : settings.startupScripts()) {
                startup(started, script.toString(), Files.readString(script));
            }
            startup(started, "IJAVA_STARTUP_SCRIPT", settings.startupScript());
            evaluator.complete(started);
        } catch (Throwable e) {
            evaluator.completeExceptionally(e);
            compiles.countDown(); // the first cell tells what is wrong
        }
    }

    private void startup(Evaluator started, String name, String code) {
        try {
            started.evaluate(name, code);
        } catch (CellException e) {
            problems.add(name + ": " + String.join("\n", e.traceback()));
        }
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return KernelInfo.LANGUAGE;
    }

    /** {@return the evaluator, once it has started} */
    Evaluator evaluator() {
        return evaluator.join();
    }

    /** {@return what went wrong at the start and was not shown yet} */
    List<String> takeProblems() {
        evaluator();
        List<String> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    Rendering rendering() {
        return rendering;
    }

    Publisher publisher() {
        return publisher;
    }

    LiveProgress progress() {
        return progress;
    }

    CellInput input() {
        return input;
    }

    KernelMagics magics() {
        return magics;
    }

    /** {@return where a notebook registers magics of its own, as in IJava} */
    public Magics getMagics() {
        return magics.registry();
    }

    Comms comms() {
        return comms;
    }

    CellHistory history() {
        return history;
    }

    /** {@return the number of the next cell that counts} */
    int executionCount() {
        return executionCount.get();
    }

    int nextExecutionCount() {
        return executionCount.getAndIncrement();
    }

    /** Shows data and returns the id of its display. */
    String show(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        publisher.publish(new PublishDisplayData(data));
        lastDisplay = data.getDisplayId();
        return lastDisplay;
    }

    /** {@return whether a cell's value is but the id of what the cell showed last} */
    @SuppressWarnings("ReferenceEquality") // The very string, not one that reads the same.
    boolean isLastDisplay(Object value) {
        return value == lastDisplay;
    }

    /** Shows data in place of what a display showed before. */
    void update(String id, DisplayData data) {
        data.setDisplayId(id);
        publisher.publish(new PublishUpdateDisplayData(data));
    }

    @Override
    public void display(DisplayData data) {
        show(data);
    }

    /** Evaluates code on behalf of the running cell; a missing value is {@code null}. */
    Object evaluateInCell(String name, String code) throws CellException {
        Object value = running.evaluate(name, code);
        return value == Evaluator.NOTHING ? null : value;
    }

    /** {@return how long the code ran that the running cell has evaluated since the last call} */
    long takeRunningNanos() {
        return running.takeRunningNanos();
    }

    /** Prints what the cells have declared. */
    Void who() {
        System.out.print(running.who());
        return null;
    }

    /** Adds a jar or a folder of classes for the cells' code. */
    void addToClasspath(Path entry) {
        running.addToClasspath(entry);
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        Object value = evaluateInCell("eval", code);
        return value == null ? null : rendering.render(value);
    }

    @Override
    public void interrupt() {
        Evaluator one = running;
        if (one != null) {
            one.interrupt();
        }
    }

    private Assistance assistance() {
        return evaluator().assistance(new MagicText(magics::lineNames, magics::cellNames));
    }
}
