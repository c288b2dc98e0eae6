package org.bestiary.zoo;

import java.util.List;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every network of the registry at a size that a test can afford. */
final class SmallVariants {
    static final int CLASSES = 4;

    private SmallVariants() {}

    /** As small as the network goes: least input (32 with the small stem), few classes, short dense layers. */
    static BuildOptions of(String id) {
        Architecture architecture = Zoo.find(id);
        List<String> options = architecture.options().stream().map(Option::name).toList();
        int size = architecture.card().minimumSize();
        BuildOptions small = BuildOptions.defaults().classes(CLASSES);
        if (options.contains("stem")) {
            small = small.set("stem", "small");
            size = Math.min(size, 32);
        }
        if (options.contains("denseUnits")) {
            small = small.set("denseUnits", "32");
        }
        if (id.equals("mnist-dense")) {
            size = 8;
        }
        if (id.equals("fcn-1d")) {
            return small.input(Shape.map(1, 1, 16)); // a sequence, and no square
        }
        return small.input(Shape.map(architecture.card().input().channels(), size, size));
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
