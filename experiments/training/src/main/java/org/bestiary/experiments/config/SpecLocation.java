package org.bestiary.experiments.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where the entries of a spec or a ledger stand.
 *
 * @param origin file name, or name of a shipped spec
 * @param lines line of each entry by its path
 * @param overrides what {@code --set} gave, by path
 * @param network index in {@code models} of the network that paths are about, or -1
 */
public record SpecLocation(String origin, Map<String, Integer> lines, Map<String, String> overrides, int network) {
    /** The entries of a file that nothing overrides. */
    public static SpecLocation of(String origin, YamlTree tree) {
        return new SpecLocation(origin, tree.lines(), Map.of(), -1);
    }

    public SpecLocation {
        lines = Map.copyOf(lines);
        overrides = Map.copyOf(overrides);
    }

    /** The same for one of several networks. */
    SpecLocation ofNetwork(int index) {
        return new SpecLocation(origin, lines, overrides, index);
    }

    /** Line of an entry, or 0 where it is not known. */
    int line(String path) {
        return lines.getOrDefault(written(path), 0);
    }

    /**
     * Throws if there are mistakes, misspelt names first: such a one is most often why another one is missing.
     *
     * @throws SpecException with the place and the rule of each, and in its message those of the first and how many more
     *     there are
     */
    public void refuse(List<Violation> violations) {
        List<String> mistakes = violations.stream()
                .sorted(Comparator.comparing((Violation v) -> !v.unknownName())
                        .thenComparing(v -> line(v.path()))
                        .thenComparing(Violation::path))
                .map(violation -> of(violation.path()) + ": " + violation.rule())
                .distinct()
                .toList();
        if (!mistakes.isEmpty()) {
            throw new SpecException(mistakes);
        }
    }

    /** Where an entry was given: {@code my.yaml:7}, or {@code --set training.batch=0}. */
    public String of(String path) {
        String at = written(path);
        // What was overridden is not what the file says, nor is anything in it.
        for (String around = at; !around.isEmpty(); around = parent(around)) {
            if (overrides.containsKey(around)) {
                return "--set " + around + "=" + overrides.get(around);
            }
        }
        while (!lines.containsKey(at) && !parent(at).isEmpty()) {
            at = parent(at);
        }
        return lines.containsKey(at) ? origin + ":" + lines.get(at) : origin;
    }

    /** The path of the mapping or list around an entry; empty for one of the whole. */
    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
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
