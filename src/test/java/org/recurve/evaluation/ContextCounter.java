package org.recurve.evaluation;

import org.recurve.data.NllConsumer;
import org.recurve.data.Reading;
import org.recurve.data.TokenStream;

/**
 * Says of each token how many tokens it was predicted from, the start of the text among them, and
 * hands the runs on from the last to the first.
 */
record ContextCounter() implements LetterPredictor {
    @Override
    public String name() {
        return "counter";
    }

    @Override
    public void score(TokenStream stream, NllConsumer sink) {
        score(stream, Reading.whole(), sink);
    }

    @Override
    public void score(TokenStream stream, Reading reading, NllConsumer sink) {
        int tokens = stream.ids().length;
        for (int r = reading.runs(tokens) - 1; r >= 0; r--) {
            Reading.Run run = reading.run(r, tokens);
            double[] nats = new double[run.to() - run.counted()];
            for (int i = 0; i < nats.length; i++) {
                nats[i] = run.counted() + i - run.from() + 1;
            }
            sink.accept(run.counted(), nats, nats.length);
        }
    }
}
