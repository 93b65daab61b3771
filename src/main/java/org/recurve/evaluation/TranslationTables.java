package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.metric.BleuCounts;
import org.recurve.metric.BleuScore;
import org.recurve.metric.ChrFCounts;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of translations, and of figures of some of them. */
final class TranslationTables {
    private static final int[] BOUNDS = {10, 20, 30, 40, 50};

    private TranslationTables() {}

    /** See {@link TranslationEvaluation#bleuByLength}. */
    static Table byLength(TranslationEvaluation evaluation, int... bounds) {
        int[] ends = bounds.length == 0 ? BOUNDS : bounds.clone();
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] < 1 || (i > 0 && ends[i] <= ends[i - 1])) {
                throw new IllegalArgumentException(
                        "the bounds of lengths must be at least 1 and rise, but %d stands behind %s"
                                .formatted(ends[i], i == 0 ? "nothing" : ends[i - 1]));
            }
        }
        List<List<Integer>> bands = new ArrayList<>();
        for (int b = 0; b <= ends.length; b++) {
            bands.add(new ArrayList<>());
        }
        List<String> sources = evaluation.data().sources();
        for (int i = 0; i < sources.size(); i++) {
            int words = words(sources.get(i));
            int band = (int) IntStream.of(ends).filter(end -> words > end).count();
            bands.get(band).add(i);
        }
        StringColumn length = StringColumn.create("source words");
        IntColumn segments = IntColumn.create("segments");
        DoubleColumn bleu = DoubleColumn.create("bleu");
        DoubleColumn chrF = DoubleColumn.create("chrf");
        DoubleColumn ratio = DoubleColumn.create("length ratio");
        for (int b = 0; b < bands.size(); b++) {
            int[] chosen = bands.get(b).stream().mapToInt(i -> i).toArray();
            if (chosen.length == 0) {
                continue;
            }
            length.append(name(ends, b));
            segments.append(chosen.length);
            BleuScore score =
                    evaluation
                            .scoring()
                            .bleu()
                            .score(BleuCounts.sum(evaluation.bleuCounts(), chosen));
            bleu.append(score.score());
            ratio.append(score.lengthRatio());
            chrF.append(
                    evaluation
                            .scoring()
                            .chrF()
                            .score(ChrFCounts.sum(evaluation.chrFCounts(), chosen))
                            .score());
        }
        return Table.create(
                evaluation.model() + " by source length", length, segments, bleu, chrF, ratio);
    }

    private static int words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
    }

    private static String name(int[] ends, int band) {
        if (band == ends.length) {
            return "above " + ends[band - 1];
        }
        return band == 0 ? "up to " + ends[0] : (ends[band - 1] + 1) + " to " + ends[band];
    }

    /** See {@link TranslationEvaluation#table}. */
    static Table all(TranslationEvaluation evaluation) {
        Table table = rows(evaluation, IntStream.range(0, evaluation.segments()).boxed().toList());
        table.setName(evaluation.model() + " on " + evaluation.dataset());
        return table;
    }

    /** See {@link TranslationEvaluation#worst}. */
    static Table worst(TranslationEvaluation evaluation, int most) {
        Table table = rows(evaluation, evaluation.worstSegments(most));
        table.setName("Worst translations of " + evaluation.model());
        return table;
    }

    private static Table rows(TranslationEvaluation evaluation, List<Integer> chosen) {
        IntColumn segment = IntColumn.create("segment");
        StringColumn source = StringColumn.create("source");
        StringColumn reference = StringColumn.create("reference");
        StringColumn hypothesis = StringColumn.create("hypothesis");
        DoubleColumn chrF = DoubleColumn.create("chrf");
        for (int i : chosen) {
            segment.append(i + 1);
            source.append(evaluation.data().sources().get(i));
            reference.append(evaluation.data().targets().get(i));
            hypothesis.append(evaluation.hypothesis(i));
            chrF.append(evaluation.chrf(i));
        }
        return Table.create(segment, source, reference, hypothesis, chrF);
    }
}
