package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.ParallelText;
import org.recurve.evaluation.TableTranslator;
import org.recurve.evaluation.TranslationEvaluation;
import org.recurve.evaluation.TranslationEvaluator;
import org.recurve.task.Translation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TranslationViewsTest {
    private static final ParallelText DATA =
            new ParallelText(
                    List.of("Die <Katze> ist auf der Matte.", "Zwei Hunde laufen", "ja"),
                    List.of("The <cat> is on the mat.", "Two dogs are running", "yes"),
                    new DataProvenance("made", "validation", List.of(), List.of()));

    private static TranslationEvaluation evaluation() {
        return new TranslationEvaluator()
                .lowerCase()
                .evaluate(
                        TableTranslator.of(
                                "GRU", "The <cat> is on a mat, dog.", "two cats & dogs are", ""),
                        DATA);
    }

    @Test
    void wordsOfTheReferenceStandOutByTheLengthOfTheNGram() {
        TranslationGallery gallery = TranslationGallery.first(evaluation(), 2);
        String html = Displays.html(gallery).orElseThrow();
        Document document = Samples.xml("<div>" + html + "</div>");
        NodeList marks = document.getElementsByTagName("span");
        assertThat(marks.getLength()).isEqualTo(2 + 1 + 2 + 4);
        Element first = (Element) marks.item(0);
        assertThat(first.getTextContent()).isEqualTo("The <cat> is on");
        assertThat(first.getAttribute("title")).isEqualTo("in 4 words of the reference");
        assertThat(first.getAttribute("style")).contains("0.52");
        assertThat(first.getElementsByTagName("strong").getLength()).isEqualTo(1);
        Element second = (Element) marks.item(1);
        assertThat(second.getTextContent()).isEqualTo("mat");
        assertThat(second.getAttribute("style")).contains("0.12");
        assertThat(html).contains("GRU on made validation", "Die &lt;Katze&gt;", "chrF");
        // Not by colour alone: without styles and titles the kinds still differ.
        assertThat(html.replaceAll("<span[^>]*>|</span>", ""))
                .contains("<strong><u>The &lt;cat&gt; is on</u></strong> a <em>mat</em>, dog<em>.");
        assertThat(Displays.text(gallery))
                .contains("translation: [The <cat> is on]4 a [mat]1, dog[.]1")
                .contains("[two]1 cats & [dogs are]2");
    }

    @Test
    void theWorstComeFirstAndSentencesCanBeChosen() {
        TranslationEvaluation evaluation = evaluation();
        String worst = TranslationGallery.worst(evaluation, 2).toString();
        assertThat(worst.indexOf("ja")).isPositive().isLessThan(worst.indexOf("Zwei"));
        assertThat(worst).doesNotContain("Katze");
        assertThat(TranslationGallery.of(evaluation, 1).toString())
                .contains("Zwei", "\n\n2 (chrF")
                .doesNotContain("Katze");
        assertThatThrownBy(() -> TranslationGallery.of(evaluation, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sentence 3");
        assertThatThrownBy(() -> TranslationGallery.first(evaluation, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entitiesThatATokenizerReadsAreShownAsSigns() {
        TranslationEvaluation evaluation =
                new TranslationEvaluator()
                        .evaluate(TableTranslator.of("m", "the &quot; sign", "b", "c"), DATA);
        assertThat(TranslationGallery.first(evaluation, 1).toString())
                .contains("translation: [the]1 \" sign");
    }

    @Test
    void anEvaluationShowsItsFigures() {
        String html = Displays.html(evaluation()).orElseThrow();
        assertThat(html)
                .startsWith(evaluation().toHTML())
                .contains("GRU on made validation", "length ratio", "BLEU|nrefs:1|case:lc")
                .contains("<details><summary>Provenance</summary>");
        Samples.xml("<div>" + html.replace("<br>", "<br/>") + "</div>");
        assertThat(Displays.text(evaluation())).contains("chrf_plus");
    }

    @Test
    void anAlignmentHasTheSourceAcrossAndTheTranslationDown() {
        AlignmentMap map =
                new AlignmentMap(
                        List.of("das", "<Haus>", "."),
                        List.of("the", "house"),
                        new float[][] {{0.9f, 0.0649f, 0.05f}, {0.1f, 0.8f, 0.1f}});
        HeatMap byHand =
                new HeatMap(
                        "Attention: source across, translation down",
                        List.of("the", "house"),
                        List.of("das", "<Haus>", "."),
                        new double[][] {{0.9, 0.06, 0.05}, {0.1, 0.8, 0.1}});
        assertThat(map.svg()).isEqualTo(byHand.svg());
        assertThat(map.width()).isEqualTo(byHand.width());
        Samples.xml(map.svg());
        assertThat(map.alt()).contains("the \u2190 das 0.90; house \u2190 <Haus> 0.80");
        assertThat(Displays.html(map).orElseThrow()).startsWith("<img src=");
        assertThat(Displays.text(map)).endsWith("the \u2190 das 0.90\nhouse \u2190 <Haus> 0.80");
    }

    @Test
    void aTranslationShowsWhatItLookedAt() {
        Translation seen =
                new Translation(
                        List.of("das", "Haus", "</s>"),
                        "the <house>",
                        List.of("the", "<house>"),
                        new float[][] {{0.9f, 0.1f, 0}, {0.1f, 0.8f, 0.1f}},
                        -1,
                        -0.5,
                        true);
        String html = Displays.html(seen).orElseThrow();
        assertThat(html).startsWith("<p>the &lt;house&gt;</p>\n<img src=");
        assertThat(Displays.text(seen))
                .startsWith("the <house>\n")
                .endsWith("the \u2190 das 0.90\n<house> \u2190 Haus 0.80");
        Translation blind =
                new Translation(
                        seen.source(), "the", List.of("the"), new float[0][], -1, -0.5, true);
        assertThat(Displays.html(blind)).contains("<p>the</p>");
        assertThat(Displays.text(blind)).isEqualTo("the");
    }

    /** Labels slant to the right: the last one must end in the picture. */
    @Test
    void labelsOfLastColumnsAreWhole() {
        String last = "internationalization";
        List<String> source = new ArrayList<>(Collections.nCopies(30, "x"));
        source.add(last);
        AlignmentMap map = new AlignmentMap(source, List.of("y"), new float[1][31]);
        Document document = Samples.xml(map.svg());
        NodeList texts = document.getElementsByTagName("text");
        Element label =
                IntStream.range(0, texts.getLength())
                        .mapToObj(i -> (Element) texts.item(i))
                        .filter(text -> text.getTextContent().equals(last))
                        .findFirst()
                        .orElseThrow();
        double end =
                Double.parseDouble(label.getAttribute("x"))
                        + Svg.textWidth(last, 11) * Math.sqrt(0.5);
        assertThat(end).isLessThan(map.width());
        assertThat(end).isGreaterThan(map.width() - 40.0);
    }

    @Test
    void oddAlignmentsAreDrawnToo() {
        Samples.xml(new AlignmentMap(List.of(), List.of(), new float[0][]).svg());
        AlignmentMap gap =
                new AlignmentMap(List.of("a"), List.of("b"), new float[][] {{Float.NaN}});
        Samples.xml(gap.svg());
        assertThat(gap.toString()).endsWith("\nb");
        List<String> many = Collections.nCopies(120, "word");
        assertThat(new AlignmentMap(many, many, new float[120][120]).width()).isLessThan(1200);
        assertThatThrownBy(
                        () -> new AlignmentMap(List.of("a"), List.of("b"), new float[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a row of 1 weights for each of the 1");
    }
}
