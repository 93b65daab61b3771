package org.recurve.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs notebooks one after the other; an interrupt ends the running one and leaves out the rest.
 */
final class NotebookRuns {
    private final Jupyter jupyter;
    private final ReportFolder reports;
    private final Console console = Console.ofProcess();

    NotebookRuns(Jupyter jupyter, ReportFolder reports) {
        this.jupyter = jupyter;
        this.reports = reports;
    }

    /** How many passed and failed, and whether the rest was left out. */
    record Result(int passed, int failed, boolean interrupted) {}

    /**
     * Runs all; one that fails does not keep the next from running.
     *
     * @param plans in order
     * @throws IOException if a report cannot be written
     */
    Result run(List<NotebookPlan> plans) throws IOException {
        AtomicReference<NotebookRun> running = new AtomicReference<>();
        int passed = 0;
        int failed = 0;
        try (Interrupts interrupts = new Interrupts(() -> interrupt(running.get()))) {
            for (NotebookPlan plan : plans) {
                NotebookRun run = new NotebookRun(plan, reports, jupyter, console);
                running.set(run);
                if (interrupts.requested()) {
                    return new Result(passed, failed, true);
                }
                switch (run.run()) {
                    case PASSED -> {
                        passed++;
                        System.out.println(reports.file(plan, ".html"));
                    }
                    case FAILED -> failed++;
                    case INTERRUPTED -> {
                        return new Result(passed, failed, true);
                    }
                }
            }
        }
        return new Result(passed, failed, false);
    }

    private static void interrupt(NotebookRun run) {
        if (run != null) {
            run.interrupt();
        }
    }
}
