package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayViewTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static String html(NDArray array) {
        return Displays.html(array).orElseThrow();
    }

    /** {@return the words beside the picture} */
    private static String alt(NDArray array) {
        String html = html(array);
        assertThat(html).contains("data:image/svg+xml");
        return html.substring(html.indexOf("alt=\"") + 5, html.lastIndexOf('"'));
    }

    private NDArray random(Shape shape) {
        Random random = new Random(7);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, shape);
    }

    @Test
    void aScalarIsItsValue() {
        assertThat(Displays.text(manager.create(2.5f))).isEqualTo("NDArray () float32 on cpu\n2.5");
        assertThat(html(manager.create(7L)))
                .isEqualTo("<p>NDArray () int64 on cpu: <strong>7</strong></p>");
        assertThat(html(manager.create(true))).contains("<strong>true</strong>");
    }

    @Test
    void aSmallMatrixIsATableOfItsValues() {
        NDArray matrix = manager.create(new float[] {1, -2.5f, 3, 1000}, new Shape(2, 2));
        assertThat(html(matrix))
                .contains("NDArray (2, 2) float32 on cpu", "<td align=\"right\">-2.5</td>")
                .contains("<td align=\"right\">1000.0</td>")
                .contains("min -2.5, mean 250.4, max 1,000");
        assertThat(Displays.text(matrix))
                .isEqualTo(
                        "NDArray (2, 2) float32 on cpu, min -2.5, mean 250.4, max 1,000\n"
                                + "[[   1.0,   -2.5],\n [   3.0, 1000.0]]");
    }

    @Test
    void aLongVectorIsCutInTheMiddle() {
        NDArray vector = manager.arange(0, 100, 1, DataType.INT32);
        assertThat(Displays.text(vector))
                .isEqualTo(
                        "NDArray (100) int32 on cpu, min 0, mean 49.5, max 99\n"
                                + "[ 0,  1,  2,  3,  4, \u2026, 95, 96, 97, 98, 99]");
        assertThat(html(vector)).contains(">\u2026</th><th align=\"right\">95</th>", ">99</td>");
    }

    @Test
    void ofManyAxesTheEndsAreWritten() {
        String text = Displays.text(manager.arange(0, 720, 1, DataType.INT64).reshape(6, 12, 10));
        assertThat(text)
                .contains("[[[  0,   1,", ",\n  \u2026,\n", "\n\n \u2026,\n\n [[480, 481")
                .endsWith("719]]]")
                .doesNotContain("[240", " 50,");
        assertThat(Displays.text(random(new Shape(1, 2, 1, 2, 1, 2))).lines()).hasSize(1);
    }

    @Test
    void aLargeMatrixIsAHeatMapWithItsFigures() {
        NDArray matrix = manager.arange(0, 20_000, 1, DataType.FLOAT32).reshape(200, 100);
        assertThat(alt(matrix))
                .startsWith("NDArray (200, 100) float32 on cpu. Heat map of 200 rows, 100 columns")
                .contains(
                        "min 0, mean 10,000, max 19,999", "each cell the mean of 4 \u00d7 2 values")
                .doesNotContain("not finite");
        assertThat(html(matrix).length()).isLessThan(120_000);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "64,64", "65,3", "127,129", "1,1000", "640,1"})
    void cellsAreTheMeansOfTheirBlocks(int rows, int columns) {
        double[] values = new Random(3).doubles((long) rows * columns).toArray();
        NDArray matrix = manager.create(values, new Shape(rows, columns));
        ArrayCells cells = ArrayCells.of(matrix, 64);
        assertThat(cells.means().length).isBetween(Math.min(rows, 32), 64);
        assertThat(cells.means()[0].length).isBetween(Math.min(columns, 32), 64);
        for (int r = 0; r < cells.means().length; r++) {
            for (int c = 0; c < cells.means()[r].length; c++) {
                double sum = 0;
                int count = 0;
                for (int y = r * cells.blockRows(); y < rows; y++) {
                    for (int x = c * cells.blockColumns(); x < columns; x++) {
                        if (y < (r + 1) * cells.blockRows() && x < (c + 1) * cells.blockColumns()) {
                            sum += values[y * columns + x];
                            count++;
                        }
                    }
                }
                assertThat(cells.means()[r][c]).isCloseTo(sum / count, within(1e-9));
                assertThat(cells.unknown()[r][c]).isZero();
            }
        }
    }

    @Test
    void whatIsNotFiniteIsCountedAndMarked() {
        NDArray matrix = random(new Shape(20, 30));
        matrix.set(new NDIndex("3,4"), Float.NaN);
        matrix.set(new NDIndex("5,:2"), Float.NEGATIVE_INFINITY);
        ArrayFigures figures = ArrayFigures.of(matrix);
        assertThat(figures.nan()).isEqualTo(1);
        assertThat(figures.infinite()).isEqualTo(2);
        assertThat(figures.min()).isBetween(-5.0, -1.0);
        assertThat(figures.max()).isBetween(1.0, 5.0);
        assertThat(figures.mean()).isBetween(-0.3, 0.3);
        assertThat(alt(matrix)).contains("1 NaN, 2 infinite", "crossed out");
        ArrayCells cells = ArrayCells.of(matrix, 64);
        assertThat(cells.unknown()[3][4]).isEqualTo(1);
        assertThat(cells.means()[3][4]).isNaN();
        ArrayCells blocks = ArrayCells.of(matrix, 10);
        assertThat(blocks.unknown()[2][0]).isEqualTo(2);
        assertThat(blocks.means()[2][0]).isFinite();
    }

    static Stream<float[]> unknown() {
        return Stream.of(
                new float[] {Float.NaN},
                new float[] {Float.NaN, Float.POSITIVE_INFINITY},
                new float[] {Float.POSITIVE_INFINITY, 1, Float.NaN});
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void valuesThatAreNotFiniteAreWritten(float[] values) {
        NDArray array = manager.create(values);
        assertThat(Displays.text(array)).contains("NaN");
        assertThat(html(array)).contains("NaN</td>").doesNotContain("mean NaN");
    }

    @Test
    void nothingButUnknownsIsAPicture() {
        NDArray matrix = manager.full(new Shape(20, 20), Float.NaN, DataType.FLOAT32);
        assertThat(alt(matrix)).contains("400 NaN", "crossed out");
    }

    @Test
    void moreAxesAreARowOfSlices() {
        assertThat(alt(random(new Shape(2, 3, 20, 20))))
                .contains("Heat maps of [0, 0], [0, 1], [0, 2], [1, 0],");
        assertThat(alt(random(new Shape(1, 2, 3)))).contains("Heat map of [0],");
    }

    @Test
    void booleansAndHalvesAndBytes() {
        NDArray flags = random(new Shape(12, 12)).gt(0);
        assertThat(alt(flags)).contains("boolean", "min 0", "max 1");
        assertThat(Displays.text(random(new Shape(3)).gt(9))).contains("[false, false, false]");
        assertThat(Displays.text(manager.create(new float[] {1, 2}).toType(DataType.FLOAT16, true)))
                .contains("float16", "[1, 2]");
        assertThat(Displays.text(manager.create(new byte[] {-3, 4}))).contains("int8", "[-3,  4]");
    }

    @Test
    void emptyAndClosedArraysSaySo() {
        NDArray array = manager.create(new Shape(0, 3));
        assertThat(Displays.text(array)).isEqualTo("NDArray (0, 3) float32 on cpu, empty");
        assertThat(html(array)).isEqualTo("<p>NDArray (0, 3) float32 on cpu, empty</p>");
        array.close();
        assertThat(Displays.text(array)).isEqualTo("NDArray (closed)");
        assertThat(html(array)).isEqualTo("<p>NDArray (closed)</p>");
    }

    @Test
    void aListShowsEachOfItsArrays() {
        NDList list = new NDList(manager.create(1f), manager.create(2f));
        assertThat(Displays.text(list)).startsWith("NDList of 2 arrays\n\nNDArray () float32");
        assertThat(Displays.html(list).orElseThrow()).contains("<strong>1</strong>");
        NDList many = new NDList();
        for (int i = 0; i < 9; i++) {
            many.add(manager.create(i));
        }
        assertThat(Displays.text(many)).endsWith("(the first 8 are shown)");
        assertThat(Displays.html(new Shape(2, 3))).isEmpty();
        assertThat(Displays.text(new Shape(2, 3))).isEqualTo("(2, 3)");
    }

    @Test
    void noArrayIsLeftBehindAndTheGradientStays() {
        NDArray weight = random(new Shape(70, 70));
        weight.setRequiresGradient(true);
        NDArray odd = random(new Shape(2, 2, 9, 9));
        odd.set(new NDIndex("0,0,0,0"), Float.NaN);
        int before = manager.getManagedArrays().size();
        for (NDArray array : new NDArray[] {weight, odd}) {
            assertThat(html(array)).isNotEmpty();
            assertThat(Displays.text(array)).isNotEmpty();
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
        assertThat(weight.isReleased()).isFalse();
        assertThat(weight.hasGradient()).isTrue();
    }
}
