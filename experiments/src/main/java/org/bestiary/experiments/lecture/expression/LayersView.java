package org.bestiary.experiments.lecture.expression;

import java.util.List;

/** Several layers of a counted network; a value of them is the list of the layers' values. */
public final class LayersView {
    private final List<LayerView> layers;

    LayersView(List<LayerView> layers) {
        this.layers = layers;
    }

    /** {@code count}, or the list of this value over the layers. */
    public Object get(String name) {
        return name.equals("count")
                ? layers.size()
                : layers.stream().map(l -> l.get(name)).toList();
    }
}
