package org.bestiary.experiments.config;

import java.util.Map;

/**
 * Where the entries of a spec stand.
 *
 * @param origin file name, or name of a shipped spec
 * @param lines line of each entry by its path
 * @param overrides what {@code --set} gave, by path
 * @param network index in {@code models} of the network that paths are about, or -1
 */
public record Place(String origin, Map<String, Integer> lines, Map<String, String> overrides, int network) {
    public Place {
        lines = Map.copyOf(lines);
        overrides = Map.copyOf(overrides);
    }

    /** The same for one of several networks. */
    Place ofNetwork(int index) {
        return new Place(origin, lines, overrides, index);
    }

    /** Line of an entry, or 0 where it is not known. */
    int line(String path) {
        return lines.getOrDefault(written(path), 0);
    }

    /** Where an entry was given: {@code my.yaml:7}, or {@code --set training.batch=0}. */
    String of(String path) {
        String at = written(path);
        if (overrides.containsKey(at)) {
            return "--set " + at + "=" + overrides.get(at);
        }
        while (!lines.containsKey(at) && at.contains(".")) {
            at = at.substring(0, at.lastIndexOf('.'));
        }
        return lines.containsKey(at) ? origin + ":" + lines.get(at) : origin;
    }

    /** The path as the user wrote it: a network's own entry where there is one. */
    private String written(String path) {
        if (network < 0) {
            return path;
        }
        String own = "models[" + network + "]";
        if (path.equals("model") || path.startsWith("model.")) {
            return own + path.substring("model".length());
        }
        String replaced = own + "." + path;
        return lines.containsKey(replaced) || overrides.containsKey(replaced) ? replaced : path;
    }
}
