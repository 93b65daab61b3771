package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.recurve.core.RecurveException;

/** Whether the tensors of a file are those that blocks need: all that is wrong, at once. */
final class StateDictCheck {
    private final List<String> wrong = new ArrayList<>();

    private StateDictCheck() {}

    /**
     * Compares.
     *
     * @param file named in the error
     * @param tensors what it holds, by name
     * @param targets what the blocks need, by name
     * @throws RecurveException if a tensor is missing, not expected, or of the wrong shape or type
     */
    static void check(Path file, Map<String, NDArray> tensors, Map<String, NDArray> targets) {
        StateDictCheck check = new StateDictCheck();
        targets.forEach((name, target) -> check.compare(name, tensors.get(name), target));
        tensors.forEach(
                (name, tensor) -> {
                    if (!targets.containsKey(name)) {
                        check.wrong.add("unexpected: " + name + " " + tensor.getShape());
                    }
                });
        if (!check.wrong.isEmpty()) {
            throw new RecurveException(
                    file
                            + " does not fit the blocks that it was loaded into:\n  "
                            + String.join("\n  ", check.wrong)
                            + "\n"
                            + advice(tensors, targets));
        }
    }

    private void compare(String name, NDArray tensor, NDArray target) {
        if (tensor == null) {
            wrong.add("missing: " + name + " " + target.getShape());
            return;
        }
        if (!tensor.getShape().equals(target.getShape())) {
            wrong.add(
                    "wrong shape: "
                            + name
                            + " is "
                            + tensor.getShape()
                            + " in the file, "
                            + target.getShape()
                            + " in the block");
        }
        if (!tensor.getDataType().isFloating()) {
            wrong.add(
                    "wrong type: "
                            + name
                            + " is "
                            + tensor.getDataType()
                            + ", expected floating-point numbers");
        }
    }

    private static String advice(Map<String, NDArray> tensors, Map<String, NDArray> targets) {
        // A single block that is a part of the module in the file.
        String first = targets.keySet().stream().findFirst().orElse("");
        Optional<String> module =
                tensors.keySet().stream()
                        .filter(name -> name.endsWith("." + first))
                        .map(name -> name.substring(0, name.length() - first.length() - 1))
                        .filter(
                                prefix ->
                                        targets.keySet().stream()
                                                .map(name -> prefix + "." + name)
                                                .map(tensors::get)
                                                .allMatch(Objects::nonNull))
                        .findFirst();
        return module.map(
                        name ->
                                "In the file the block is called \""
                                        + name
                                        + "\": name it, and the others there, as in Map.of(\""
                                        + name
                                        + "\", block).")
                .orElse(
                        "Build the blocks with the sizes that the weights were trained with, and"
                                + " call them what they are called in the file.");
    }
}
