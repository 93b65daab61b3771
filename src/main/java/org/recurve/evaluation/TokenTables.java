package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;
import org.recurve.metric.Likelihood;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Which tokens models predict how well. */
final class TokenTables {
    /** The lowest count of each band, from the highest band on. */
    private static final long[] BANDS = {10_000, 1_000, 100, 10, 1, 0};

    private TokenTables() {}

    /** See {@link Evaluations#perplexityByFrequency}. */
    static Table byFrequency(TokenStream train, List<LanguageModelEvaluation> evaluations) {
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("a table by frequency needs at least 1 evaluation");
        }
        SameText.check(evaluations);
        TokenStream text = evaluations.get(0).text();
        Vocabulary vocabulary = text.vocabulary();
        if (!train.vocabulary().equals(vocabulary)) {
            throw new RecurveException(
                    "the occurrences in %s %s cannot be looked up: it was made with another vocabulary (%,d tokens) than %s (%,d); take the training text of the same corpus"
                            .formatted(
                                    train.provenance().dataset(),
                                    train.split(),
                                    train.vocabulary().size(),
                                    evaluations.get(0).data(),
                                    vocabulary.size()));
        }
        int[] groupOf = groups(train);
        TokenGroups groups =
                new TokenGroups(
                        evaluations,
                        vocabulary.specials().size() + BANDS.length,
                        i -> groupOf[text.ids()[i]]);
        Table table =
                groups.table(
                        "Perplexity by frequency",
                        "occurrences in " + train.split(),
                        group -> name(group, vocabulary));
        List<String> names = names(evaluations);
        for (int e = 0; e < names.size(); e++) {
            String prefix = names.size() == 1 ? "" : names.get(e) + " ";
            table.addColumns(
                    groups.column(prefix + "perplexity", e, Likelihood::perplexity),
                    groups.column(prefix + "nats per token", e, Likelihood::natsPer));
        }
        return table;
    }

    /** Group of each token of the vocabulary: each special one has its own, then the bands. */
    private static int[] groups(TokenStream train) {
        int specials = train.vocabulary().specials().size();
        long[] counts = new long[train.vocabulary().size()];
        for (int id : train.ids()) {
            counts[id]++;
        }
        int[] groups = new int[counts.length];
        for (int id = 0; id < counts.length; id++) {
            int band = 0;
            while (counts[id] < BANDS[band]) {
                band++;
            }
            groups[id] = id < specials ? id : specials + band;
        }
        return groups;
    }

    private static String name(int group, Vocabulary vocabulary) {
        int band = group - vocabulary.specials().size();
        if (band < 0) {
            return vocabulary.token(group);
        }
        if (band == 0) {
            return String.format(Locale.ROOT, "%,d or more", BANDS[0]);
        }
        long highest = BANDS[band - 1] - 1;
        return highest == BANDS[band]
                ? Long.toString(highest)
                : String.format(Locale.ROOT, "%,d to %,d", BANDS[band], highest);
    }

    /** See {@link Evaluations#largestGains}. */
    static Table gains(LanguageModelEvaluation from, LanguageModelEvaluation to, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1, not " + rows);
        }
        double[] differences = SameText.differences(to, from);
        int[] ids = from.text().ids();
        Vocabulary vocabulary = from.text().vocabulary();
        int[] occurrences = new int[vocabulary.size()];
        double[] gains = new double[vocabulary.size()];
        double[] before = new double[vocabulary.size()];
        for (int i = 0; i < ids.length; i++) {
            occurrences[ids[i]]++;
            gains[ids[i]] += differences[i];
            before[ids[i]] += from.negativeLogLikelihood(i);
        }
        List<String> names = names(List.of(from, to));
        StringColumn token = StringColumn.create("token");
        IntColumn number = IntColumn.create("occurrences");
        DoubleColumn first = DoubleColumn.create(names.get(0) + " nats");
        DoubleColumn second = DoubleColumn.create(names.get(1) + " nats");
        DoubleColumn gain = DoubleColumn.create("gain");
        IntStream.range(0, gains.length)
                .filter(id -> gains[id] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(gains[b], gains[a]))
                .limit(rows)
                .forEach(
                        id -> {
                            token.append(vocabulary.token(id));
                            number.append(occurrences[id]);
                            first.append(before[id] / occurrences[id]);
                            second.append((before[id] - gains[id]) / occurrences[id]);
                            gain.append(gains[id]);
                        });
        String title = "Largest gains from " + names.get(0) + " to " + names.get(1);
        return Table.create(title, token, number, first, second, gain);
    }

    /** The models' names; one that is there already gets a number. */
    static List<String> names(List<LanguageModelEvaluation> evaluations) {
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (LanguageModelEvaluation each : evaluations) {
            String name = each.model();
            for (int i = 2; !used.add(name); i++) {
                name = each.model() + " (" + i + ")";
            }
            names.add(name);
        }
        return names;
    }
}
