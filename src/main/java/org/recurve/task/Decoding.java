package org.recurve.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.recurve.batch.LengthBuckets;
import org.recurve.batch.TokenSequences;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.ParallelText;
import org.recurve.data.Translator;
import org.recurve.data.Vocabulary;
import org.recurve.decode.BeamSearch;
import org.recurve.decode.Continuation;
import org.recurve.decode.Stop;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How a translation model looks for translations, and the translating. Unchangeable: each setting
 * gives a new one. It can be judged like the model itself.
 *
 * <pre>{@code
 * model.decoding().greedy().translate(sentences)
 * model.decoding().beam(BeamSearch.of(5).lengthPenalty(1).coveragePenalty(0.2)).best(sentence)
 * }</pre>
 *
 * <p>An unknown word in a translation is replaced by the source word that got most attention
 * (Luong, Sutskever, Le, Vinyals and Zaremba 2015, "Addressing the Rare Word Problem"), as names
 * and numbers most often stay what they are; without attention it stays {@code <unk>}.
 */
public final class Decoding implements Translator {
    private static final BeamSearch USUAL = BeamSearch.of(5).lengthPenalty(1);

    /** Open translations that are computed at once. */
    private static final int TOGETHER = 320;

    private final TranslationModel model;
    private final BeamSearch search;
    private final double ratio;
    private final int extra;

    Decoding(TranslationModel model) {
        this(model, USUAL, 2, 10);
    }

    private Decoding(TranslationModel model, BeamSearch search, double ratio, int extra) {
        this.model = model;
        this.search = search;
        this.ratio = ratio;
        this.extra = extra;
    }

    /** {@return decoding that takes the likeliest token at each step} */
    public Decoding greedy() {
        return beam(BeamSearch.of(1));
    }

    /**
     * Sets how translations are looked for.
     *
     * @param value how many are kept, and by which rules
     * @return decoding with that
     */
    public Decoding beam(BeamSearch value) {
        return new Decoding(model, value, ratio, extra);
    }

    /**
     * Limits the length: a translation has at most {@code ratio * tokens of the source + extra}
     * tokens.
     *
     * @param perToken at least 0; 2 by default
     * @param more at least 1; 10 by default
     * @return decoding with that limit
     */
    public Decoding most(double perToken, int more) {
        if (!(perToken >= 0) || perToken > 1000 || more < 1) {
            throw new RecurveException(
                    "a translation must be allowed at least 1 token, and at most 1000 for one of the source, not %s for each and %d more"
                            .formatted(perToken, more));
        }
        return new Decoding(model, search, perToken, more);
    }

    /** {@return the model and how it looks for translations} */
    @Override
    public String name() {
        String how =
                search.width() == 1
                        ? "greedy"
                        : "beam "
                                + search.width()
                                + (search.lengthPenalty() > 0
                                        ? ", length penalty " + search.lengthPenalty()
                                        : "")
                                + (search.coveragePenalty() > 0
                                        ? ", coverage penalty " + search.coveragePenalty()
                                        : "");
        return model.name() + ", " + how;
    }

    @Override
    public long seed() {
        return model.seed();
    }

    @Override
    public Map<String, Object> provenanceMap() {
        return model.provenanceMap();
    }

    @Override
    public OptionalDouble perplexity(ParallelText data) {
        return model.perplexity(data);
    }

    /**
     * Translates a sentence.
     *
     * @param sentence readable text
     * @return the best that is found; empty for a blank one
     */
    public Translation translate(String sentence) {
        return best(sentence).get(0);
    }

    /**
     * Looks for the best translations of a sentence.
     *
     * @param sentence readable text
     * @return as many as the beam is wide, or what else was found, the best first; for a blank
     *     sentence one that is empty
     */
    public List<Translation> best(String sentence) {
        return translations(List.of(sentence)).get(0);
    }

