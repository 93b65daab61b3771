package org.recurve.task;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the engine computes on and what is in memory; {@code %device} and {@code %memory}. */
public final class EngineReport {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long MIB = 1 << 20;

    private EngineReport() {}

    /** {@return a row for each device that models can be built on: device, what it is} */
    public static Table devices() {
        Engine engine = Engine.getInstance();
        StringColumn device = StringColumn.create("device");
        StringColumn about = StringColumn.create("about");
        device.append("cpu");
        about.append(
                "%s %s, %d processors"
                        .formatted(
                                engine.getEngineName(),
                                engine.getVersion(),
                                Runtime.getRuntime().availableProcessors()));
        for (int i = 0; i < engine.getGpuCount(); i++) {
            device.append("gpu" + i);
            about.append(Device.gpu(i).toString());
        }
        return Table.create("devices", device, about);
    }

    /**
     * {@return what is in memory, a row each: arrays that are open on the engine's side, with their
     * size; Java's heap in use, of the most it may take; and, on Linux, the process as a whole}
     */
    public static Table memory() {
        Table table =
                Table.create(
                        "memory",
                        StringColumn.create("memory"),
                        IntColumn.create("count"),
                        StringColumn.create("size"));
        List<NDArray> arrays;
        try (NDManager manager = NDManager.newBaseManager()) {
            arrays = manager.getParentManager().getManagedArrays();
        }
        long bytes =
                arrays.stream().mapToLong(a -> a.size() * a.getDataType().getNumOfBytes()).sum();
        add(table, "open arrays", arrays.size(), bytes);
        Runtime java = Runtime.getRuntime();
        add(table, "Java's heap", null, java.totalMemory() - java.freeMemory());
        add(table, "Java's heap at most", null, java.maxMemory());
        if (Files.isReadable(STATUS)) {
            add(table, "the process", null, residentBytes());
        }
        return table;
    }

    private static void add(Table table, String memory, Integer count, long bytes) {
        table.stringColumn(0).append(memory);
        table.intColumn(1).append(count);
        table.stringColumn(2).append("%,d MiB".formatted((bytes + MIB / 2) / MIB));
    }

    private static long residentBytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        } catch (IOException e) {
            throw new RecurveException(STATUS + " cannot be read: " + e.getMessage(), e);
        }
    }
}
