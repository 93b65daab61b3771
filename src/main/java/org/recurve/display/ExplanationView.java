package org.recurve.display;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.task.Explanation;
import org.recurve.task.PrefixProbabilities;

/** What a classifier's verdict rests on, and how it comes about. */
final class ExplanationView {
    private ExplanationView() {}

    /** The text coloured by the evidence, and the numbers to unfold. */
    static String html(Explanation explanation) {
        return Html.image(words(explanation))
                + "\n"
                + Html.folded("Numbers", TableView.html(explanation.toTable()));
    }

    static ColoredText words(Explanation explanation) {
        int all = explanation.tokens().size();
        String title =
                heading(explanation.label(), explanation.probability(), explanation.method())
                        + (explanation.signed() ? ": orange for it, blue against it" : "")
                        + (explanation.read() == all
                                ? ""
                                : "; %d of %d words read".formatted(explanation.read(), all));
        return new ColoredText(title, explanation.tokens(), explanation.values());
    }

    static String heading(String label, double probability, String method) {
        return "%s (%s) by %s".formatted(label, Numbers.format(probability, 3), method);
    }

    /** A line for each class; where there are more than colours, for those that come highest. */
    static LineChart chart(PrefixProbabilities prefixes) {
        List<String> labels = prefixes.labels();
        double[] highest =
                labels.stream()
                        .mapToDouble(
                                label ->
                                        Arrays.stream(prefixes.probabilities(label))
                                                .max()
                                                .orElse(0))
                        .toArray();
        List<Integer> shown =
                IntStream.range(0, labels.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -highest[k]))
                        .limit(Svg.colors())
                        .sorted()
                        .toList();
        String some =
                shown.size() == labels.size()
                        ? ""
                        : "; the %d likeliest of %d classes".formatted(shown.size(), labels.size());
        LineChart chart =
                new LineChart("Probability prefix by prefix" + some)
                        .axes("", "probability")
                        .range(0, 1)
                        .size(720, 320);
        shown.forEach(k -> chart.line(labels.get(k), prefixes.probabilities(labels.get(k))));
        return prefixes.ofWords()
                ? chart.steps(prefixes.steps())
                : chart.axes("steps read", "probability");
    }
}
