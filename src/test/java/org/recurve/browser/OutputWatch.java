package org.recurve.browser;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.WebElement;

/** Notes every state that the output of a cell goes through. */
public final class OutputWatch {
    private static final String WATCH =
            """
            const cell = arguments[0];
            let last = "";
            window.outputStates = [];
            new MutationObserver(() => {
                const html = cell.querySelector(".output").innerHTML;
                if (html === last) {
                    return;
                }
                last = html;
                const name = cell.querySelector(".output strong")?.getBoundingClientRect();
                const bar = cell.querySelector(".output strong + img")?.getBoundingClientRect();
                window.outputStates.push({
                    millis: performance.now(),
                    inLine: !bar || (bar.top < name.bottom && name.top < bar.bottom),
                    running: cell.classList.contains("running"),
                    text: cell.querySelector(".output").textContent,
                    curve: cell.querySelector(".output img[alt^='Learning curve']")?.src ?? ""
                });
            }).observe(cell, {childList: true, subtree: true});
            """;

    private final Chromium browser;

    /**
     * One state of the output.
     *
     * @param seconds when it came, from some moment before
     * @param inLine whether the progress bar, if there is one, stands beside the name of the work
     * @param running whether the cell had not ended yet
     * @param text without markup
     * @param curve the learning curve, as an address that holds the picture itself, or empty
     */
    public record State(
            double seconds, boolean inLine, boolean running, String text, String curve) {}

    /** Watches a cell from now on. */
    public OutputWatch(Chromium browser, WebElement cell) {
        this.browser = browser;
        browser.run(WATCH, cell);
    }

    /** {@return the states so far} */
    public List<State> states() {
        return ((List<?>) browser.run("return window.outputStates"))
                .stream().map(state -> state((Map<?, ?>) state)).toList();
    }

    /** {@return how many different learning curves there were so far} */
    public int curves() {
        Object found =
                browser.run(
                        """
                        const curves = window.outputStates.map(state => state.curve);
                        return new Set(curves.filter(curve => curve)).size;
                        """);
        return ((Number) found).intValue();
    }

    private static State state(Map<?, ?> from) {
        return new State(
                ((Number) from.get("millis")).doubleValue() / 1000,
                (Boolean) from.get("inLine"),
                (Boolean) from.get("running"),
                (String) from.get("text"),
                (String) from.get("curve"));
    }
}
