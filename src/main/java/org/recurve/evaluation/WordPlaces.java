package org.recurve.evaluation;

import java.util.List;
import org.recurve.data.TextSignals;
import org.recurve.data.TokenStream;
import org.recurve.metric.Likelihood;
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
        TokenGroups groups =
                new TokenGroups(
                        evaluations,
                        LONGEST + 1,
                        i -> places[i] == 0 ? LONGEST : (int) Math.min(places[i], LONGEST) - 1);
        Table table =
                groups.table("Bits by place in the word", "letter of its word", WordPlaces::name);
        List<String> names = TokenTables.names(evaluations);
        for (int e = 0; e < names.size(); e++) {
            table.addColumns(groups.column(names.get(e) + " bits", e, Likelihood::bitsPer));
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
