package org.recurve.evaluation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.recurve.core.ProvenanceMap;
import org.recurve.data.ParallelText;
import org.recurve.data.Translator;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * What a translator made of data, before it is compared with anything.
 *
 * @param model its name
 * @param made how it was made
 */
record JudgedTranslations(
        String model,
        boolean baseline,
        String modelClass,
        Map<String, Object> made,
        ParallelText data,
        List<String> hypotheses,
        OptionalDouble perplexity) {

    static JudgedTranslations of(
            Translator model,
            ParallelText data,
            List<String> hypotheses,
            OptionalDouble perplexity) {
        return new JudgedTranslations(
                model.name(),
                model.baseline(),
                model.getClass().getName(),
                model.provenanceMap(),
                data,
                List.copyOf(hypotheses),
                perplexity);
    }

    /**
     * @param how it was judged
     */
    EvaluationProvenance provenance(Map<String, Object> how) {
        Map<String, Object> judgedOn = ProvenanceMap.of(data.provenance());
        judgedOn.putAll(how);
        // A translation is a text, not one of a number of outputs.
        return TribuoProvenance.of(modelClass, made, 1, ParallelText.class.getName(), judgedOn);
    }
}
