package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import org.recurve.data.Vocabulary;
import org.recurve.decode.Continuation;
import org.recurve.decode.Stop;

/** A prompt in the tokens of a language model, and the texts that go on from it. */
final class Writing {
    private final LanguageModel model;
    private final String prompt;
    private final List<String> begun;

    Writing(LanguageModel model, String prompt) {
        this.model = model;
        this.prompt = prompt;
        this.begun = model.tokens("prompt", prompt);
    }

    /** The prompt's ids. */
    int[] ids() {
        return model.vocabulary().encode(begun);
    }

    /**
     * The prompt and what was written. End-of-line tokens become line breaks; each line is put
     * together by itself.
     */
    String text(int... written) {
        List<String> tokens = new ArrayList<>(begun);
        tokens.addAll(model.vocabulary().decode(written));
        List<String> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        for (String token : tokens) {
            if (token.equals(Vocabulary.EOS)) {
                lines.add(model.tokenizer().detokenize(line));
                line = new ArrayList<>();
            } else {
                line.add(token);
            }
        }
        lines.add(model.tokenizer().detokenize(line));
        return String.join("\n", lines);
    }

    GeneratedText written(Continuation continuation) {
        List<String> tokens = model.vocabulary().decode(continuation.tokens());
        return new GeneratedText(
                prompt,
                text(continuation.tokens()),
                new TextScore(tokens, continuation.logProbabilities()));
    }

    /**
     * Ends a text where one of these is complete in it, or is its last token. What stands in the
     * prompt alone does not count.
     */
    Stop endingWith(List<String> marks) {
        if (marks.isEmpty()) {
            return Stop.never();
        }
        int start = text().length();
        return written -> {
            String token = model.vocabulary().token(written[written.length - 1]);
            String text = text(written);
            return marks.stream()
                    .anyMatch(
                            mark ->
                                    token.equals(mark)
                                            || text.indexOf(
                                                            mark,
                                                            Math.max(0, start + 1 - mark.length()))
                                                    >= 0);
        };
    }
}
