package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.recurve.core.DataProvenance;
import org.recurve.data.TaggedText;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.ParameterNames;
import org.recurve.nn.RecurrentCell;

/** Tagged sentences that tests make up. */
final class TagSamples {
    private TagSamples() {}

    static TaggedText of(String split, List<String> written) {
        List<List<String>> sentences = new ArrayList<>();
        List<List<String>> tags = new ArrayList<>();
        for (String sentence : written) {
            List<String> tokens = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (String token : sentence.split(" ", -1)) {
                int slash = token.lastIndexOf('/');
                tokens.add(token.substring(0, slash));
                names.add(token.substring(slash + 1));
            }
            sentences.add(tokens);
            tags.add(names);
        }
        return TaggedText.of(
                sentences, tags, new DataProvenance("made up", split, List.of(), List.of()));
    }

    /** Spans of one to three words in IOB2, of two types, in sentences of 1 to 12 words. */
    static TaggedText spans(int size, long seed) {
        Random random = new Random(seed);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> words = new ArrayList<>();
            int length = 1 + random.nextInt(12);
            while (words.size() < length) {
                int type = random.nextInt(3);
                int span = type == 0 ? 1 : 1 + random.nextInt(3);
                for (int k = 0; k < span; k++) {
                    String tag =
                            type == 0 ? "O" : (k == 0 ? "B-" : "I-") + (type == 1 ? "PER" : "LOC");
                    words.add("w" + random.nextInt(30) + "/" + tag);
                }
            }
            sentences.add(String.join(" ", words));
        }
        return of("train", sentences);
    }

    /**
     * The word {@code x} is an A if the next word is p, a B if it is q; nothing before it tells.
     *
     * @param tell whether the tags of p and q differ
     */
    static TaggedText nextWordDecides(int size, boolean tell, long seed) {
        Random random = new Random(seed);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> words = new ArrayList<>();
            for (int pairs = 1 + random.nextInt(6); pairs > 0; pairs--) {
                boolean p = random.nextBoolean();
                words.add(p ? "x/A" : "x/B");
                words.add(p ? "p/P" : tell ? "q/Q" : "q/P");
            }
            sentences.add(String.join(" ", words));
        }
        return of("train", sentences);
    }

    /** Gives a tagger normally distributed weights, so that tags differ from word to word. */
    static void fill(SequenceTagger model, long seed) {
        model.initialize();
        Random random = new Random(seed);
        for (Parameter parameter : ParameterNames.of(model.block()).values()) {
            NDArray array = parameter.getArray();
            float[] values = new float[(int) array.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            try (NDManager scratch = array.getManager().newSubManager()) {
                scratch.create(values, array.getShape()).copyTo(array);
            }
        }
    }

    /** A kind of cell that the library does not know by its name. */
    record OwnCell() implements Cell {
        @Override
        public String name() {
            return "my cell";
        }

        @Override
        public RecurrentCell create(int hidden) {
            return Cells.gruResetBefore().create(hidden);
        }
    }
}
