package org.bestiary.zoo.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors without what programs put before all their names: {@code module.} (data-parallel training), {@code _orig_mod.}
 * (compiled models), {@code model.} and the like.
 */
final class Unprefixed implements TensorSource {
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.", "net.", "backbone.");

    private final TensorSource source;
    private final String prefix;

    private Unprefixed(TensorSource source, String prefix) {
        this.source = source;
        this.prefix = prefix;
    }

    /** The same tensors, without prefixes that every one of them has. */
    static TensorSource of(TensorSource source) {
        for (String prefix : PREFIXES) {
            if (!source.shapes().isEmpty()
                    && source.shapes().keySet().stream().allMatch(name -> name.startsWith(prefix))) {
                return of(new Unprefixed(source, prefix));
            }
        }
        return source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        source.shapes().forEach((name, shape) -> shapes.put(name.substring(prefix.length()), shape));
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        source.read(prefix + tensor, from, to);
    }

    @Override
    public void close() {
        source.close();
    }
}
