package org.recurve.display;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageContext;

/** A kernel on the base library of JJava, which keeps what it would send. */
public final class JJavaKernel extends BaseKernel {
    private final List<ContentType<?>> sent = new ArrayList<>();

    /** Keeps messages in place of sending them. */
    private final class Kept extends ShellReplyEnvironment {
        private Kept() {
            super(null, null, null, (MessageContext) null);
        }

        @Override
        public <T extends ContentType<T>> void publish(T content) {
            sent.add(content);
        }
    }

    JJavaKernel() throws ReflectiveOperationException {
        super(
                "JJava",
                "",
                null,
                List.of(),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                new Renderer(),
                null,
                null,
                false,
                new StringStyler.Builder().build());
        Method attach =
                DisplayStream.class.getDeclaredMethod("setEnv", ShellReplyEnvironment.class);
        attach.setAccessible(true);
        attach.invoke(getIO().display, new Kept());
    }

    /** {@return the types of the messages, and the page of each} */
    List<String> sent() {
        return sent.stream()
                .map(
                        m ->
                                m.getType().getName()
                                        + " "
                                        + ((DisplayData) m).getData(MIMEType.TEXT_PLAIN))
                .toList();
    }

    /** {@return the ids of the displays} */
    List<String> ids() {
        return sent.stream().map(m -> ((DisplayData) m).getDisplayId()).toList();
    }

    /** {@return a value in one of its forms; {@code null} where it has none} */
    Object rendered(Object value, String type) {
        return getRenderer().render(value).getData(MIMEType.parse(type));
    }

    void start() {
        installNotebookKernel();
    }

    void stop() {
        uninstallNotebookKernel();
    }

    @Override
    public Object evalRaw(String source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String isComplete(String code) {
        throw new UnsupportedOperationException();
    }
}
