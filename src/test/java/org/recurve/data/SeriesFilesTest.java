package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

class SeriesFilesTest {
    @TempDir Path folder;

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private LabeledSeries read(String name, String content) throws IOException {
        return LabeledSeries.fromFile(write(name, content));
    }

    private static void assertWrong(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RecurveException.class).hasMessageContaining(message);
    }

    @Test
    void tabSeparatedWithTheClassFirst() throws IOException {
        LabeledSeries data =
                read("x.tsv", "10\t0.5\t-1.25e1\t3\n-1\t7\t8\tNaN\r\n\n9\t1\tNaN\tNaN\n");
        assertThat(data.labels()).containsExactly("-1", "9", "10");
        assertThat(data.targets()).containsExactly(2, 0, 1);
        assertThat(data.sequence(0)).isDeepEqualTo(new float[][] {{0.5f}, {-12.5f}, {3}});
        assertThat(data.lengths()).containsExactly(3, 2, 1);
        assertThat(data.balance().intColumn("items").asList()).containsExactly(1, 1, 1);
        assertThat(data.provenance().dataset()).isEqualTo("x.tsv");
        assertWrong(
                () -> read("a.tsv", "1\t2\tNaN\t3\n"),
                "a.tsv, line 1: value 2 is missing and others follow");
        assertWrong(
                () -> read("b.tsv", "1\t2\n1\t2,5\n"),
                "b.tsv, line 2: expected a number for value 1, found \"2,5\"");
        assertWrong(() -> read("c.tsv", "1,2,3\n"), "c.tsv, line 1: the sequence has no values");
        assertWrong(() -> read("d.tsv", "\n"), "d.tsv has no sequences");
        assertWrong(() -> read("e.csv", "1\t2\n"), "expected a .tsv, .txt or .ts file");
    }

    @Test
    void tsFilesHaveAHeaderFeaturesAndTheClassLast() throws IOException {
        String head =
                """
                #comment
                @problemName Two
                @timestamps false
                @univariate false
                @equalLength false
                @classLabel true Walk Run

                @data
                """;
        LabeledSeries data = read("x.ts", head + "1,2,3:4,5,6:Run\n\n# one\n7,?: 8,? : Walk\n");
        assertThat(data.labels()).containsExactly("Walk", "Run");
        assertThat(data.targets()).containsExactly(1, 0);
        assertThat(data.features()).isEqualTo(2);
        assertThat(data.sequence(0)).isDeepEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(data.sequence(1)).isDeepEqualTo(new float[][] {{7, 8}});
        assertWrong(
                () -> read("a.ts", head + "1,2:1,2:Sit\n"),
                "a.ts, line 9: the line ends in \"Sit\", expected a colon and one of the classes"
                        + " Walk, Run");
        assertWrong(
                () -> read("b.ts", head + "1,2:1:Run\n"),
                "b.ts, line 9: one feature has 2 values, another 1");
        assertWrong(() -> read("c.ts", head + "1,?:1,2:Run\n"), "c.ts, line 9: value 2 is missing");
        assertWrong(
                () -> read("d.ts", head.replace("@timestamps false", "@timeStamps true")),
                "d.ts, line 3: sequences with time stamps cannot be read");
        assertWrong(
                () -> read("e.ts", head.replace("@classLabel true Walk Run", "@targetlabel true")),
                "e.ts has no @classLabel true with the names of classes");
        assertWrong(
                () -> read("f.ts", "1,2:1\n"), "f.ts, line 1: expected @data, or a line of the");
    }

    @Test
    void sequencesOfOneClass() throws IOException {
        LabeledSeries data = read("x.tsv", "b\t1\t2\na\t3\t4\nb\t5\t6\n");
        LabeledSeries some = data.ofClass("b");
        assertThat(some.size()).isEqualTo(2);
        assertThat(some.sequence(1)).isDeepEqualTo(new float[][] {{5}, {6}});
        assertThat(some.labels()).containsExactly("a", "b");
        assertThat(some.label(0)).isEqualTo("b");
        assertThat(some.provenance().preparation()).containsExactly("class=b");
        assertWrong(
                () -> data.ofClass("c"),
                "x.tsv all has no sequence of the class \"c\"; its classes are [a, b]");
    }

    @Test
    void anOfficialValidationSplitIsNeverLearnedFrom() {
        DataSplits<LabeledSeries> beats = LabeledSeries.load("heartbeats");
        assertThat(beats.trainingFor("test")).isSameAs(beats.train());
        assertThat(beats.train()).isSameAs(beats.official("train"));
    }

    @Test
    void aTestFileTakesTheClassesOfTraining() throws IOException {
        write("ucr/ECG200/ECG200_TRAIN.tsv", "2\t1\t2\n1\t3\t4\n".repeat(10));
        write("ucr/ECG200/ECG200_TEST.tsv", "2\t5\t6\n");
        DataSplits<LabeledSeries> splits =
                LabeledSeries.load(CatalogTextsTest.offline(folder), "ucr-ecg200");
        assertThat(splits.test().labels()).containsExactly("1", "2");
        assertThat(splits.test().targets()).containsExactly(1);
        assertThat(splits.official("train").size()).isEqualTo(20);
        assertThat(splits.validation().targets()).containsExactlyInAnyOrder(0, 1);
        assertThat(splits.train().size()).isEqualTo(18);
        // Before the last judgement the part that was drawn for choosing is learned from as well.
        assertThat(splits.trainingFor("validation")).isSameAs(splits.train());
        assertThat(splits.trainingFor("test")).isSameAs(splits.official("train"));
        assertThat(splits.development()).isSameAs(splits.official("train"));
        assertWrong(() -> splits.trainingFor("dev"), "ucr-ecg200 has no split \"dev\"");
        Files.delete(folder.resolve("ucr/ECG200/ECG200_TEST.tsv"));
        assertWrong(
                () -> LabeledSeries.load(CatalogTextsTest.offline(folder), "ucr-ecg200").test(),
                "split \"test\" of ucr-ecg200 needs ECG200_TEST.tsv in "
                        + folder.resolve("ucr/ECG200"));
        write("ucr/ECG200/ECG200_TEST.tsv", "3\t5\t6\n");
        assertWrong(
                () -> LabeledSeries.load(CatalogTextsTest.offline(folder), "ucr-ecg200").test(),
                "ucr-ecg200 test has the class \"3\"");
        assertWrong(
                () -> LabeledSeries.load(CatalogTextsTest.offline(folder), "trec"),
                "trec is a set for classification, not labelled sequences");
    }

    @Test
    void walksInTheirArchive() throws IOException {
        Path zip = folder.resolve("indoor-movement/IndoorMovement.zip");
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            put(out, "dataset/MovementAAL_target.csv", "#id, class_label\n1,1\n2,-1\n10,1\n");
            put(out, "groups/MovementAAL_DatasetGroup.csv", "#id, dataset\n1,1\n2,1\n10,3\n");
            put(out, "groups/MovementAAL_Paths.csv", "#id, path\n1,4\n2,5\n10,6\n");
            put(out, "dataset/MovementAAL_RSS_1.csv", "#a, b, c, d\n1,2,3,4\n5,6,7,8\n");
            put(out, "dataset/MovementAAL_RSS_10.csv", "#a, b, c, d\n-1,0,0,0.5\n");
            put(out, "dataset/MovementAAL_RSS_2.csv", "#a, b, c, d\n2,2,2,2\n");
        }
        LabeledSeries all =
                LabeledSeries.load(CatalogTextsTest.offline(folder), "indoor-movement")
                        .official("all");
        assertThat(all.labels()).containsExactly("stays", "changes room");
        assertThat(all.targets()).containsExactly(1, 0, 1);
        assertThat(all.sequence(0)).isDeepEqualTo(new float[][] {{1, 2, 3, 4}, {5, 6, 7, 8}});
        assertThat(all.sequence(2)).isDeepEqualTo(new float[][] {{-1, 0, 0, 0.5f}});
        assertThat(all.attributes().get("environment")).containsExactly(1, 1, 3);
        assertThat(all.attributes().get("path")).containsExactly(4, 5, 6);
    }

    private static void put(ZipOutputStream out, String name, String content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }
}
