package org.bestiary.zoo.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;

/**
 * The layers with parameters of a network, by names of people: a layer ({@code stage3.block2.conv1}), a part ({@code
 * stage3}), or {@code base} for all below a {@link Head}.
 */
public final class LayerNames {
    /** All layers but those of the head (or, without one, but the classifier). */
    public static final String BASE = "base";

    private final Network network;
    private final List<String> layers;

    /** The names of a network. */
    public LayerNames(Network network) {
        this.network = network;
        this.layers = network.nodes().stream()
                .filter(n -> n.op() instanceof Conv || n.op() instanceof Dense || n.op() instanceof BatchNorm)
                .map(Node::name)
                .toList();
    }

    /** Every layer with parameters, in the order of the network. */
    public List<String> all() {
        return layers;
    }

    /**
     * The layers that names stand for.
     *
     * @throws ZooException if one stands for none; names the nearest
     */
    public Set<String> of(List<String> names) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : names) {
            List<String> meant = meant(name);
            if (meant.isEmpty()) {
                Set<String> known = known();
                throw new ZooException(network.id() + " has no layer with parameters and no stage '" + name + "'"
                        + NearestNames.hint(name, known));
            }
            found.addAll(meant);
        }
        return found;
    }

    /**
     * The layers from the first that a name stands for to the end of the network.
     *
     * @throws ZooException if it stands for none; names the nearest
     */
    public Set<String> from(String name) {
        int first = layers.indexOf(of(List.of(name)).iterator().next());
        return new LinkedHashSet<>(layers.subList(first, layers.size()));
    }

    private List<String> meant(String name) {
        if (name.equals(BASE)) {
            return base();
        }
        return layers.stream()
                .filter(l -> l.equals(name) || l.startsWith(name + "."))
                .toList();
    }

    /** The layers that are not of the head. */
    public List<String> base() {
        String last = network.classifier().name();
        boolean headed = last.startsWith(Head.PREFIX);
        return layers.stream()
                .filter(l -> headed ? !l.startsWith(Head.PREFIX) : !l.equals(last))
                .toList();
    }

    private Set<String> known() {
        Set<String> known = new LinkedHashSet<>(List.of(BASE));
        for (String layer : layers) {
            for (int dot = layer.indexOf('.'); dot > 0; dot = layer.indexOf('.', dot + 1)) {
                known.add(layer.substring(0, dot));
            }
        }
        known.addAll(layers);
        return known;
    }

    /**
     * The layers in groups, first to last: a stage is a group ({@code stage3.block2.conv1} belongs to {@code stage3}), and so
     * are neighbours that belong to none.
     */
    public List<Set<String>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        String before = "";
        int unnamed = 0;
        for (String layer : layers) {
            int dot = layer.indexOf('.');
            String group = dot > 0 ? layer.substring(0, dot) : "";
            if (group.isEmpty() && (!before.isEmpty() || unnamed == 0)) {
                unnamed++;
            }
            groups.computeIfAbsent(group.isEmpty() ? "#" + unnamed : group, g -> new LinkedHashSet<>())
                    .add(layer);
            before = group;
        }
        return new ArrayList<>(groups.values());
    }
}
