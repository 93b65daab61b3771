package org.recurve.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says on the console which cell of how many runs, what it shows, and how a run ended. */
final class Progress {
    private static final int LINES_OF_SOURCE = 6;
    private static final Pattern ANSI = Pattern.compile("\033\\[[0-9;]*m");

    private final NotebookPlan plan;
    private final Console console;
    private final long start;
    private String cell = "starting the kernel";
    private int index = -1;
    private String failure;

    Progress(NotebookPlan plan, Console console, long start) {
        this.plan = plan;
        this.console = console;
        this.start = start;
        console.progress(line());
    }

    void cell(JsonObject event) {
        cell = "cell " + event.get("number").getAsInt() + " of " + event.get("of").getAsInt();
        index = event.get("index").getAsInt();
        if (console.isTerminal()) {
            console.progress(line());
        } else {
            console.say(line());
        }
    }

    /** The running cell shows something; its last line tells how far it is. */
    void output(String text) {
        String shown = ANSI.matcher(text).replaceAll("").strip();
        console.progress(shown.isEmpty() ? line() : line() + "  " + shown);
    }

    void failure(JsonObject event) {
        String source =
                index < 0
                        ? ""
                        : plan.notebook()
                                .cells()
                                .get(index)
                                .source()
                                .lines()
                                .limit(LINES_OF_SOURCE)
                                .map(line -> "    | " + line + "\n")
                                .collect(Collectors.joining());
        String text = ANSI.matcher(message(event)).replaceAll("");
        failure = cell + " failed:\n" + source + text.indent(4).stripTrailing();
    }

    private static String message(JsonObject event) {
        String name = event.get("name").getAsString();
        String message = event.get("message").getAsString();
        if (message.isEmpty() || message.startsWith(name)) {
            return message.isEmpty() ? name : message;
        }
        return name + ": " + message;
    }

    void end(NotebookRun.Outcome outcome, Path report) {
        switch (outcome) {
            case PASSED -> console.say(line("done"));
            case FAILED -> {
                console.say(plan.file() + ": " + Objects.requireNonNull(failure));
                console.say("  what ran is kept in " + report);
            }
            case INTERRUPTED -> {
                console.say(line("interrupted at " + cell));
                console.say("  what ran is kept in " + report);
            }
        }
    }

    private String line() {
        return line(cell);
    }

    private String line(String state) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(Locale.ROOT, "%s: %s, %.0f s", plan.file(), state, seconds);
    }
}
