package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.batch.Batch;
import org.recurve.batch.StepLabels;
import org.recurve.core.RecurveException;
import org.recurve.data.TagPrediction;
import org.recurve.data.TagPredictor;
import org.recurve.data.TaggedText;
import org.recurve.data.Tokenizer;
import org.recurve.nn.Cell;
import org.recurve.nn.loss.LinearChainCrf;
import org.recurve.nn.loss.TagRules;

/**
 * Tells the tag of every token of a sentence, a part of speech or the place in a name: word vectors
 * and spelling, recurrent layers in both directions, and a softmax for each token or a conditional
 * random field over all of them (Huang, Xu and Yu 2015; Lample et al. 2016).
 *
 * <pre>{@code
 * var model = SequenceTagger.builder().hidden(100).dropout(0.3).crf(true).build(train);
 * Training.builder().optimizer(Optimizers.adam(0.002)).batches(Batches.buckets(32)).epochs(5)
 *         .build().fit(model, train, validation);
 * model.tag("The old man the boats .");
 * }</pre>
 *
 * <p>Training weighs tokens alike. Its loss is per token: cross-entropy, or the negative
 * log-likelihood of the right tags of a sentence divided by their number. The accuracy beside it is
 * that of the tags that {@link #tag} gives.
 *
 * <p>A sentence gets the same answer alone or among others. A fitted model may be used from any
 * number of threads; training it excludes other use.
 */
public final class SequenceTagger extends TextModel<TaggedText> implements TagPredictor {
    private static final String KIND = "sequence-tagger";

    private final Tokenizer tokenizer;
    private final TagOutput output;

    SequenceTagger(TextParts parts, TagOutput output) {
        super(KIND, parts, output.crf(parts.settings().outputs()));
        this.tokenizer = parts.tokenizer();
        this.output = output;
    }

    /**
     * {@return a builder with one bidirectional LSTM layer of 128 units in each direction, word
     * vectors of 100 numbers, a bidirectional LSTM of 50 units over the characters, softmax,
     * without dropout, on the CPU}
     */
    public static SequenceTaggerBuilder builder() {
        return new SequenceTaggerBuilder();
    }

    /**
     * Reads a model that {@link #save} wrote, on the CPU.
     *
     * @param file to read
     * @return the model, ready to tag or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static SequenceTagger load(Path file) {
        return load(file, null, null);
    }

    /**
     * Reads a model with cells of one's own.
     *
     * @param file to read
     * @param cell kind of the cells it was built from
     * @return the model, ready to tag or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static SequenceTagger load(Path file, Cell cell) {
        return load(file, cell, null);
    }

    /**
     * Reads a model with a tokenizer of one's own.
     *
     * @param file to read
     * @param tokenizer that the model was built with
     * @return the model, ready to tag or to be trained on
     * @throws RecurveException if the file is missing, damaged or holds something else
     */
    public static SequenceTagger load(Path file, Tokenizer tokenizer) {
        return load(file, null, tokenizer);
    }

    private static SequenceTagger load(Path file, Cell cell, Tokenizer tokenizer) {
        return ModelFile.load(
                file,
                KIND,
                json ->
                        new SequenceTagger(
                                TextFiles.parts(json, cell, tokenizer),
                                TagOutput.valueOf(json.get("output").getAsString())));
    }

    @Override
    JsonObject describe() {
        JsonObject description = TextFiles.describe(this, tokenizer);
        description.addProperty("output", output.name());
        return description;
    }

    /** {@return how {@link #tag(String)} cuts a sentence into tokens} */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public List<String> labels() {
        return textSettings().outputs();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> map = super.settings();
        map.put("output layer", output.toString());
        return map;
    }

    @Override
    List<String> outputs(TaggedText data) {
        return data.labels();
    }

    @Override
    List<List<String>> tokens(TaggedText data) {
        return data.sentences();
    }

    @Override
    public void check(TaggedText data) {
        super.check(data);
        if (output != TagOutput.IOB2_CRF) {
            return;
        }
        TagRules rules = network().crf().rules();
        for (int i = 0; i < data.size(); i++) {
            int broken = TagOutput.firstBroken(rules, data.tagIds(i));
            if (broken >= 0) {
                throw new RecurveException(
                        "sentence %d of %s %s has the tag %s %s, which IOB2 forbids and the training data did not have; begin the span with B-"
                                .formatted(
                                        i,
                                        data.provenance().dataset(),
                                        data.split(),
                                        data.tags(i).get(broken),
                                        broken == 0
                                                ? "at its first token"
                                                : "after " + data.tags(i).get(broken - 1)));
            }
        }
    }

