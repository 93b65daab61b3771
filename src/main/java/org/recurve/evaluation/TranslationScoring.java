package org.recurve.evaluation;

import org.recurve.metric.Bleu;
import org.recurve.metric.BleuTokenizer;
import org.recurve.metric.ChrF;

/** How translations are compared with their references. */
record TranslationScoring(BleuTokenizer tokenizer, boolean lowerCase) {

    Bleu bleu() {
        Bleu bleu = new Bleu().tokenizer(tokenizer);
        return lowerCase ? bleu.lowerCase() : bleu;
    }

    ChrF chrF() {
        return lowerCase ? new ChrF().lowerCase() : new ChrF();
    }

    ChrF chrFPlus() {
        return lowerCase ? ChrF.plusPlus().lowerCase() : ChrF.plusPlus();
    }
}
