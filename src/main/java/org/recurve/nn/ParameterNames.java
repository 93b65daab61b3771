package org.recurve.nn;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names of a block's parameters by where they are: {@code encoder.0.weight_ih}. DJL's own put a
 * counter before each child's name.
 */
public final class ParameterNames {
    private ParameterNames() {}

    /**
     * Names all parameters in and below a block.
     *
     * @param block the block
     * @return its parameters by name, in its own order
     */
    public static Map<String, Parameter> of(Block block) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        blocks(block)
                .forEach(
                        (place, child) ->
                                child.getDirectParameters()
                                        .forEach(
                                                p ->
                                                        named.put(
                                                                join(place, p.getKey()),
                                                                p.getValue())));
        return named;
    }

    /** {@return the block itself by the empty name, and all below it} */
    static Map<String, Block> blocks(Block block) {
        Map<String, Block> named = new LinkedHashMap<>();
        collect("", block, named);
        return named;
    }

    private static void collect(String place, Block block, Map<String, Block> named) {
        named.put(place, block);
        block.getChildren()
                .forEach(
                        child -> {
                            String name = child.getKey().replaceFirst("^\\d\\d", "");
                            collect(join(place, name), child.getValue(), named);
                        });
    }

    private static String join(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
