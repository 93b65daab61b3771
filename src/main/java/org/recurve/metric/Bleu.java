package org.recurve.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * BLEU, how many n-grams of translations are in references: the geometric mean of the precisions
 * for n = 1 to 4, times a penalty for what is too short (Papineni, Roukos, Ward and Zhu 2002,
 * "BLEU: a Method for Automatic Evaluation of Machine Translation"), with the definition of
 * sacreBLEU 2 (Post 2018, "A Call for Clarity in Reporting BLEU Scores") in every detail, so that
 * its figures can be compared with published ones of the same {@linkplain #signature signature}.
 *
 * <p>It is a figure of a corpus, not the mean of its sentences: counts are added over all segments
 * first. With several references an n-gram counts as often as the one reference has it that has it
 * most, and the length that matters is the closest one, of two as close the shorter.
 *
 * <pre>{@code
 * new Bleu().lowerCase().corpus(hypotheses, references)
 * }</pre>
 *
 * <p>Immutable: each setting gives another one.
 */
public final class Bleu {
    /** The longest n-grams. */
    public static final int ORDER = 4;

    private static final double PERCENT = 100;

    private final BleuTokenizer tokenizer;
    private final BleuSmoothing smoothing;
    private final boolean lowerCase;

    /** Cased, with the tokenizer {@code 13a} and exponential smoothing, as WMT's. */
    public Bleu() {
        this(BleuTokenizer.MTEVAL_13A, BleuSmoothing.exponential(), false);
    }

    private Bleu(BleuTokenizer tokenizer, BleuSmoothing smoothing, boolean lowerCase) {
        this.tokenizer = tokenizer;
        this.smoothing = smoothing;
        this.lowerCase = lowerCase;
    }

    /**
     * Sets how text is cut.
     *
     * @param other {@link BleuTokenizer#MTEVAL_13A} by default
     * @return one that does so
     */
    public Bleu tokenizer(BleuTokenizer other) {
        return new Bleu(other, smoothing, lowerCase);
    }

    /**
     * Sets what is made of orders without a match.
     *
     * @param other {@link BleuSmoothing#exponential} by default
     * @return one that does so
     */
    public Bleu smoothing(BleuSmoothing other) {
        return new Bleu(tokenizer, other, lowerCase);
    }

    /** {@return one that compares in lower case} */
    public Bleu lowerCase() {
        return new Bleu(tokenizer, smoothing, true);
    }

    /**
     * Cuts a line as it is compared.
     *
     * @param line readable text
     * @return its tokens, in lower case if set so
     */
    public List<String> tokens(String line) {
        return tokenizer.tokens(lowerCase ? line.toLowerCase(Locale.ROOT) : line);
    }

    /**
     * Judges translations.
     *
     * @param hypotheses a line for each segment, at least one; an empty one counts as such
     * @param references one or more translations of everything, each with a line for each segment
     * @return the figure with its parts
     * @throws IllegalArgumentException if there is nothing to judge, or the numbers of lines differ
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is read only.
    public final BleuScore corpus(List<String> hypotheses, List<String>... references) {
        List<BleuCounts> segments = new ArrayList<>();
        List<List<String>> bySegment = bySegment(hypotheses, List.of(references));
        for (int i = 0; i < hypotheses.size(); i++) {
            segments.add(counts(hypotheses.get(i), bySegment.get(i)));
        }
        return score(BleuCounts.sum(segments));
    }

    /** The references of each segment. */
    static List<List<String>> bySegment(List<String> hypotheses, List<List<String>> references) {
        if (hypotheses.isEmpty() || references.isEmpty()) {
            throw new IllegalArgumentException(
                    "translations are judged by at least one segment and one reference of it, not %d and %d"
                            .formatted(hypotheses.size(), references.size()));
        }
        for (List<String> each : references) {
            if (each.size() != hypotheses.size()) {
                throw new IllegalArgumentException(
                        "there are %d translations, but %d references: line n of one must belong to line n of the other"
                                .formatted(hypotheses.size(), each.size()));
            }
        }
        List<List<String>> segments = new ArrayList<>();
        for (int i = 0; i < hypotheses.size(); i++) {
            int segment = i;
            segments.add(references.stream().map(each -> each.get(segment)).toList());
        }
        return segments;
    }

    /**
     * Judges a single sentence by the orders that it is long enough for (the <i>effective
     * order</i>). Such figures are rough; they are not what the figure of a corpus is made of.
     *
     * @param hypothesis a line
     * @param references at least one
     * @return the figure with its parts
     */
    public BleuScore sentence(String hypothesis, String... references) {
        return score(counts(hypothesis, List.of(references)), true);
    }

    /**
     * Counts for one segment what {@link #score} needs.
     *
     * @param hypothesis a line
     * @param references at least one
     * @return the counts
     */
    public BleuCounts counts(String hypothesis, List<String> references) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("a segment needs at least one reference");
        }
        List<String> tokens = tokens(hypothesis);
        List<List<String>> cut = references.stream().map(this::tokens).toList();
        long[] matches = new long[ORDER];
        long[] totals = new long[ORDER];
        for (int n = 1; n <= ORDER; n++) {
            NGramBag<List<String>> bag = NGramBag.ofTokens(tokens, n);
            matches[n - 1] = bag.common(referenceBag(cut, n));
            totals[n - 1] = bag.size();
        }
        int closest = cut.get(0).size();
        for (List<String> each : cut) {
            int nearer = Math.abs(closest - tokens.size()) - Math.abs(each.size() - tokens.size());
            if (nearer > 0 || (nearer == 0 && each.size() < closest)) {
                closest = each.size();
            }
        }
        return BleuCounts.of(tokens.size(), closest, matches, totals, references.size());
    }

    /** Of each n-gram as many as the reference has that has most of it. */
    static NGramBag<List<String>> referenceBag(List<List<String>> references, int n) {
        NGramBag<List<String>> bag = NGramBag.ofTokens(references.get(0), n);
        references.stream().skip(1).forEach(each -> bag.raiseTo(NGramBag.ofTokens(each, n)));
        return bag;
    }

    /**
     * Finds the words of a hypothesis that are counted as matches.
     *
     * @param hypothesis a line
     * @param references at least one
     * @return its tokens and the longest match around each
     */
    public NGramHits hits(String hypothesis, String... references) {
        List<String> compared = tokens(hypothesis);
        List<String> shown = tokenizer.tokens(hypothesis);
        return NGramHits.of(
                // A letter may become two in lower case, and then one of them a token.
                shown.size() == compared.size() ? shown : compared,
                compared,
                Stream.of(references).map(this::tokens).toList());
    }

    /**
     * Makes the figure of counts.
     *
     * @param counts of one or many segments
     * @return the figure with its parts
     */
    public BleuScore score(BleuCounts counts) {
        return score(counts, false);
    }

    private BleuScore score(BleuCounts counts, boolean effective) {
        double[] precisions = new double[ORDER];
        int order = ORDER;
        int without = 0;
        boolean any = counts.matches().stream().anyMatch(each -> each > 0);
        for (int n = 1; any && n <= ORDER; n++) {
            double matches = counts.matches(n) + smoothing.added(n);
            double total = counts.totals(n) + smoothing.added(n);
            if (total == 0) {
                break;
            }
            order = effective ? n : ORDER;
            if (matches == 0) {
                matches = smoothing.insteadOfNone(without);
                without++;
            }
            precisions[n - 1] = PERCENT * matches / total;
        }
        double logs = 0;
        List<Double> listed = new ArrayList<>();
        for (int n = 1; n <= ORDER; n++) {
            listed.add(precisions[n - 1]);
            logs += n <= order ? Math.log(precisions[n - 1]) / order : 0;
        }
        double penalty = brevityPenalty(counts.hypothesisLength(), counts.referenceLength());
        return new BleuScore(
                any ? penalty * Math.exp(logs) : 0,
                listed,
                penalty,
                counts.hypothesisLength(),
                counts.referenceLength(),
                counts.matches(),
                counts.totals(),
                signature(counts.references(), effective));
    }

    private static double brevityPenalty(long hypothesis, long reference) {
        if (hypothesis >= reference) {
            return 1;
        }
        return hypothesis == 0 ? 0 : Math.exp(1 - (double) reference / hypothesis);
    }

    /**
     * Tells how a figure of a corpus is measured, in the form of sacreBLEU's.
     *
     * @param references how many each segment has
     * @return such as {@code nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:recurve-1.0.0}
     */
    public String signature(int references) {
        return signature(references, false);
    }

    private String signature(int references, boolean effective) {
        return "nrefs:%d|case:%s|eff:%s|tok:%s|smooth:%s|version:%s"
                .formatted(
                        references,
                        lowerCase ? "lc" : "mixed",
                        effective ? "yes" : "no",
                        tokenizer.signature(),
                        smoothing.signature(),
                        version());
    }

    /** Figures are sacreBLEU's, but it was not sacreBLEU that measured. */
    static String version() {
        String own = Bleu.class.getPackage().getImplementationVersion();
        return "recurve-" + (own == null ? "development" : own);
    }
}
