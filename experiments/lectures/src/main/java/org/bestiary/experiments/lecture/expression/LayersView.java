package org.bestiary.experiments.lecture.expression;

import java.util.List;
import org.bestiary.experiments.config.SpecException;

/** Several layers of a counted network; a value of them is the list of the layers' values. */
public final class LayersView {
    private final String which;
    private final List<LayerView> layers;

    LayersView(String which, List<LayerView> layers) {
        this.which = which;
        this.layers = layers;
    }

    /**
     * {@code count}, or the list of this value over the layers.
     *
     * @throws SpecException if there is no such value, or no layer to have it: a misspelt type must not become a sum of 0
     */
    public Object get(String name) {
        if (name.equals("count")) {
            return layers.size();
        }
        if (layers.isEmpty()) {
            throw new SpecException("there are no " + which + "; only their count, 0, has a value");
        }
        return layers.stream().map(l -> l.get(name)).toList();
    }

    @Override
    public String toString() {
        return which;
    }
}
