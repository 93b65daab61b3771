package org.recurve.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.kernel.KernelSpec;

/** Runs one notebook in Jupyter, with a kernel of its own, and writes its reports. */
final class NotebookRun {
    /** How a run ended. */
    enum Outcome {
        PASSED,
        FAILED,
        INTERRUPTED
    }

    private final NotebookPlan plan;
    private final ReportFolder reports;
    private final Jupyter jupyter;
    private final Console console;
    private final Map<String, String> environment;
    private final long start = System.nanoTime();
    private Process process;
    private boolean interrupted;

    /**
     * Makes a run.
     *
     * @param environment of the kernel, where the process's own does not say otherwise
     */
    NotebookRun(
            NotebookPlan plan,
            ReportFolder reports,
            Jupyter jupyter,
            Console console,
            Map<String, String> environment) {
        this.plan = plan;
        this.reports = reports;
        this.jupyter = jupyter;
        this.console = console;
        this.environment = environment;
    }

    /**
     * Runs the notebook.
     *
     * @return how it ended; what it was is said on the console
     * @throws IOException if a file cannot be written
     */
    Outcome run() throws IOException {
        reports.clear(plan);
        try (Scratch scratch = new Scratch()) {
            Path source = scratch.path("source.ipynb");
            Path target = scratch.path("target.ipynb");
            Files.writeString(source, plan.notebook().json().toString());
            KernelSpec.install(scratch.path());
            Progress progress = new Progress(plan, console, start);
            Outcome outcome = execute(scratch, source, target, progress);
            report(scratch, target, outcome);
            progress.end(outcome, reports.file(plan, ".ipynb"));
            return outcome;
        }
    }

    private Outcome execute(Scratch scratch, Path source, Path target, Progress progress)
            throws IOException {
        Path errors = scratch.path("errors.txt");
        ProcessBuilder builder =
                jupyter.program(
                        "execute.py",
                        scratch.path(),
                        List.of(source.toString(), target.toString(), plan.folder().toString()));
        this.environment.forEach(builder.environment()::putIfAbsent);
        environment(builder.environment(), scratch);
        builder.redirectError(errors.toFile());
        start(builder);
        Outcome outcome = null;
        try (BufferedReader events = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                JsonObject event = JsonParser.parseString(line).getAsJsonObject();
                switch (event.get("event").getAsString()) {
                    case "cell" -> progress.cell(event);
                    case "output" -> progress.output(event.get("text").getAsString());
                    case "failed" -> {
                        progress.failure(event);
                        outcome = Outcome.FAILED;
                    }
                    case "interrupted" -> outcome = Outcome.INTERRUPTED;
                    case "done" -> outcome = outcome == null ? Outcome.PASSED : outcome;
                    default -> progress.output("");
                }
            }
        }
        if (outcome == null || !Files.exists(target)) {
            throw new RecurveException(
                    "Jupyter could not run "
                            + plan.file()
                            + "; it says:\n"
                            + Files.readString(errors).strip());
        }
        return outcome;
    }

    private void environment(Map<String, String> environment, Scratch scratch) {
        Jupyter.findsKernel(environment, scratch);
        environment.put("JUPYTER_RUNTIME_DIR", scratch.path("runtime").toString());
        environment.put("RECURVE_METRICS_FILE", scratch.path("metrics.jsonl").toString());
    }

    private synchronized void start(ProcessBuilder builder) throws IOException {
        process = builder.start();
        if (interrupted) {
            interrupt();
        }
    }

    /** Asks the run to stop: the running cell is interrupted, the reports are still written. */
    synchronized void interrupt() {
        interrupted = true;
        if (process != null) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroy(); // it has ended, or is past listening
            }
        }
    }

    private void report(Scratch scratch, Path target, Outcome outcome) throws IOException {
        reports.put(target, plan, ".ipynb");
        Path html = scratch.path("page.html");
        HtmlExport.write(jupyter, scratch.path(), target, html, plan);
        reports.put(html, plan, ".html");
        if (outcome != Outcome.PASSED) {
            return; // figures of a part are no result
        }
        JsonArray evaluations = Metrics.evaluations(scratch.path("metrics.jsonl"));
        double seconds = (System.nanoTime() - start) / 1e9;
        Metrics metrics =
                new Metrics(
                        Project.relative(plan.file()),
                        plan.parameters().toJson(),
                        seconds,
                        evaluations);
        Path json = scratch.path("metrics.json");
        Files.writeString(json, Json.PRETTY.toJson(metrics.toJson()) + "\n");
        reports.put(json, plan, ".metrics.json");
        for (JsonElement evaluation : evaluations) {
            console.say("  " + Metrics.summary(evaluation.getAsJsonObject()));
        }
    }
}
