package org.recurve.evaluation;

import java.util.Map;
import org.recurve.data.TokenPredictor;
import org.recurve.data.Vocabulary;

/** A model of {@link FixedPredictor}'s letters, of which no more is to be known than its scores. */
interface LetterPredictor extends TokenPredictor {
    @Override
    default Vocabulary vocabulary() {
        return FixedPredictor.VOCABULARY;
    }

    @Override
    default long seed() {
        return -1;
    }

    @Override
    default Map<String, Object> provenanceMap() {
        return Map.of();
    }
}
