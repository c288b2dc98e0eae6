package org.bestiary.zoo.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors of a network by name, and where in a file they were.
 *
 * @param tensors in the file's order
 * @param entry names of the dict's entries on the way to them, such as {@code state_dict}; empty for the dict itself
 */
record StateDict(Map<String, TorchTensor> tensors, String entry) {
    /** Where training programs keep a network, the likeliest first. */
    private static final List<String> ENTRIES = List.of(
            "state_dict",
            "model_state_dict",
            "model",
            "net",
            "network",
            "module",
            "params",
            "state_dict_ema",
            "model_ema",
            "ema_state_dict",
            "ema");

    private static final int DEEPEST = 4;

    /**
     * Looks for tensors in what a file holds.
     *
     * @throws PickleException if there are none
     */
    static StateDict of(Object root) {
        return find(root, "", DEEPEST)
                .orElseThrow(() -> new PickleException("it holds none, not even in an entry " + ENTRIES.get(0) + ", "
                        + ENTRIES.get(2) + " or the like"));
    }

    private static Optional<StateDict> find(Object value, String path, int depth) {
        if (!(value instanceof Map<?, ?> map) || depth == 0) {
            return Optional.empty();
        }
        for (String entry : ENTRIES) {
            Optional<StateDict> inside = find(map.get(entry), path.isEmpty() ? entry : path + "." + entry, depth - 1);
            if (inside.isPresent()) {
                return inside;
            }
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        map.forEach((key, tensor) -> {
            if (key instanceof String name && tensor instanceof TorchTensor t) {
                tensors.put(name, t);
            }
        });
        return tensors.isEmpty() ? Optional.empty() : Optional.of(new StateDict(tensors, path));
    }
}
