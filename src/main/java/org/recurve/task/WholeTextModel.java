package org.recurve.task;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.data.Examples;
import org.recurve.data.Tokenizer;

/**
 * Answers for whole texts, which it cuts into tokens itself.
 *
 * @param <D> the data it learns from
 */
public abstract sealed class WholeTextModel<D extends Examples<D>> extends TextModel<D>
        permits TextClassifier, MultiLabelTextClassifier {
    private final Tokenizer tokenizer;

    WholeTextModel(String kind, TextParts parts) {
        super(kind, parts, null);
        this.tokenizer = parts.tokenizer();
    }

    @Override
    final JsonObject describe() {
        return TextFiles.describe(this, tokenizer);
    }

    /** {@return how texts are cut into words} */
    public final Tokenizer tokenizer() {
        return tokenizer;
    }

    /** {@return the names of the classes or labels it tells apart} */
    public final List<String> labels() {
        return textSettings().outputs();
    }

    @Override
    public final Map<String, String> settings() {
        Map<String, String> map = super.settings();
        map.put("tokenizer", tokenizer.name());
        return map;
    }

    final List<List<String>> cut(List<String> texts) {
        return texts.stream().map(tokenizer::tokenize).toList();
    }

    /**
     * @throws RecurveException if a text is blank; it names it
     */
    final List<List<String>> cutChecked(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw new RecurveException(
                        "text %d of %d is empty; leave it out".formatted(i + 1, texts.size()));
            }
        }
        return cut(texts);
    }
}
