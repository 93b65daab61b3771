package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of the engine's native library that DJL does not offer.
 *
 * <p><b>Denormals</b> are numbers so near zero (below 1.2e-38) that the processor handles them many
 * times slower. States and gradients that fade over long sequences fall into that range, and
 * treating them as zero costs nothing in accuracy.
 */
public final class Native {
    private static final Logger LOG = LoggerFactory.getLogger(Native.class);

    /**
     * C++ symbols of {@code at::globalContext()} and {@code at::Context::setFlushDenormal(bool)}.
     */
    private static final String CONTEXT = "_ZN2at13globalContextEv";

    private static final String SET_FLUSH = "_ZN2at7Context16setFlushDenormalEb";

    private static final BooleanSupplier FLUSH = findFlush();

    /** The processor keeps the setting per thread; so do we. */
    private static final ThreadLocal<Boolean> FLUSHED =
            ThreadLocal.withInitial(FLUSH::getAsBoolean);

    private Native() {}

    /**
     * Treats denormals as zero on the calling thread, its Java code included, and on the threads
     * that the engine starts from it for parallel work: so call it before the thread's first large
     * operation. A second call on the same thread does nothing and is cheap. Where the engine, the
     * system or the processor does not offer it, nothing happens.
     *
     * @return whether denormals are now treated as zero
     */
    public static boolean flushDenormals() {
        return FLUSHED.get();
    }

    private static BooleanSupplier findFlush() {
        try {
            // Loads the native library first, from where DJL keeps it.
            Engine engine = Engine.getEngine("PyTorch");
            String name = System.mapLibraryName("torch_cpu");
            Path path = Path.of(LibUtils.getLibtorchPath()).resolve(name);
            NativeLibrary torch = NativeLibrary.getInstance(path.toString());
            Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[0]);
            Function set = torch.getFunction(SET_FLUSH);
            Object[] arguments = {context, 1};
            LOG.debug("{} can flush denormals", engine);
            return () -> (set.invokeInt(arguments) & 0xff) != 0;
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("denormals are not flushed to zero: {}", e.toString());
            return () -> false;
        }
    }
}
