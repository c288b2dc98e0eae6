package org.bestiary.experiments.lecture.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.Wildcards;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;

/** A counted network, as expressions see it: {@code model('vgg19').learnableParameters}. */
public final class NetworkView extends View {
    private final Analysis analysis;

    NetworkView(Analysis analysis) {
        super("network " + analysis.network().id(), values(analysis));
        this.analysis = analysis;
    }

    private static Map<String, Supplier<Object>> values(Analysis a) {
        LayerReport last = a.layers().get(a.layers().size() - 1);
        Map<String, Supplier<Object>> values = new LinkedHashMap<>();
        values.put("input", () -> a.network().input().toString());
        values.put("classes", () -> a.network().classes());
        values.put("output", () -> last.output().toString());
        values.put("learnableParameters", a::learnableParameters);
        values.put("totalParameters", a::totalParameters);
        values.put("denseParameters", a::denseParameters);
        values.put("densePercent", () -> densePercent(a));
        values.put("bytes", () -> Math.multiplyExact(a.learnableParameters(), (long) Float.BYTES));
        values.put("multiplyAdds", a::multiplyAdds);
        values.put("receptiveField", () -> a.receptiveField().size());
        values.put("jump", () -> a.receptiveField().jump());
        values.put("depth", a::depth);
        values.put("weightLayers", a::weightLayers);
        return values;
    }

    private static double densePercent(Analysis a) {
        if (a.learnableParameters() == 0) {
            throw new SpecException("a network must have parameters for some of them to be dense, but "
                    + a.network().id() + " has none");
        }
        return 100.0 * a.denseParameters() / a.learnableParameters();
    }

    /**
     * The layer of this name.
     *
     * @throws SpecException if there is none
     */
    public LayerView layer(String name) {
        return analysis.layers().stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .map(LayerView::new)
                .orElseThrow(() -> new SpecException(this + " has no layer '" + name + "'"
                        + Names.hint(
                                name,
                                analysis.layers().stream()
                                        .map(LayerReport::name)
                                        .toList())));
    }

    /** All layers. */
    public LayersView layers() {
        return select("layers of " + this, l -> true);
    }

    /** The layers of a type: those whose type has all these words, as in {@code layers('max pool')}. */
    public LayersView layers(String type) {
        List<String> words = List.of(type.split(" +"));
        return select(
                "layers of " + this + " of type '" + type + "'",
                l -> List.of(l.type().split("[ /]")).containsAll(words));
    }

    /**
     * The layers whose names match a pattern, see {@link Wildcards}.
     *
     * @throws SpecException if none does
     */
    public LayersView named(String pattern) {
        if (analysis.layers().stream().noneMatch(l -> Wildcards.match(pattern, l.name()))) {
            throw new SpecException("no layer of " + this + " is called like '" + pattern + "'");
        }
        return select("layers of " + this + " called '" + pattern + "'", l -> Wildcards.match(pattern, l.name()));
    }

    private LayersView select(String which, Predicate<LayerReport> wanted) {
        return new LayersView(
                which,
                analysis.layers().stream().filter(wanted).map(LayerView::new).toList());
    }
}
