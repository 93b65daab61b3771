package org.recurve.metric;

import java.util.ArrayList;
import java.util.List;

/** BLEU and chrF from their definitions, slowly: n-grams are looked for one by one. */
final class SlowBleu {
    private SlowBleu() {}

    /** Corpus BLEU of segments cut into tokens, without smoothing, 0 to 100. */
    static double bleu(List<List<String>> hypotheses, List<List<List<String>>> references) {
        double product = 1;
        for (int n = 1; n <= 4; n++) {
            double matches = 0;
            double all = 0;
            for (int s = 0; s < hypotheses.size(); s++) {
                List<String> grams = grams(hypotheses.get(s), n);
                all += grams.size();
                matches += clipped(grams, references.get(s), n);
            }
            product *= matches / all;
        }
        double length = 0;
        double closest = 0;
        for (int s = 0; s < hypotheses.size(); s++) {
            int own = hypotheses.get(s).size();
            length += own;
            // From the nearest on: as long, one shorter, one longer, two shorter and so on.
            for (int d = 0; d < 1000; d++) {
                int distance = d;
                if (references.get(s).stream().anyMatch(r -> r.size() == own - distance)) {
                    closest += own - d;
                    break;
                }
                if (references.get(s).stream().anyMatch(r -> r.size() == own + distance)) {
                    closest += own + d;
                    break;
                }
            }
        }
        double penalty = length > closest ? 1 : Math.exp(1 - closest / length);
        return 100 * penalty * Math.pow(product, 0.25);
    }

    static int clipped(List<String> grams, List<List<String>> references, int n) {
        int matches = 0;
        for (String gram : grams.stream().distinct().toList()) {
            long most = 0;
            for (List<String> reference : references) {
                most = Math.max(most, occurrences(gram, grams(reference, n)));
            }
            matches += (int) Math.min(most, occurrences(gram, grams));
        }
        return matches;
    }

    private static long occurrences(String gram, List<String> grams) {
        return grams.stream().filter(gram::equals).count();
    }

    static List<String> grams(List<String> tokens, int n) {
        List<String> grams = new ArrayList<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            grams.add(String.join("\u0001", tokens.subList(i, i + n)));
        }
        return grams;
    }

    /** Corpus chrF of words without marks, one reference, 0 to 100; with words, chrF++. */
    static double chrF(List<List<String>> hypotheses, List<List<String>> references, int words) {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int k = 1; k <= 6 + words; k++) {
            double own = 0;
            double wanted = 0;
            double matches = 0;
            for (int s = 0; s < hypotheses.size(); s++) {
                int n = k <= 6 ? k : k - 6;
                List<String> one = k <= 6 ? letters(hypotheses.get(s)) : hypotheses.get(s);
                List<String> two = k <= 6 ? letters(references.get(s)) : references.get(s);
                own += grams(two, n).isEmpty() ? 0 : grams(one, n).size();
                wanted += grams(two, n).size();
                matches += clipped(grams(one, n), List.of(two), n);
            }
            if (own > 0 && wanted > 0) {
                precision += matches / own;
                recall += matches / wanted;
                orders++;
            }
        }
        precision /= orders;
        recall /= orders;
        return 100 * 5 * precision * recall / (4 * precision + recall);
    }

    private static List<String> letters(List<String> words) {
        return String.join("", words).codePoints().mapToObj(Character::toString).toList();
    }
}
