package org.recurve.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.recurve.core.RecurveException;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much better language models know the text they learned from than a text they have not seen:
 * the sign of overfitting, model by model. Both losses are measured on the finished model, in
 * evaluation, so that dropout does not blur the comparison as it does in a learning curve.
 *
 * <pre>{@code
 * var gap = new GeneralizationGap(corpus.train(), corpus.validation());
 * gap.add("plain", plain);
 * gap.add("dropout", dropped);
 * gap.table();
 * }</pre>
 */
public final class GeneralizationGap {
    private record Row(
            String name, LanguageModelEvaluation known, LanguageModelEvaluation unseen) {}

    private final LanguageModelEvaluator evaluator = new LanguageModelEvaluator();
    private final TokenStream known;
    private final TokenStream unseen;
    private final List<Row> rows = new ArrayList<>();

    /**
     * A comparison without models yet.
     *
     * @param known the text that the models were fitted to
     * @param unseen a text of another split
     */
    public GeneralizationGap(TokenStream known, TokenStream unseen) {
        if (known.split().equals(unseen.split())) {
            throw new IllegalArgumentException(
                    "both texts are of the split \""
                            + known.split()
                            + "\"; the second must be one that the models have not seen");
        }
        this.known = known;
        this.unseen = unseen;
    }

    /**
     * Judges a model on both texts.
     *
     * @param name for its row
     * @param model fitted to the known text
     * @throws RecurveException as {@link LanguageModelEvaluator#evaluate} does
     */
    public void add(String name, TokenPredictor model) {
        rows.add(
                new Row(name, evaluator.evaluate(model, known), evaluator.evaluate(model, unseen)));
    }

    /**
     * {@return one row a model, as they were added: {@code model}, the loss on each text by the
     * name of its split ({@code train loss}, {@code validation loss}) in nats per token, {@code
     * gap} (the second less the first), {@code perplexity} on the unseen text}
     */
    public Table table() {
        StringColumn model = StringColumn.create("model");
        DoubleColumn first = DoubleColumn.create(known.split() + " loss");
        DoubleColumn second = DoubleColumn.create(unseen.split() + " loss");
        DoubleColumn gap = DoubleColumn.create("gap");
        DoubleColumn perplexity = DoubleColumn.create("perplexity");
        for (Row row : rows) {
            model.append(row.name);
            first.append(row.known.natsPerToken());
            second.append(row.unseen.natsPerToken());
            gap.append(row.unseen.natsPerToken() - row.known.natsPerToken());
            perplexity.append(row.unseen.perplexity());
        }
        return Table.create("Generalization gap", model, first, second, gap, perplexity);
    }
}
