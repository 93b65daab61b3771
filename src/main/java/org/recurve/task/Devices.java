package org.recurve.task;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.recurve.core.RecurveException;

/** Devices by the names that users give them. */
final class Devices {
    private Devices() {}

    /** {@code "cpu"}, or {@code "gpu0"} and so on. */
    static Device named(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        int gpus = name.matches("gpu\\d+") ? Engine.getInstance().getGpuCount() : 0;
        for (int i = 0; i < gpus; i++) {
            if (name.equals("gpu" + i)) {
                return Device.gpu(i);
            }
        }
        throw new RecurveException(
                "no device \""
                        + name
                        + "\" here; there are \"cpu\" and "
                        + Engine.getInstance().getGpuCount()
                        + " GPUs that the engine can use, called gpu0 and so on");
    }
}
