package org.recurve.example;

import java.nio.file.Path;
import org.recurve.batch.Batches;
import org.recurve.data.TextCorpus;
import org.recurve.decode.Sampling;
import org.recurve.nn.Cells;
import org.recurve.task.LanguageModel;
import org.recurve.training.Optimizers;
import org.recurve.training.Training;

/** Learns from a text file, keeps the model, and writes on from a prompt. */
public final class TextToModel {
    public static void main(String[] args) {
        Path text = Path.of(args[0]);
        Path file = Path.of(args[1]);
        var corpus = TextCorpus.fromFile(text);
        try (var model = LanguageModel.builder().cell(Cells.lstm()).hidden(128).build(corpus)) {
            Training.builder()
                    .optimizer(Optimizers.adam(0.005))
                    .clipNorm(1)
                    .batches(Batches.bptt(16, 32))
                    .epochs(Integer.parseInt(args[2]))
                    .seed(1)
                    .build()
                    .fit(model, corpus.train(), corpus.validation());
            model.save(file);
        }
        try (var model = LanguageModel.load(file)) {
            System.out.println(model.generate(args[3], Sampling.topP(0.9), 30));
        }
    }
}
