package org.recurve.task;

import java.util.Locale;

/** How the decoder of a {@link TranslationModel} looks back at the source. */
public enum DecoderAttention {
    /**
     * Not at all: it starts from a summary of the source, and that is all it gets (Sutskever,
     * Vinyals and Le 2014, "Sequence to Sequence Learning with Neural Networks"; Cho et al. 2014).
     */
    NONE,

    /**
     * Before each step: its last state is compared with the source by an additive score, and what
     * it sees is read together with the word before (Bahdanau, Cho and Bengio 2015, "Neural Machine
     * Translation by Jointly Learning to Align and Translate"). One step after the other, in
     * training as well.
     */
    BAHDANAU,

    /**
     * After each step: its new state is compared with the source by a bilinear score, the "general"
     * one of the paper (Luong, Pham and Manning 2015, "Effective Approaches to Attention-based
     * Neural Machine Translation"), divided by the square root of the state's width. The paper does
     * not divide; scores are then large from the beginning, and on the everyday pairs it took more
     * than twice as long to learn where to look. Without input feeding, all steps of training are
     * computed at once.
     */
    LUONG;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
