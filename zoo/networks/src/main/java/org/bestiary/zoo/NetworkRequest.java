package org.bestiary.zoo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Network;

/** What is asked of an architecture, held against what it offers. */
final class NetworkRequest {
    private NetworkRequest() {}

    /**
     * The network as asked for.
     *
     * @throws ZooException if input, classes or settings do not fit the architecture
     */
    static Network network(Architecture architecture, BuildOptions options) {
        ModelCard card = architecture.card();
        Shape input = options.input().orElse(card.input());
        Map<String, String> settings = complete(architecture, options.settings());
        int least = architecture.minimumSize(settings);
        if (input.height() < least || input.width() < least) {
            throw new ZooException("input must be at least " + least + "x" + least + " for " + architecture.id()
                    + ", but got " + input.height() + "x" + input.width() + "; pick a smaller network or resize");
        }
        int classes = options.classes().orElse(card.classes());
        return GraphScope.describe(architecture.id(), input, classes, settings, architecture::define);
    }

    private static Map<String, String> complete(Architecture architecture, Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>();
        architecture.options().forEach(o -> settings.put(o.name(), o.defaultValue()));
        for (Map.Entry<String, String> e : given.entrySet()) {
            Option option = architecture.options().stream()
                    .filter(o -> o.name().equals(e.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new ZooException(architecture.id() + " has no option '" + e.getKey() + "'"
                            + NearestNames.hint(e.getKey(), settings.keySet())));
            settings.put(option.name(), option.check(architecture.id(), e.getValue()));
        }
        return settings;
    }
}
