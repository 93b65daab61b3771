package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.data.Tokenizers;
import org.recurve.task.Explanation;
import org.recurve.task.PrefixProbabilities;
import org.recurve.task.SignalExplanation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ExplanationViewTest {
    private static final String LONG = "a b <c> d e f g h i j";

    private static List<Element> elements(Picture picture, String name) {
        Document document = Samples.xml(picture.svg());
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void wordsAreColouredByTheirEvidence() {
        Explanation explanation = Samples.explanation(LONG, Tokenizers.whitespace());
        ColoredText picture = ExplanationView.words(explanation);
        List<Element> marks = elements(picture, "rect");
        List<Element> words = elements(picture, "text");
        assertThat(words.get(0).getTextContent())
                .startsWith("<no> (")
                .contains("by occlusion: orange for it, blue against it");
        assertThat(picture.alt()).contains("8 of 10 words read");
        for (int i = 0; i < 10; i++) {
            double value = explanation.values()[i];
            // The first mark is the paper, the first text the title.
            Element mark = marks.get(i + 1);
            assertThat(mark.getAttribute("class"))
                    .isEqualTo(value < 0 ? "recurve-fill0" : "recurve-fill1");
            boolean read = i < 2 || i > 3;
            assertThat(Double.isNaN(value)).isEqualTo(!read);
            assertThat(mark.getAttribute("fill-opacity").equals("0")).isEqualTo(!read);
            assertThat(words.get(i + 1).getAttribute("class"))
                    .isEqualTo(read ? "recurve-ink" : "recurve-soft");
        }
        String html = Displays.html(explanation).orElseThrow();
        assertThat(html)
                .startsWith("<img ")
                .contains(
                        "<summary>Numbers</summary>",
                        "<td align=\"left\"",
                        "&lt;c&gt;",
                        ">\u2013<");
        assertThat(Displays.text(explanation)).isEqualTo(explanation.toString());
    }

    @Test
    void charactersThatWereNotReadArePale() {
        Explanation explanation = Samples.explanation("<ab>\"c\"&d'e", Tokenizers.characters());
        ColoredText picture = ExplanationView.words(explanation);
        List<Element> pale = elements(picture, "tspan");
        assertThat(pale).extracting(Element::getTextContent).containsExactly("b", ">", "\"");
        assertThat(pale).allMatch(span -> span.getAttribute("class").equals("recurve-soft"));
        assertThat(elements(picture, "text").get(1).getTextContent()).isEqualTo("<ab>\"c\"&d'e");
    }

    @Test
    void prefixesAreALineForEachOfTheLikeliestClasses() {
        PrefixProbabilities prefixes = Samples.prefixes("a <b> c");
        LineChart chart = ExplanationView.chart(prefixes);
        assertThat(chart.alt()).contains("the 6 likeliest of 7 classes");
        assertThat(elements(chart, "circle")).hasSize(6 * 3);
        List<String> texts = elements(chart, "text").stream().map(Element::getTextContent).toList();
        assertThat(texts).contains("a", "<b>", "c", "0.0", "1.0");
        assertThat(elements(chart, "circle").get(1).getTextContent())
                .contains(" at <b>: ", Numbers.format(prefixes.probabilities()[1][shown(chart)]));
    }

    /** The class of the first line. */
    private static int shown(LineChart chart) {
        String first = elements(chart, "circle").get(0).getTextContent();
        return List.of("<no>", "c", "d", "e", "f", "g", "yes & \"so\"")
                .indexOf(first.substring(0, first.indexOf(" at ")));
    }

    @Test
    void prefixesOfASignalAreOverItsSteps() {
        LineChart chart = ExplanationView.chart(Samples.prefixes(Samples.signal(30, 1)));
        assertThat(elements(chart, "text"))
                .extracting(Element::getTextContent)
                .contains("steps read", "10", "20", "30");
    }

    @Test
    void aSignalIsColouredWhereItsEvidenceIs() {
        SignalExplanation explanation = Samples.evidence(Samples.signal(12, 1));
        EvidenceChart chart = new EvidenceChart(explanation);
        double strongest = 0;
        for (double[] row : explanation.values()) {
            strongest = Math.max(strongest, Math.abs(row[0]));
        }
        int covered = 0;
        for (Element path : elements(chart, "path")) {
            if (!path.hasAttribute("stroke-opacity")) {
                continue;
            }
            String tip = path.getTextContent();
            String[] ends = tip.substring(tip.indexOf(' ') + 1, tip.indexOf(':')).split(" to ", -1);
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[ends.length - 1]);
            for (int t = from; t <= to; t++) {
                double value = explanation.values()[t][0];
                assertThat(path.getAttribute("class"))
                        .isEqualTo(value < 0 ? "recurve-line0" : "recurve-line1");
                double opacity = Double.parseDouble(path.getAttribute("stroke-opacity"));
                long level = Math.round(8 * Math.abs(value) / strongest);
                assertThat(opacity)
                        .isCloseTo(0.2 + 0.1 * level, org.assertj.core.data.Offset.offset(0.006));
                covered++;
            }
        }
        double least = strongest / 16;
        long expected =
                IntStream.range(0, 12)
                        .filter(t -> Math.abs(explanation.values()[t][0]) >= least)
                        .count();
        assertThat(covered).isEqualTo((int) expected).isGreaterThan(1);
        assertThat(elements(chart, "text"))
                .extracting(Element::getTextContent)
                .contains("speaks for <no>", "against it", "neither")
                .doesNotContain("feature 0");
        assertThat(Displays.html(explanation)).hasValue(Html.image(chart));
        assertThat(Displays.text(explanation)).isEqualTo(explanation.toString());
    }

    @Test
    void ofManyFeaturesThoseWithTheMostEvidenceAreShown() {
        EvidenceChart chart = new EvidenceChart(Samples.evidence(Samples.signal(20, 11)));
        assertThat(chart.alt()).contains("the 8 of 11 features with the most evidence");
        assertThat(elements(chart, "text"))
                .extracting(Element::getTextContent)
                .filteredOn(text -> text.startsWith("feature "))
                .hasSize(8);
    }
}
