package org.recurve.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link SequenceModel} is made with.
 *
 * @param name what reports call it
 * @param encoder makes features of every step
 * @param dropout rate before the output layer
 * @param features width F of the input
 * @param steps length of the longest sequence of the data that the model was built for; longer ones
 *     will do as far as the encoder can take them
 * @param outputs names of the classes or values
 */
record SequenceSettings(
        String name,
        SequenceEncoder encoder,
        double dropout,
        int features,
        int steps,
        List<String> outputs) {

    SequenceSettings {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
        }
        outputs = List.copyOf(outputs);
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>(encoder.settings());
        map.put("dropout", Double.toString(dropout));
        map.put("features", Integer.toString(features));
        map.put("outputs", String.join(", ", outputs));
        return map;
    }
}
