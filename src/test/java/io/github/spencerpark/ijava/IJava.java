package io.github.spencerpark.ijava;

/** Stands in for IJava's own class of this name: it gives the kernel that runs. */
public final class IJava {
    private static Object kernel;

    private IJava() {}

    /** {@return the kernel; {@code null} where none runs} */
    public static Object getKernelInstance() {
        return kernel;
    }

    /** Sets the kernel that runs. */
    public static void run(Object running) {
        kernel = running;
    }
}
