package org.recurve.example;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.recurve.task.TextClassifier;

/** Tells the class of each text that it is given after the file of a model. */
public final class Verdict {
    public static void main(String[] args) {
        List<String> texts = Arrays.asList(args).subList(1, args.length);
        try (var model = TextClassifier.load(Path.of(args[0]))) {
            List<String> verdicts = model.predict(texts);
            for (int i = 0; i < texts.size(); i++) {
                System.out.println(verdicts.get(i) + ": " + texts.get(i));
            }
        }
    }
}