    /**
     * Tabulates {@link #best}.
     *
     * @param sentence readable text
     * @return translation, score (by which they are ranked), log-probability (nats), tokens; the
     *     best first
     */
    public Table nBest(String sentence) {
        StringColumn text = StringColumn.create("translation");
        DoubleColumn score = DoubleColumn.create("score");
        DoubleColumn logProbability = DoubleColumn.create("log-probability");
        IntColumn tokens = IntColumn.create("tokens");
        for (Translation each : best(sentence)) {
            text.append(each.text());
            score.append(each.score());
            logProbability.append(each.logProbability());
            tokens.append(each.tokens().size());
        }
        return Table.create(sentence, text, score, logProbability, tokens);
    }

    @Override
    public List<String> translate(List<String> sentences) {
        return translations(sentences).stream().map(found -> found.get(0).text()).toList();
    }

    /**
     * Looks for the best translations of several sentences, those of about the same length
     * together. Each gets those that it gets alone.
     *
     * @param sentences readable text
     * @return for each the best first, as {@link #best} gives them
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<List<Translation>> translations(List<String> sentences) {
        TranslationReader reader = model.reader();
        List<List<String>> cut =
                sentences.stream().map(reader.sourceTokenizer()::tokenize).toList();
        int[] full = IntStream.range(0, cut.size()).filter(i -> !cut.get(i).isEmpty()).toArray();
        List<List<String>> told = Arrays.stream(full).mapToObj(cut::get).toList();
        List<List<Translation>> all = new ArrayList<>();
        cut.forEach(tokens -> all.add(List.of(blank())));
        TokenSequences sources = reader.sources(told);
        int[] lengths = sources.lengths();
        String work = "translation by " + model.name();
        int together = Math.max(1, TOGETHER / search.width());
        try (Progress progress = new Progress(work, full.length, "sentences")) {
            for (int[] group : LengthBuckets.sorted(lengths, together)) {
                Cancellation.check(work);
                var found = GradientMode.off(() -> search(sources, group, lengths));
                for (int i = 0; i < group.length; i++) {
                    List<String> tokens = told.get(group[i]);
                    all.set(
                            full[group[i]],
                            found.get(i).stream().map(one -> translation(tokens, one)).toList());
                }
                progress.add(group.length);
            }
        }
        return all;
    }

    private List<List<BeamSearch.Hypothesis>> search(
            TokenSequences sources, int[] group, int[] lengths) {
        int end = model.reader().end();
        // The end of a source is no token of it.
        int[] most =
                Arrays.stream(group)
                        .map(i -> (int) Math.round(ratio * (lengths[i] - 1)) + extra)
                        .toArray();
        try (NDManager scope = model.manager().newSubManager();
                TranslationSteps steps = new TranslationSteps(model.network(), scope)) {
            NDList inputs = sources.inputs(group, scope);
            return search.search(steps, steps.start(inputs), end, Stop.at(end), most);
        }
    }

    private Translation translation(List<String> source, BeamSearch.Hypothesis found) {
        Continuation written = found.continuation();
        int length = written.tokens().length - (found.ended() ? 1 : 0);
        List<String> tokens = new ArrayList<>();
        float[][] attention =
                Arrays.copyOf(written.attention(), Math.min(length, written.attention().length));
        for (int t = 0; t < length; t++) {
            // Those of a source in a batch of longer ones reach into the padding, where they are 0.
            if (attention.length > 0) {
                attention[t] = Arrays.copyOf(attention[t], source.size() + 1);
            }
            String token = model.targetVocabulary().token(written.tokens()[t]);
            boolean replaced = token.equals(Vocabulary.UNK) && attention.length > 0;
            tokens.add(replaced ? mostSeen(source, attention[t]) : token);
        }
        List<String> read = new ArrayList<>(source);
        read.add(Vocabulary.EOS);
        return new Translation(
                read,
                model.targetTokenizer().detokenize(tokens),
                tokens,
                attention,
                written.logProbability(),
                found.score(),
                found.ended());
    }

    private static String mostSeen(List<String> source, float[] attention) {
        int most = 0;
        for (int i = 1; i < source.size(); i++) {
            if (attention[i] > attention[most]) {
                most = i;
            }
        }
        return source.get(most);
    }

    private static Translation blank() {
        return new Translation(List.of(Vocabulary.EOS), "", List.of(), new float[0][], 0, 0, true);
    }
}
