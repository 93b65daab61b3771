package org.recurve.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The search for the continuations of one text: those that are open, and those that have ended. */
final class Beam {
    private final BeamSearch search;
    private final int[] prompt;
    private final Stop stop;
    private final int most;
    private final List<BeamSearch.Hypothesis> found = new ArrayList<>();

    private List<Continuation> open = List.of(Continuation.EMPTY);
    private int[] rows = new int[1];
    private int length;

    Beam(BeamSearch search, int[] prompt, Stop stop, int most) {
        this.search = search;
        this.prompt = prompt;
        this.stop = stop;
        this.most = most;
    }

    /**
     * An open continuation with one more token, not read yet.
     *
     * @param row number of the open continuation in the beam
     * @param logProbability of the token
     * @param total log-probability of the whole
     */
    private record Extension(
            int row, Continuation from, int token, double logProbability, double total) {
        private static final Comparator<Extension> BEST_FIRST =
                Comparator.comparingDouble((Extension e) -> -e.total())
                        .thenComparing(e -> e.from().tokens(), Arrays::compare)
                        .thenComparingInt(Extension::token);
    }

    /** {@return how many continuations are open, and are to be read on} */
    int size() {
        return open.size();
    }

    /** {@return for each open continuation the one before it that it goes on from} */
    int[] rows() {
        return rows;
    }

    /** {@return the last token of each open continuation} */
    int[] tokens() {
        return open.stream().mapToInt(Continuation::last).toArray();
    }

    /**
     * Extends each open continuation by one token, and keeps the best.
     *
     * @param logits of what comes next, for each open continuation
     * @param attention of the same; null without
     */
    void extend(float[][] logits, float[][] attention) {
        length++;
        double[][] logs = new double[logits.length][];
        BitSet[] blocked = new BitSet[logits.length];
        for (int row = 0; row < logits.length; row++) {
            logs[row] = LogSoftmax.of(logits[row]);
            blocked[row] = Repeats.blocked(open.get(row).after(prompt), search.blockedRepeats());
        }
        int width = search.width();
        // Twice the width, so that as many can end as go on; more where rules end even more.
        int wanted = 2 * width;
        List<Extension> best = best(logs, blocked, wanted);
        List<Continuation> next = new ArrayList<>();
        int[] from = new int[width];
        for (int seen = 0; seen < wanted || (length < most && next.size() < width); seen++) {
            if (seen == best.size() && best.size() == wanted) {
                wanted *= 4;
                best = best(logs, blocked, wanted);
            }
            if (seen == best.size()) {
                break;
            }
            Extension extension = best.get(seen);
            float[] looked = attention == null ? null : attention[extension.row()];
            Continuation text =
                    extension.from().with(extension.token(), extension.logProbability(), looked);
            boolean ended = stop.stops(text.tokens());
            if (ended || length == most) {
                // Greedy choice looks at the likeliest token alone.
                if (width > 1 || seen == 0) {
                    found.add(new BeamSearch.Hypothesis(text, search.score(text), ended));
                }
            } else if (next.size() < width) {
                from[next.size()] = extension.row();
                next.add(text);
            }
        }
        open = next;
        rows = Arrays.copyOf(from, next.size());
        if (!mayImprove()) {
            open = List.of();
            rows = new int[0];
        }
    }

    /** The best extensions of all open continuations, best first. */
    private List<Extension> best(double[][] logs, BitSet[] blocked, int count) {
        PriorityQueue<Extension> worstFirst = new PriorityQueue<>(Extension.BEST_FIRST.reversed());
        for (int row = 0; row < logs.length; row++) {
            Continuation from = open.get(row);
            double before = from.logProbability();
            for (int token = 0; token < logs[row].length; token++) {
                double log = logs[row][token];
                double total = before + log;
                if (log == Double.NEGATIVE_INFINITY
                        || (worstFirst.size() == count && total < worstFirst.peek().total())
                        || blocked[row].get(token)) {
                    continue;
                }
                worstFirst.add(new Extension(row, from, token, log, total));
                if (worstFirst.size() > count) {
                    worstFirst.remove();
                }
            }
        }
        List<Extension> best = new ArrayList<>(worstFirst);
        best.sort(Extension.BEST_FIRST);
        return best;
    }

    /** No open continuation can get a score better than as if the rest of it were certain. */
    private boolean mayImprove() {
        int width = search.width();
        if (open.isEmpty() || found.size() < width) {
            return !open.isEmpty();
        }
        if (width == 1) {
            return false;
        }
        double worst =
                found.stream()
                        .map(BeamSearch.Hypothesis::score)
                        .sorted(Comparator.reverseOrder())
                        .skip(width - 1L)
                        .findFirst()
                        .orElseThrow();
        return open.stream().anyMatch(text -> search.score(text.logProbability(), most) > worst);
    }

    /** {@return the best that were found, the best first; equally good ones in order of ids} */
    List<BeamSearch.Hypothesis> found() {
        if (found.isEmpty()) {
            throw Repeats.nothingLeft(search.blockedRepeats());
        }
        found.sort(
                Comparator.comparingDouble((BeamSearch.Hypothesis h) -> -h.score())
                        .thenComparing(h -> h.continuation().tokens(), Arrays::compare));
        return List.copyOf(found.subList(0, Math.min(search.width(), found.size())));
    }
}
