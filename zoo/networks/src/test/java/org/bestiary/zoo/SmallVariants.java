package org.bestiary.zoo;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every network of the registry at a size that a test can afford, and by rule those that stand for the others, so that the
 * next architecture is tested without anybody adding it to a list.
 */
public final class SmallVariants {
    /** Classes of every small variant. */
    public static final int CLASSES = 4;

    /** A network of dense layers reads images of any size; these are small and still images. */
    private static final int LEAST = 8;

    /** A sequence must be longer than the windows that slide along it. */
    private static final int SEQUENCE = 16;

    private SmallVariants() {}

    /** As small as the network goes: least input (with the small stem), few classes, short dense layers. */
    public static BuildOptions of(String id) {
        Architecture architecture = Zoo.find(id);
        Map<String, String> settings = new HashMap<>();
        for (Option option : architecture.options()) {
            switch (option.name()) {
                case "stem" -> settings.put("stem", "small");
                case "denseUnits" -> settings.put("denseUnits", "32");
                default -> {}
            }
        }
        BuildOptions small = BuildOptions.defaults().classes(CLASSES);
        for (Map.Entry<String, String> s : settings.entrySet()) {
            small = small.set(s.getKey(), s.getValue());
        }
        Shape input = architecture.card().input();
        if (input.height() == 1) {
            return small.input(Shape.map(input.channels(), 1, SEQUENCE));
        }
        int size = Math.max(LEAST, architecture.minimumSize(settings));
        return small.input(Shape.map(input.channels(), size, size));
    }

    /** The cheapest small variant of every family, in the order of the registry. */
    public static List<String> oneOfEachFamily() {
        Map<String, List<Architecture>> families = Zoo.all().stream()
                .collect(Collectors.groupingBy(a -> a.card().family(), LinkedHashMap::new, Collectors.toList()));
        return families.values().stream()
                .map(variants -> variants.stream()
                        .map(Architecture::id)
                        .min(Comparator.comparingLong(SmallVariants::cost))
                        .orElseThrow())
                .toList();
    }

    /** Cheap small variants that together have every kind of operation and every way of joining two, cheapest first. */
    public static List<String> everyKindOfOperation() {
        Set<String> seen = new HashSet<>();
        return Zoo.ids().stream()
                .sorted(Comparator.comparingLong(SmallVariants::cost))
                .filter(id -> seen.addAll(kinds(id)))
                .toList();
    }

    /** What the operations of a network are called, without their numbers. */
    private static Set<String> kinds(String id) {
        return Zoo.find(id).network(of(id)).nodes().stream()
                .map(node -> node.words().replaceAll("[0-9]\\S*", ""))
                .collect(Collectors.toSet());
    }

    private static long cost(String id) {
        Analysis analysis = Analysis.of(Zoo.find(id).network(of(id)));
        // In passes over a few images, what is once a step and what is once an image weigh about the same.
        return analysis.multiplyAdds() + 10 * analysis.totalParameters();
    }

    /** The names of the small variants that have at most this many parameters. */
    public static Stream<String> withAtMost(long parameters) {
        return Zoo.ids().stream()
                .filter(id -> Analysis.of(Zoo.find(id).network(of(id))).totalParameters() <= parameters);
    }

    /** Random images of both signs, as the engine reads them. */
    static INDArray images(Shape shape, Engine engine, int batch) {
        INDArray nchw = Nd4j.rand(DataType.FLOAT, batch, shape.channels(), shape.height(), shape.width())
                .muli(2)
                .subi(1);
        return LayerSet.of(engine).layout() == CNN2DFormat.NHWC
                ? nchw.permute(0, 2, 3, 1).dup('c')
                : nchw;
    }
}
