package org.recurve.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.data.TextSignals;
import org.recurve.data.TokenStream;
import org.recurve.metric.Likelihood;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How well the characters of a word are predicted, by their place in it. */
final class WordPlaces {
    private static final int LONGEST = 10;

    private WordPlaces() {}

    /** See {@link Evaluations#bitsByPlaceInWord}. */
    static Table table(List<LanguageModelEvaluation> evaluations) {
        SameText.check(evaluations);
        TokenStream text = evaluations.get(0).text();
        double[] places = TextSignals.placeInWord(characters(text));
        // The letters first, in the order of the word; what is no letter comes last.
        int[] rows = new int[places.length];
        int[] tokens = new int[LONGEST + 1];
        for (int i = 0; i < rows.length; i++) {
            int place = (int) places[i];
            rows[i] = place == 0 ? LONGEST : Math.min(place, LONGEST) - 1;
            tokens[rows[i]]++;
        }
        int[] occurring = IntStream.range(0, tokens.length).filter(r -> tokens[r] > 0).toArray();
        StringColumn letter = StringColumn.create("letter of its word");
        IntColumn number = IntColumn.create("tokens");
        DoubleColumn share = DoubleColumn.create("share");
        for (int row : occurring) {
            letter.append(name(row));
            number.append(tokens[row]);
            share.append((double) tokens[row] / rows.length);
        }
        share.setPrintFormatter(Evaluations.percent("0.0%"));
        Table table = Table.create("Bits by place in the word", letter, number, share);
        List<String> names = TokenTables.names(evaluations);
        for (int e = 0; e < names.size(); e++) {
            LanguageModelEvaluation evaluation = evaluations.get(e);
            double[] nats = new double[tokens.length];
            for (int i = 0; i < rows.length; i++) {
                nats[rows[i]] += evaluation.negativeLogLikelihood(i);
            }
            DoubleColumn bits = DoubleColumn.create(names.get(e) + " bits");
            for (int row : occurring) {
                bits.append(Likelihood.bitsPer(nats[row], tokens[row]));
            }
            table.addColumns(bits);
        }
        return table;
    }

    /** An unknown character is a character as well, and no letter. */
    private static List<String> characters(TokenStream text) {
        List<String> specials = text.vocabulary().specials();
        return text.vocabulary().decode(text.ids()).stream()
                .map(token -> specials.contains(token) ? "\ufffd" : token)
                .toList();
    }

    private static String name(int row) {
        if (row == LONGEST) {
            return "none";
        }
        return row + 1 == LONGEST ? LONGEST + " or later" : Integer.toString(row + 1);
    }
}
