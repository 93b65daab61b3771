package org.recurve.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.recurve.browser.Chromium;
import org.recurve.core.RecurveException;

/**
 * Skips the browser test where something is missing that it cannot do without, but lets it fail in
 * continuous integration.
 */
final class BrowserNeeds implements ExecutionCondition {
    private static final Logger LOG = Logger.getLogger(BrowserNeeds.class.getName());

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return ConditionEvaluationResult.enabled("its class is");
        }
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("everything is there");
        }
        String reason =
                "the browser test needs "
                        + String.join(", ", missing)
                        + "; on Debian, type: sudo apt-get install chromium chromium-driver"
                        + " jupyter-notebook";
        if ("true".equals(System.getenv("CI"))) {
            throw new RecurveException(reason);
        }
        LOG.warning("skipped: " + reason); // Maven itself only counts what is skipped
        return ConditionEvaluationResult.disabled(reason);
    }

    private static List<String> missing() {
        List<String> missing = new ArrayList<>(Chromium.missing());
        if (!has("notebook.notebookapp")) {
            missing.add("Jupyter Notebook 6");
        }
        if (has("jupyterlab")) {
            missing.add(
                    "a Python without JupyterLab, which recurve lab would open (RECURVE_PYTHON)");
        }
        return missing;
    }

    private static boolean has(String module) {
        try {
            Jupyter.with(module);
            return true;
        } catch (RecurveException e) {
            return false;
        }
    }
}
