package org.recurve.nn;

import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names of a block's parameters by where they are: {@code encoder.0.weight_ih}. DJL's own put a
 * counter before each child's name. The parts of a {@link SequentialBlock}, and parts that are all
 * called the same, are counted from 0, as in PyTorch.
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
        children(block).forEach((name, child) -> collect(join(place, name), child, named));
    }

    /** {@return what is directly below a block, by name} */
    static Map<String, Block> children(Block block) {
        BlockList children = block.getChildren();
        List<String> names = new ArrayList<>();
        for (String key : children.keys()) {
            String counter = String.format(Locale.ROOT, "%02d", names.size() + 1);
            names.add(key.startsWith(counter) ? key.substring(counter.length()) : key);
        }
        boolean numbered =
                block instanceof SequentialBlock
                        || names.stream().distinct().count() < names.size();
        Map<String, Block> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(numbered ? Integer.toString(i) : names.get(i), children.valueAt(i));
        }
        return named;
    }

    /** {@return a name below a place; either may be empty} */
    static String join(String place, String name) {
        return place.isEmpty() || name.isEmpty() ? place + name : place + "." + name;
    }
}
