package org.recurve.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs notebooks; an interrupt ends those that run and leaves out the rest. */
final class NotebookRuns {
    private final Jupyter jupyter;
    private final ReportFolder reports;
    private final int sideBySide;
    private final Console console = Console.ofProcess();
    private final Set<NotebookRun> running = ConcurrentHashMap.newKeySet();

    /**
     * Makes runs.
     *
     * @param sideBySide most that run at the same time; where it is more than one, they share the
     *     processors
     */
    NotebookRuns(Jupyter jupyter, ReportFolder reports, int sideBySide) {
        this.jupyter = jupyter;
        this.reports = reports;
        this.sideBySide = sideBySide;
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
        ExecutorService workers = Executors.newFixedThreadPool(sideBySide);
        try (Interrupts interrupts =
                new Interrupts(() -> running.forEach(NotebookRun::interrupt))) {
            List<Future<NotebookRun.Outcome>> ends = new ArrayList<>();
            for (NotebookPlan plan : plans) {
                ends.add(workers.submit(() -> run(plan, interrupts)));
            }
            List<NotebookRun.Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < plans.size(); i++) {
                outcomes.add(ends.get(i).get());
                if (outcomes.get(i) == NotebookRun.Outcome.PASSED) {
                    System.out.println(reports.file(plans.get(i), ".html"));
                }
            }
            return new Result(
                    count(outcomes, NotebookRun.Outcome.PASSED),
                    count(outcomes, NotebookRun.Outcome.FAILED),
                    outcomes.contains(NotebookRun.Outcome.INTERRUPTED));
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while notebooks ran", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private NotebookRun.Outcome run(NotebookPlan plan, Interrupts interrupts) throws IOException {
        NotebookRun run = new NotebookRun(plan, reports, jupyter, console, environment());
        running.add(run);
        try {
            return interrupts.requested() ? NotebookRun.Outcome.INTERRUPTED : run.run();
        } finally {
            running.remove(run);
        }
    }

    private Map<String, String> environment() {
        if (sideBySide == 1) {
            return Map.of();
        }
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / sideBySide);
        return Map.of("OMP_NUM_THREADS", Integer.toString(threads));
    }

    private static int count(List<NotebookRun.Outcome> outcomes, NotebookRun.Outcome wanted) {
        return (int) outcomes.stream().filter(outcome -> outcome == wanted).count();
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (IOException) cause;
    }
}
