package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * 120 random segments of made-up words with marks, numbers, entities, odd spaces and several
 * scripts, judged by sacreBLEU 2.6.0: every tokenizer, case, smoothing, one and two references.
 */
class SacreBleuTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final List<String> HYPOTHESES = lines("hypotheses.txt");
    private static final List<String> ONE = lines("references-1.txt");
    private static final List<String> TWO = lines("references-2.txt");

    private static List<String> lines(String file) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                SacreBleuTest.class.getResourceAsStream("sacrebleu-" + file),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Bleu bleu(String signature) {
        BleuTokenizer tokenizer =
                Stream.of(BleuTokenizer.values())
                        .filter(each -> signature.contains("tok:" + each.signature() + "|"))
                        .findFirst()
                        .orElseThrow();
        BleuSmoothing smoothing =
                Stream.of(
                                BleuSmoothing.none(),
                                BleuSmoothing.exponential(),
                                BleuSmoothing.floor(0.1),
                                BleuSmoothing.floor(0.5),
                                BleuSmoothing.addK(1),
                                BleuSmoothing.addK(2))
                        .filter(each -> signature.contains("smooth:" + each.signature() + "|"))
                        .findFirst()
                        .orElseThrow();
        Bleu bleu = new Bleu().tokenizer(tokenizer).smoothing(smoothing);
        return signature.contains("case:lc") ? bleu.lowerCase() : bleu;
    }

    @Test
    void figuresOfTheCorpus() {
        List<String> rows = lines("scores.tsv");
        assertThat(rows).hasSize(1 + 2 * 17);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            String signature = cells[1].substring(0, cells[1].lastIndexOf(':'));
            boolean two = signature.contains("nrefs:2");
            double expected = Double.parseDouble(cells[2]);
            if (cells[0].equals("BLEU")) {
                Bleu bleu = bleu(cells[1]);
                BleuScore score =
                        two ? bleu.corpus(HYPOTHESES, ONE, TWO) : bleu.corpus(HYPOTHESES, ONE);
                assertThat(score.score()).as(row).isEqualTo(expected, EXACT);
                assertThat(score.signature()).startsWith(signature);
                if (!cells[3].isEmpty()) {
                    String counts =
                            Stream.concat(
                                            Stream.concat(
                                                    score.matches().stream(),
                                                    score.totals().stream()),
                                            LongStream.of(
                                                            score.hypothesisLength(),
                                                            score.referenceLength())
                                                    .boxed())
                                    .map(Object::toString)
                                    .reduce((a, b) -> a + " " + b)
                                    .orElseThrow();
                    assertThat(counts).as(row).isEqualTo(cells[3]);
                }
            } else {
                ChrF chrF = cells[0].endsWith("++") ? ChrF.plusPlus() : new ChrF();
                chrF = signature.contains("case:lc") ? chrF.lowerCase() : chrF;
                ChrFScore score =
                        two ? chrF.corpus(HYPOTHESES, ONE, TWO) : chrF.corpus(HYPOTHESES, ONE);
                assertThat(score.score()).as(row).isEqualTo(expected, EXACT);
                assertThat(score.signature()).startsWith(signature);
                assertThat(score.name()).isEqualTo(cells[0]);
            }
        }
    }

    @Test
    void figuresOfTheSentences() {
        List<String> rows = lines("sentences.tsv");
        assertThat(rows).hasSize(1 + HYPOTHESES.size());
        List<Bleu> bleus =
                Stream.of(
                                BleuSmoothing.exponential(),
                                BleuSmoothing.none(),
                                BleuSmoothing.floor(0.1),
                                BleuSmoothing.addK(1))
                        .map(new Bleu()::smoothing)
                        .toList();
        for (int i = 0; i < HYPOTHESES.size(); i++) {
            String[] cells = rows.get(i + 1).split("\t", -1);
            String[] references = {ONE.get(i), TWO.get(i)};
            for (int k = 0; k < bleus.size(); k++) {
                check(i, cells[k], bleus.get(k).sentence(HYPOTHESES.get(i), references).score());
            }
            check(i, cells[4], new ChrF().sentence(HYPOTHESES.get(i), references).score());
            check(i, cells[5], ChrF.plusPlus().sentence(HYPOTHESES.get(i), references).score());
        }
    }

    private static void check(int segment, String expected, double score) {
        assertThat(score)
                .as(String.format(Locale.ROOT, "segment %d", segment))
                .isEqualTo(Double.parseDouble(expected), EXACT);
    }
}
