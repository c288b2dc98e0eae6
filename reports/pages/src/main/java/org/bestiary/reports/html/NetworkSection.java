package org.bestiary.reports.html;

import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.LayerSummary;
import org.bestiary.reports.run.ModelSummary;

/** The table of layers, with bars that show where the parameters and the work are. */
record NetworkSection(
        String input,
        String classes,
        String engine,
        String learnable,
        Optional<String> total,
        String multiplyAdds,
        String receptiveField,
        List<Layer> layers) {
    record Layer(
            String name,
            String type,
            String output,
            String receptiveField,
            String parameters,
            String parameterShare,
            String multiplyAdds,
            String costShare) {}

    static NetworkSection of(ModelSummary model) {
        long mostParameters = model.layers().stream()
                .mapToLong(LayerSummary::parameters)
                .max()
                .orElse(0);
        long mostWork = model.layers().stream()
                .mapToLong(LayerSummary::multiplyAdds)
                .max()
                .orElse(0);
        return new NetworkSection(
                shape(model.input()),
                Figures.count(model.classes()),
                model.engine(),
                Figures.count(model.learnableParameters()),
                Optional.of(Figures.count(model.totalParameters()))
                        .filter(total -> model.totalParameters() != model.learnableParameters()),
                Figures.count(model.multiplyAdds()),
                field(model.receptiveField()),
                model.layers().stream()
                        .map(layer -> new Layer(
                                layer.name(),
                                layer.type(),
                                shape(layer.output()),
                                field(layer.receptiveField()),
                                cost(layer.parameters()),
                                Figures.share(layer.parameters(), mostParameters),
                                cost(layer.multiplyAdds()),
                                Figures.share(layer.multiplyAdds(), mostWork)))
                        .toList());
    }

    private static String cost(long value) {
        return value == 0 ? Figures.NONE : Figures.count(value);
    }

    private static String field(long side) {
        return side == 0 ? Figures.NONE : side + " px";
    }

    /** The x between the sides as a multiplication sign. */
    static String shape(String shape) {
        return shape.matches("\\d+(x\\d+)+") ? shape.replace("x", " × ") : shape;
    }
}
