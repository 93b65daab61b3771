package org.recurve.task;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.recurve.decode.BeamSearch;
import org.recurve.decode.Continuation;
import org.recurve.decode.Generator;
import org.recurve.decode.Sampling;
import org.recurve.decode.Stop;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How a language model writes on from a prompt, and the writing. Unchangeable: each setting gives a
 * new one. Drawn from the model's own distribution, 100 tokens, unless set otherwise.
 *
 * <pre>{@code
 * var writing = model.generation().sampling(Sampling.topP(0.9).seed(1)).most(200).stopAt("\n\n");
 * writing.generate("ROMEO:")                                  // one text
 * writing.generate("ROMEO:", 4)                               // four, computed side by side
 * writing.generate("ROMEO:", BeamSearch.of(5))                // the five likeliest that are found
 * var text = writing.stream("ROMEO:", System.out::print);     // shown while it grows
 * writing.next("ROMEO:", 10)                                  // what may come next, how likely
 * }</pre>
 *
 * <p>Every way of writing needs a prompt of at least one token and throws a {@link
 * RecurveException} if the prompt is empty, or has a token outside the vocabulary where there is no
 * {@code <unk>}; and it ends with a {@link java.util.concurrent.CancellationException} if its
 * thread is interrupted.
 */
public final class Generation {
    private final LanguageModel model;
    private final Sampling sampling;
    private final int most;
    private final List<String> ends;

    Generation(LanguageModel model) {
        this(model, Sampling.random(), 100, List.of());
    }

    private Generation(LanguageModel model, Sampling sampling, int most, List<String> ends) {
        this.model = model;
        this.sampling = sampling;
        this.most = most;
        this.ends = ends;
    }

    /**
     * Sets how each next token is chosen, and the seed. Beam search has rules of its own.
     *
     * @param value the rules
     * @return generation with them
     */
    public Generation sampling(Sampling value) {
        return new Generation(model, value, most, ends);
    }

    /**
     * Limits the length.
     *
     * @param tokens the most to write, at least 0
     * @return generation with that limit
     */
    public Generation most(int tokens) {
        if (tokens < 0) {
            throw new RecurveException(
                    "cannot write " + tokens + " tokens; give how many at most, 0 or more");
        }
        return new Generation(model, sampling, tokens, ends);
    }

    /**
     * Ends a text with the first token by which one of these is complete in it; that token still
     * belongs to the text. Prompt and continuation are looked at as one text.
     *
     * @param marks pieces of text ({@code "."}, {@code "\n\n"}; {@code "\n"} also where lines end
     *     with {@code <eos>}) or whole tokens by their name ({@code "<unk>"}); none for no end but
     *     the most tokens
     * @return generation with these ends in place of earlier ones
     */
    public Generation stopAt(String... marks) {
        List<String> given = List.of(marks);
        if (given.contains("")) {
            throw new RecurveException("a text cannot stop at \"\"; give the text that ends it");
        }
        return new Generation(model, sampling, most, given);
    }

    /**
     * Tells what may come next: the likeliest tokens, and what the sampling makes of them. Writes
     * nothing.
     *
     * @param prompt at least one token
     * @param rows how many tokens at most, at least 1
     * @return token, model (its probability after the prompt, 0 to 1), sampling (the probability
     *     that the sampling takes it, 0 where it is excluded); the likeliest under the model first,
     *     whatever the sampling
     */
    public Table next(String prompt, int rows) {
        if (rows < 1) {
            throw new RecurveException("cannot show " + rows + " tokens; give how many, 1 or more");
        }
        int[] ids = new Writing(model, prompt).ids();
        float[] logits;
        try (LanguageModelSteps steps = model.steps()) {
            logits = steps.read(ids).logits()[0];
        }
        double[] own = Sampling.random().probabilities(logits, ids);
        double[] chosen = sampling.probabilities(logits, ids);
        StringColumn token = StringColumn.create("token");
        DoubleColumn before = DoubleColumn.create("model");
        DoubleColumn after = DoubleColumn.create("sampling");
        IntStream.range(0, own.length)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -own[id]))
                .limit(rows)
                .forEach(
                        id -> {
                            token.append(model.vocabulary().token(id));
                            before.append(own[id]);
                            after.append(chosen[id]);
                        });
        return Table.create("After \"" + prompt + "\"", token, before, after);
    }

    /**
     * Writes one text.
     *
     * @param prompt at least one token
     * @return prompt and continuation
     */
    public GeneratedText generate(String prompt) {
        return generate(prompt, 1).get(0);
    }

    /**
     * Writes several texts, of which each token is one computation for all. Each has a random
     * stream of its own that depends on the seed and on its place in the list alone; the first is
     * the text that is written without others. Computed side by side, figures may differ in their
     * last bits.
     *
     * @param prompt at least one token
     * @param samples how many texts, at least 1
     * @return the texts
     */
    public List<GeneratedText> generate(String prompt, int samples) {
        if (samples < 1) {
            throw new RecurveException(
                    "cannot write " + samples + " texts; give how many, 1 or more");
        }
        try (LanguageModelSteps steps = model.steps()) {
            Writing writing = new Writing(model, prompt);
            return Generator.generate(
                            steps, writing.ids(), sampling, writing.endingWith(ends), most, samples)
                    .stream()
                    .map(writing::written)
                    .toList();
        }
    }

    /**
     * Looks for the likeliest texts.
     *
     * @param prompt at least one token
     * @param search how many are kept, and by which rules; {@link #sampling} has no say
     * @return the texts, the best first
     */
    public List<GeneratedText> generate(String prompt, BeamSearch search) {
        try (LanguageModelSteps steps = model.steps()) {
            Writing writing = new Writing(model, prompt);
            return search.search(steps, writing.ids(), writing.endingWith(ends), most).stream()
                    .map(found -> writing.written(found.continuation()))
                    .toList();
        }
    }

    /**
     * Writes one text and shows it while it grows. If the writing is interrupted, what was shown is
     * the beginning of the text.
     *
     * @param prompt at least one token
     * @param sink takes the text piece by piece, the prompt first. A piece comes as soon as it
     *     cannot change any more, so all pieces together are the text
     * @return prompt and continuation, as {@link #generate(String)} gives them
     */
    public GeneratedText stream(String prompt, Consumer<String> sink) {
        try (LanguageModelSteps steps = model.steps()) {
            Writing writing = new Writing(model, prompt);
            TextPieces pieces = new TextPieces(sink);
            pieces.show(writing.text());
            Stop end = writing.endingWith(ends);
            Stop shown =
                    written -> {
                        pieces.show(writing.text(written));
                        return end.stops(written);
                    };
            Continuation written =
                    Generator.generate(steps, writing.ids(), sampling, shown, most, 1).get(0);
            GeneratedText text = writing.written(written);
            pieces.finish(text.text());
            return text;
        }
    }
}
