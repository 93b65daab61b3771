package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.data.LabeledSeries;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SignalGalleryTest {
    private static final float[][] RISING = {{0}, {1}, {2}, {4}};
    private static final float[][] FLAT = {{2}, {2}};

    /** From row to row in pixels. */
    private static final double ROW = 104;

    private static LabeledSeries data(List<float[][]> signals, int[] targets, String... labels) {
        return new LabeledSeries(
                signals,
                targets,
                List.of(labels),
                Map.of(),
                new DataProvenance("waves", "train", List.of(), List.of()));
    }

    /** {@return the points of each line} */
    private static List<double[][]> lines(SignalGallery gallery) {
        NodeList paths = Samples.xml(gallery.svg()).getElementsByTagName("path");
        List<double[][]> lines = new ArrayList<>();
        for (int i = 0; i < paths.getLength(); i++) {
            String path = ((Element) paths.item(i)).getAttribute("d");
            lines.add(
                    Arrays.stream(path.substring(1).split("L", -1))
                            .map(point -> point.replaceAll("h6$", "").split(" ", -1))
                            .map(point -> Arrays.stream(point).mapToDouble(Double::parseDouble))
                            .map(point -> point.toArray())
                            .toArray(double[][]::new));
        }
        return lines;
    }

    @Test
    void everyClassHasARowWithAScaleOfItsOwn() {
        LabeledSeries data =
                data(List.of(RISING, FLAT, RISING, FLAT), new int[] {0, 1, 0, 0}, "<up>", "flat");
        SignalGallery gallery = new SignalGallery(data, 2);
        List<double[][]> lines = lines(gallery);
        assertThat(lines).hasSize(3);
        double[][] rising = lines.get(0);
        assertThat(rising).hasNumberOfRows(4);
        // Equal steps to the right, and upward as the values are.
        assertThat(rising[3][0] - rising[2][0])
                .isCloseTo(rising[1][0] - rising[0][0], within(0.02));
        assertThat(rising[2][1] - rising[3][1])
                .isCloseTo(2 * (rising[0][1] - rising[1][1]), within(0.05));
        // The second of a class beside the first, at the same scales.
        double[][] second = lines.get(1);
        assertThat(second[0][0]).isGreaterThan(rising[3][0]);
        assertThat(second[3][1]).isCloseTo(rising[3][1], within(0.02));
        // The other class below, with the same steps and around a middle of its own.
        double[][] flat = lines.get(2);
        assertThat(flat[0][1]).isGreaterThan(rising[0][1]).isEqualTo(flat[1][1]);
        assertThat(flat[1][0] - flat[0][0]).isCloseTo(rising[1][0] - rising[0][0], within(0.02));
        double middle = (rising[0][1] + rising[3][1]) / 2;
        assertThat(flat[0][1] - middle).isCloseTo(ROW, within(0.5));
        assertThat(gallery).hasToString("Signals of waves train: 2 of <up>, 1 of flat");
        assertThat(gallery.svg()).contains("&lt;up&gt;").doesNotContain("<up>");
    }

    @Test
    void manyClassesAndFeaturesAreCut() {
        int classes = SignalGallery.CLASSES + 2;
        float[][] wide = new float[5][SignalGallery.FEATURES + 3];
        LabeledSeries data =
                data(
                        IntStream.range(0, classes).mapToObj(i -> wide).toList(),
                        IntStream.range(0, classes).toArray(),
                        IntStream.range(0, classes).mapToObj(i -> "c" + i).toArray(String[]::new));
        assertThat(lines(new SignalGallery(data, 1)))
                .hasSize(SignalGallery.CLASSES * SignalGallery.FEATURES);
        LabeledSeries single =
                data(List.<float[][]>of(new float[][] {{3}}), new int[] {1}, "none", "one");
        SignalGallery gallery = new SignalGallery(single, 8);
        assertThat(lines(gallery)).hasSize(1);
        assertThat(gallery.alt()).endsWith(": 1 of one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalGallery(single, 9))
                .withMessageContaining("not 9");
    }
}
