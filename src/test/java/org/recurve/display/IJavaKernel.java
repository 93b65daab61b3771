package org.recurve.display;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.MessageContext;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** A kernel on the base library of IJava, which keeps what it would send. */
public final class IJavaKernel extends BaseKernel {
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

    IJavaKernel() throws ReflectiveOperationException {
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

    @Override
    public DisplayData eval(String code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        throw new UnsupportedOperationException();
    }
}
