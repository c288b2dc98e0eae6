package org.bestiary.experiments.lecture.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bestiary.zoo.graph.Engine;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What convolution layers compute. */
final class ConvolutionChecks {
    private ConvolutionChecks() {}

    /** Shape of what 8 filters of 3x3 make of ten images of 24x24, written N x H x W x C. */
    static Object outputShape(Instruments i) {
        INDArray images = Arrays4.random(1, 10, 3, 24, 24);
        return BothEngines.answer(e -> {
            long[] s = BothEngines.forward(i.bench(), e, "3x24x24 conv:8,3,same", images)
                    .shape();
            return s[0] + "x" + s[2] + "x" + s[3] + "x" + s[1];
        });
    }

    /** The output for 0..8 in three rows and the kernel 0 1 / 2 3. */
    static Object crossCorrelation(Instruments i) {
        INDArray image = Arrays4.image(new float[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
        float[] kernel = {0, 1, 2, 3};
        return BothEngines.answer(e -> text(apply(i.bench(), e, "1x3x3 conv:1,2,nobias", image, kernel)));
    }

    /** Largest distance between convolution as mathematics defines it and the layer with its kernel turned round. */
    static Object flippedKernel(Instruments i) {
        return BothEngines.larger(e -> {
            double line = convolved(i.bench(), e, 1, 32, 1, 5);
            double plane = convolved(i.bench(), e, 16, 16, 3, 3);
            return Math.max(line, plane);
        });
    }

    private static double convolved(Bench bench, Engine e, int rows, int columns, int kernelRows, int kernelColumns) {
        INDArray image = Arrays4.random(2, 1, 1, rows, columns);
        float[] kernel = Arrays4.random(3, kernelRows * kernelColumns).toFloatVector();
        float[] flipped = new float[kernel.length];
        for (int k = 0; k < kernel.length; k++) {
            flipped[k] = kernel[kernel.length - 1 - k];
        }
        String chain = "1x" + rows + "x" + columns + " conv:1," + kernelRows + "x" + kernelColumns + ",nobias";
        INDArray output = apply(bench, e, chain, image, flipped);
        double worst = 0;
        for (int y = 0; y < output.size(2); y++) {
            for (int x = 0; x < output.size(3); x++) {
                double sum = 0;
                for (int a = 0; a < kernelRows; a++) {
                    for (int b = 0; b < kernelColumns; b++) {
                        sum += kernel[a * kernelColumns + b]
                                * image.getDouble(0, 0, y + kernelRows - 1 - a, x + kernelColumns - 1 - b);
                    }
                }
                worst = Math.max(worst, Math.abs(sum - output.getDouble(0, 0, y, x)));
            }
        }
        return worst;
    }

    /** Shapes after one and after two convolutions of 3x3 with padding 1 and stride 2 on 5x5. */
    static Object stridedShapes(Instruments i) {
        INDArray image = Arrays4.random(4, 1, 1, 5, 5);
        return BothEngines.answer(e -> {
            List<String> shapes = new ArrayList<>();
            for (String chain : List.of("1x5x5 conv:1,3,p1,s2", "1x5x5 conv:1,3,p1,s2 conv:1,3,p1,s2")) {
                long[] s = BothEngines.forward(i.bench(), e, chain, image).shape();
                shapes.add(s[2] + "x" + s[3]);
            }
            return shapes;
        });
    }

    private static INDArray apply(Bench bench, Engine e, String chain, INDArray image, float[] kernel) {
        return BothEngines.run(
                        bench,
                        e,
                        chain,
                        image,
                        false,
                        (name, values) -> {
                            if (name.endsWith("conv_W")) {
                                for (int k = 0; k < kernel.length; k++) {
                                    values.putScalar(
                                            new long[] {0, 0, k / values.size(3), k % values.size(3)}, kernel[k]);
                                }
                            }
                        },
                        Optional.empty())
                .output();
    }

    /** A map of one channel as {@code [[19,25],[37,43]]}; whole numbers as such. */
    static String text(INDArray map) {
        float[][] rows = map.reshape(map.size(2), map.size(3)).toFloatMatrix();
        return Arrays.stream(rows)
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    for (float v : row) {
                        cells.add(
                                Math.abs(v - Math.round(v)) < 1e-4
                                        ? Integer.toString(Math.round(v))
                                        : Float.toString(v));
                    }
                    return String.join(",", cells);
                })
                .collect(Collectors.joining("],[", "[[", "]]"));
    }
}
