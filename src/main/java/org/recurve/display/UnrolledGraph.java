package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A recurrent network, unrolled over time: a column for each step, with its input below, its state
 * in the middle and, where there is one, its output above. Gradients run back from state to state.
 *
 * <pre>{@code
 * new UnrolledGraph("Two steps").weights("W", "U", "V")
 *         .step("x1", "h1").step("x2", "h2", "y").backward("dL/dh1", "dL/dh2")
 * }</pre>
 */
public final class UnrolledGraph implements Picture {
    private static final int COLUMN = 150;
    private static final double BOX = 92;
    private static final double HIGH = 30;
    private static final double LEFT = 32;

    private record Step(String input, String state, String output) {}

    private final String title;
    private final List<Step> steps = new ArrayList<>();
    private List<String> gradients = List.of();
    private String inputWeight = "";
    private String stateWeight = "";
    private String outputWeight = "";

    /**
     * A graph without steps yet.
     *
     * @param title stands above it
     */
    public UnrolledGraph(String title) {
        this.title = title;
    }

    /**
     * Names the weights, the same at every step.
     *
     * @param input at the arrows from inputs to states
     * @param state at the arrows from state to state
     * @param output at the arrows from states to outputs
     * @return this
     */
    public UnrolledGraph weights(String input, String state, String output) {
        inputWeight = input;
        stateWeight = state;
        outputWeight = output;
        return this;
    }

    /**
     * Adds a step without an output.
     *
     * @param input what is read
     * @param state what is known then
     * @return this
     */
    public UnrolledGraph step(String input, String state) {
        return step(input, state, "");
    }

    /**
     * Adds a step.
     *
     * @param input what is read
     * @param state what is known then
     * @param output what is said; empty for nothing
     * @return this
     */
    public UnrolledGraph step(String input, String state, String output) {
        steps.add(new Step(input, state, output));
        return this;
    }

    /**
     * Writes the gradient at each state, with arrows back in time.
     *
     * @param atStates one for each step so far; an empty one ends the way back
     * @return this
     */
    public UnrolledGraph backward(String... atStates) {
        if (atStates.length != steps.size()) {
            throw new IllegalArgumentException(
                    steps.size() + " steps need as many gradients, got " + atStates.length);
        }
        gradients = List.of(atStates);
        return this;
    }

    @Override
    public int width() {
        return (int) Math.max(240, LEFT + COLUMN * steps.size() + 10);
    }

    @Override
    public String alt() {
        String forward =
                steps.stream()
                        .map(
                                s ->
                                        s.input
                                                + " gives "
                                                + s.state
                                                + (s.output.isEmpty() ? "" : ", out " + s.output))
                        .collect(Collectors.joining("; then "));
        String back =
                IntStream.range(0, gradients.size())
                        .map(i -> gradients.size() - 1 - i)
                        .mapToObj(gradients::get)
                        .filter(g -> !g.isEmpty())
                        .collect(Collectors.joining(", then "));
        return title + ". " + forward + (back.isEmpty() ? "" : ". Back: " + back);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        boolean outputs = steps.stream().anyMatch(s -> !s.output.isEmpty());
        double state = outputs ? 132 : 68;
        double input = state + (gradients.isEmpty() ? 64 : 88);
        Svg svg = new Svg(width(), (int) (input + HIGH / 2 + 18));
        svg.heading(14, 24, title, width() - 28.0);
        for (int t = 0; t < steps.size(); t++) {
            Step step = steps.get(t);
            double x = LEFT + COLUMN * t + BOX / 2;
            box(svg, x, input, step.input, 2);
            up(svg, x, input, state, inputWeight);
            box(svg, x, state, step.state, 0);
            if (!step.output.isEmpty()) {
                up(svg, x, state, state - 68, outputWeight);
                box(svg, x, state - 68, step.output, 3);
            }
            if (t + 1 < steps.size()) {
                double from = x + BOX / 2;
                double to = x + COLUMN - BOX / 2;
                arrow(
                        svg,
                        from,
                        state - 4,
                        to,
                        state - 4,
                        "class=\"recurve-axis\" stroke=\"#8c959f\"");
                svg.text(
                        (from + to) / 2,
                        state - 10,
                        Svg.fit(stateWeight, 12, to - from),
                        12,
                        "middle");
            }
            if (!gradients.isEmpty() && !gradients.get(t).isEmpty()) {
                back(svg, t, x, state);
            }
        }
        return svg.document(title, alt());
    }

    private void back(Svg svg, int t, double x, double state) {
        String text = Svg.fit(gradients.get(t), 11, COLUMN - 8);
        String color = Svg.fill(1);
        svg.text(x + 6, state + HIGH / 2 + 16, text, 11, "start", color);
        if (t > 0 && !gradients.get(t - 1).isEmpty()) {
            String line = Svg.stroke(1) + " stroke-dasharray=\"4 3\"";
            arrow(svg, x - BOX / 2, state + 6, x - COLUMN + BOX / 2, state + 6, line);
        }
    }

    private static void up(Svg svg, double x, double from, double to, String weight) {
        double start = from - HIGH / 2;
        double end = to + HIGH / 2;
        arrow(svg, x, start, x, end, "class=\"recurve-axis\" stroke=\"#8c959f\"");
        svg.text(x - 6, start - 6, Svg.fit(weight, 12, BOX / 2), 12, "end");
    }

    private static void box(Svg svg, double x, double y, String text, int series) {
        svg.raw(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\" fill-opacity=\"0.2\" %s/>"
                        .formatted(
                                n(x - BOX / 2),
                                n(y - HIGH / 2),
                                n(BOX),
                                n(HIGH),
                                Svg.fill(series)));
        svg.text(x, y + 4.5, Svg.fit(text, 12, BOX - 6), 12, "middle");
    }

    /** A line with a head at its end; along an axis. */
    private static void arrow(
            Svg svg, double x1, double y1, double x2, double y2, String attributes) {
        double dx = Math.signum(x2 - x1) * 6;
        double dy = Math.signum(y2 - y1) * 6;
        svg.raw(
                "<path d=\"M%s %sL%s %s\" stroke-width=\"1.5\" fill=\"none\" %s/>"
                        .formatted(n(x1), n(y1), n(x2), n(y2), attributes));
        svg.raw(
                "<path d=\"M%s %sL%s %sL%s %s\" stroke-width=\"1.5\" fill=\"none\" %s/>"
                        .formatted(
                                n(x2 - dx + dy / 2),
                                n(y2 - dy + dx / 2),
                                n(x2),
                                n(y2),
                                n(x2 - dx - dy / 2),
                                n(y2 - dy - dx / 2),
                                attributes.replaceAll(" stroke-dasharray=\"[^\"]*\"", "")));
    }
}
