package org.recurve.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a training notes down about itself. */
final class Provenance {
    private Provenance() {}

    static Map<String, String> settings(Training<?> training, Trainable<?> model) {
        Map<String, String> settings = new LinkedHashMap<>(model.settings());
        settings.put("optimizer", training.optimizer.toString());
        settings.put("schedule", training.schedule.toString());
        settings.put("batches", training.batches.toString());
        settings.put("epochs", Integer.toString(training.epochs));
        settings.put("keep best", Boolean.toString(training.keepBest));
        if (training.clipNorm < Double.POSITIVE_INFINITY) {
            settings.put("clip norm", Double.toString(training.clipNorm));
        }
        if (training.clipValue < Double.POSITIVE_INFINITY) {
            settings.put("clip value", Double.toString(training.clipValue));
        }
        if (training.accumulate > 1) {
            settings.put("accumulated batches", Integer.toString(training.accumulate));
        }
        if (training.averageDecay > 0) {
            settings.put("exponential average", "decay " + training.averageDecay);
        }
        if (training.averagePatience >= 0) {
            settings.put("average on plateau", "patience " + training.averagePatience);
        }
        if (training.patience >= 0) {
            settings.put(
                    "early stopping",
                    "patience " + training.patience + ", min delta " + training.minDelta);
        }
        if (training.loss != null) {
            settings.put("loss", training.loss.getClass().getName());
        }
        for (int i = 0; i < training.groups.size(); i++) {
            settings.put("parameter group " + (i + 1), training.groups.get(i).toString());
        }
        return settings;
    }

    static Map<String, String> versions() {
        String own = Provenance.class.getPackage().getImplementationVersion();
        Engine engine = Engine.getInstance();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Recurve", own == null ? "development" : own);
        versions.put("Java", Runtime.version().toString());
        versions.put("DJL", Engine.getDjlVersion());
        versions.put(engine.getEngineName(), engine.getVersion());
        return versions;
    }

    static String device(Device device) {
        return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
    }
}
