package org.bestiary.experiments.lecture.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bestiary.zoo.analysis.LayerReport;

/** One layer of a counted network, as expressions see it. */
public final class LayerView extends View {
    private final LayerReport report;

    LayerView(LayerReport report) {
        super("layer " + report.name(), values(report));
        this.report = report;
    }

    private static Map<String, Supplier<Object>> values(LayerReport r) {
        Map<String, Supplier<Object>> values = new LinkedHashMap<>();
        values.put("name", r::name);
        values.put("type", r::type);
        values.put("output", () -> r.output().toString());
        values.put("channels", () -> r.output().channels());
        values.put("height", () -> r.output().height());
        values.put("width", () -> r.output().width());
        values.put("activations", () -> r.output().size());
        values.put("parameters", r::parameters);
        values.put("totalParameters", r::totalParameters);
        values.put("multiplyAdds", r::multiplyAdds);
        values.put("receptiveField", () -> r.receptiveField().size());
        values.put("jump", () -> r.receptiveField().jump());
        return values;
    }

    LayerReport report() {
        return report;
    }
}
