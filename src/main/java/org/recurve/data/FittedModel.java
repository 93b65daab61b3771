package org.recurve.data;

import java.util.Map;

/** What an evaluation tells of the model or baseline that it judges. */
public interface FittedModel {

    /** {@return the model in a few words ({@code "LSTM 2x200"})} */
    String name();

    /** {@return the seed of the run that made it, or -1 where none was needed} */
    long seed();

    /** {@return how it was made, as nested maps, lists, strings, numbers and booleans} */
    Map<String, Object> provenanceMap();

    /** {@return whether this is a simple reference to compare models with} */
    default boolean baseline() {
        return false;
    }
}