    @Override
    Labels labels(TaggedText data, int[] indices, int steps, NDManager manager) {
        StepLabels labels =
                StepLabels.of(
                        Arrays.stream(indices).mapToObj(data::tagIds).toList(), steps, manager);
        return new Labels(labels.arrays(), labels.count());
    }

    @Override
    Step judge(ParameterStore store, NDArray predictions, Batch batch, boolean training) {
        LinearChainCrf crf = network().crf();
        return crf == null
                ? ClassScores.judge(predictions, batch)
                : TagScores.judge(crf, store, predictions, batch, training);
    }

    @Override
    public String unit() {
        return "tokens";
    }

    @Override
    public String metricName() {
        return "accuracy";
    }

    /** {@return NaN: the accuracy is counted} */
    @Override
    public double metric(double meanLoss) {
        return Double.NaN;
    }

    @Override
    public List<TagPrediction> tag(TaggedText data) {
        return tagAll(data.sentences()).stream()
                .map(s -> new TagPrediction(s.tags(), List.of(s.probabilities())))
                .toList();
    }

    /**
     * Tags new sentences.
     *
     * @param sentences the tokens of each, as the training data have them; one without tokens gets
     *     no tags
     * @return what the model says of each
     * @throws RecurveException if the model has no weights yet, or a token is empty; it names it
     */
    public List<TaggedSentence> tagAll(List<List<String>> sentences) {
        for (int i = 0; i < sentences.size(); i++) {
            int empty = sentences.get(i).indexOf("");
            if (empty >= 0) {
                throw new RecurveException(
                        "token %d of sentence %d is empty; leave it out".formatted(empty, i));
            }
        }
        LinearChainCrf crf = network().crf();
        double[][][] rows =
                answers(
                        sentences,
                        (store, outputs, lengths) ->
                                crf == null
                                        ? outputs
                                        : TagScores.read(crf, store, outputs, lengths));
        List<TaggedSentence> tagged = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            tagged.add(tagged(sentences.get(i), rows[i]));
        }
        return tagged;
    }

    private TaggedSentence tagged(List<String> tokens, double[][] rows) {
        int tags = labels().size();
        List<String> chosen = new ArrayList<>();
        double[][] probabilities = new double[tokens.size()][];
        for (int t = 0; t < probabilities.length; t++) {
            if (output == TagOutput.SOFTMAX) {
                probabilities[t] = ClassScores.softmax(rows[t]);
                chosen.add(labels().get(ClassScores.best(rows[t])));
            } else {
                probabilities[t] = Arrays.copyOf(rows[t], tags);
                chosen.add(labels().get((int) rows[t][tags]));
            }
        }
        return new TaggedSentence(tokens, chosen, labels(), probabilities);
    }

    /**
     * Tags a new sentence.
     *
     * @param tokens as the training data have them
     * @return what the model says
     * @throws RecurveException as for several
     */
    public TaggedSentence tag(List<String> tokens) {
        return tagAll(List.of(tokens)).get(0);
    }

    /**
     * Cuts a new sentence into tokens and tags them.
     *
     * @param sentence cut by {@link #tokenizer()}
     * @return what the model says
     * @throws RecurveException if the model has no weights yet
     */
    public TaggedSentence tag(String sentence) {
        return tag(tokenizer.tokenize(sentence));
    }

    /**
     * Reads a sentence as if its words arrived one by one. The model has learned from whole
     * sentences, and takes the last word of a prefix for the last word of the sentence.
     *
     * @param tokens at least one
     * @return what the model says after each word
     * @throws RecurveException if the model has no weights yet, or there is no token, or an empty
     *     one
     */
    public SentencePrefixes prefixes(List<String> tokens) {
        if (tokens.isEmpty()) {
            throw new RecurveException("there are no tokens to read one by one; give at least 1");
        }
        return new SentencePrefixes(
                tagAll(
                        IntStream.rangeClosed(1, tokens.size())
                                .mapToObj(n -> tokens.subList(0, n))
                                .toList()));
    }

    /**
     * Cuts a sentence into tokens and reads it as if they arrived one by one.
     *
     * @param sentence cut by {@link #tokenizer()}
     * @return what the model says after each token
     * @throws RecurveException as for {@link #prefixes(List)}
     */
    public SentencePrefixes prefixes(String sentence) {
        return prefixes(tokenizer.tokenize(sentence));
    }
}
