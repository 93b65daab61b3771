package org.recurve.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import io.github.spencerpark.jupyter.messages.request.KernelInfoRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
    private volatile Evaluator running;
    private Publisher publisher;
    private CellInput input;
    private volatile String lastDisplay;

    JavaKernel(KernelSettings settings) {
        this.settings = settings;
        problems.addAll(settings.problems());
    }

    /** Answers requests of this connection, and takes over the process's standard streams. */
    void serve(Connection connection) {
        publisher = new Publisher(connection.getIOPub());
        input = new CellInput(connection.stdin());
        System.setOut(PrintedStream.of(publisher, StreamType.OUT));
        System.setErr(PrintedStream.of(publisher, StreamType.ERR));
        System.setIn(input);
        CellFunctions.connect(this);
        Events.subscribe(progress);
        if (settings.metricsFile() != null) {
            Events.subscribe(new MetricsFile(settings.metricsFile()));
        }
        becomeHandlerForConnection(connection);
        Thread starter = new Thread(this::start, "starter");
        starter.setDaemon(true);
        starter.start();
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        super.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, new ExecuteHandler(this)::handle);
        connection.setHandler(MessageType.KERNEL_INFO_REQUEST, this::info);
        connection.setHandler(MessageType.HISTORY_REQUEST, new HistoryHandler(history)::handle);
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, new Shutdown(connection)::handle);
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

    private void start() {
        try {
            Evaluator started =
                    new Evaluator(
                            settings.compilerOptions(),
                            settings.timeoutMillis(),
                            new MagicLines(magics::lineNames));
            // Startup scripts may use magics and evaluate code themselves.
            running = started;
            settings.classPath().forEach(started::addToClasspath);
            started.evaluate("default imports", DefaultImports.source());
            for (Path script : settings.startupScripts()) {
                startup(started, script.toString(), Files.readString(script));
            }
            startup(started, "IJAVA_STARTUP_SCRIPT", settings.startupScript());
            evaluator.complete(started);
        } catch (Throwable e) {
            evaluator.completeExceptionally(e);
        }
    }

    private void startup(Evaluator started, String name, String code) {
        try {
            started.evaluate(name, code);
        } catch (CellException e) {
            problems.add(name + ": " + String.join("\n", e.traceback()));
        }
    }

    private void info(ShellReplyEnvironment env, Message<KernelInfoRequest> request) {
        env.setBusyDeferIdle();
        env.reply(
                new KernelInfoReply(
                        Header.PROTOCOL_VERISON,
                        "recurve",
                        version(),
                        getLanguageInfo(),
                        "Recurve " + version() + " on Java " + Runtime.version(),
                        List.of()));
    }

    private static String version() {
        String version = JavaKernel.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
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

    @Override
    public ReplacementOptions complete(String code, int at) {
        return new Assistance(evaluator().analysis()).complete(code, at);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return new Assistance(evaluator().analysis()).inspect(code, at);
    }

    @Override
    public String isComplete(String code) {
        return new Assistance(evaluator().analysis()).isComplete(code);
    }
}
