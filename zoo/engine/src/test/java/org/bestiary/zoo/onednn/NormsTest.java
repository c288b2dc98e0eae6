package org.bestiary.zoo.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.kernel.Nd4jKernels;
import org.bestiary.zoo.kernel.NormShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** oneDNN's batch normalisation gives what the same written out gives, for channels that fill vectors and for all others. */
class NormsTest {
    private static final Kernels.Norm ONEDNN = OneDnnKernels.load().norm();
    private static final Kernels.Norm PLAIN = Nd4jKernels.load().norm();
    private static final double TOLERANCE = 2e-5;

    static List<NormShape> shapes() {
        List<NormShape> shapes = new ArrayList<>();
        int[][] sizes = {{1, 1}, {7, 7}, {5, 3}, {4, 4}, {16, 16}};
        for (int channels : new int[] {1, 3, 8, 12, 16, 20, 28, 33, 100}) {
            for (int[] size : sizes) {
                for (int batch : new int[] {1, 3, 4}) {
                    if (batch * size[0] * size[1] > 1) {
                        boolean relu = shapes.size() % 2 == 0;
                        shapes.add(new NormShape(batch, size[0], size[1], channels, 1e-3f, relu));
                    }
                }
            }
        }
        return shapes;
    }

    /** Arrays of one call, away from zero mean and unit deviation, and different for each channel. */
    private record Arrays(INDArray x, INDArray dy, INDArray scaleShift, INDArray mean, INDArray variance) {
        static Arrays of(NormShape s) {
            Random random = new Random(7);
            long[] shape = {s.batch(), s.height(), s.width(), s.channels()};
            INDArray x = Nd4j.create(DataType.FLOAT, shape);
            INDArray dy = x.ulike();
            for (long i = 0; i < x.length(); i++) {
                long channel = i % s.channels();
                x.putScalar(i, (1 + 0.1 * channel) * random.nextGaussian() + channel % 5 - 2);
                dy.putScalar(i, random.nextGaussian() + 0.3);
            }
            INDArray scaleShift = Nd4j.create(DataType.FLOAT, 2L * s.channels());
            INDArray mean = Nd4j.create(DataType.FLOAT, s.channels());
            INDArray variance = mean.ulike();
            for (int c = 0; c < s.channels(); c++) {
                scaleShift.putScalar(c, 0.5 + random.nextDouble());
                scaleShift.putScalar(s.channels() + c, random.nextGaussian());
                mean.putScalar(c, random.nextGaussian());
                variance.putScalar(c, 0.5 + random.nextDouble());
            }
            return new Arrays(x, dy, scaleShift, mean, variance);
        }
    }

    private static void near(String what, INDArray got, INDArray expected) {
        double largest = Math.max(1, expected.amaxNumber().doubleValue());
        assertThat(got.sub(expected).amaxNumber().doubleValue()).as(what).isLessThan(TOLERANCE * largest);
    }

    private static INDArray mask(Kernels.Norm norm, NormShape s) {
        long floats = norm.mask(s);
        return floats == 0 ? null : Nd4j.create(DataType.FLOAT, floats);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void statisticsOfTheBatch(NormShape s) {
        Arrays a = Arrays.of(s);
        List<INDArray> got = trained(ONEDNN, s, a);
        List<INDArray> expected = trained(PLAIN, s, a);
        List<String> names = List.of("mean", "variance", "y", "dx", "dScaleShift");
        for (int i = 0; i < got.size(); i++) {
            near(names.get(i) + " of " + s, got.get(i), expected.get(i));
        }
    }

    private static List<INDArray> trained(Kernels.Norm norm, NormShape s, Arrays a) {
        INDArray mean = a.mean.ulike();
        INDArray variance = a.mean.ulike();
        INDArray y = a.x.ulike();
        INDArray dx = a.x.ulike();
        INDArray dScaleShift = a.scaleShift.ulike();
        INDArray mask = mask(norm, s);
        norm.forward(s, a.x, a.scaleShift, mean, variance, mask, y);
        norm.back(s, a.x, a.dy, a.scaleShift, mean, variance, mask, dx, dScaleShift);
        return List.of(mean, variance, y, dx, dScaleShift);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givenStatistics(NormShape s) {
        Arrays a = Arrays.of(s);
        List<INDArray> got = fixed(ONEDNN, s, a);
        List<INDArray> expected = fixed(PLAIN, s, a);
        List<String> names = List.of("y", "dx", "dScaleShift");
        for (int i = 0; i < got.size(); i++) {
            near(names.get(i) + " of " + s, got.get(i), expected.get(i));
        }
    }

    private static List<INDArray> fixed(Kernels.Norm norm, NormShape s, Arrays a) {
        INDArray y = a.x.ulike();
        INDArray dx = a.x.ulike();
        INDArray dScaleShift = a.scaleShift.ulike();
        norm.fixedForward(s, a.x, a.scaleShift, a.mean, a.variance, y);
        norm.fixedBack(s, a.x, a.dy, a.scaleShift, a.mean, a.variance, dx, dScaleShift);
        return List.of(y, dx, dScaleShift);
    }

    @Test
    void channelsAreFoldedUntilTheyFillVectors() {
        assertThat(view(3, 8, 8, 28)).contains(new NormShape(3, 1, 16, 112, 1e-3f, true));
        assertThat(view(3, 8, 8, 12)).contains(new NormShape(3, 1, 16, 48, 1e-3f, true));
        assertThat(view(16, 1, 1, 3)).as("across images").contains(new NormShape(1, 1, 1, 48, 1e-3f, true));
        assertThat(view(3, 2, 2, 20)).contains(new NormShape(3, 1, 1, 80, 1e-3f, true));
        assertThat(view(1, 2, 1, 20)).as("half a vector").contains(new NormShape(1, 1, 1, 40, 1e-3f, true));
        assertThat(view(3, 7, 7, 28)).as("no multiple of four pixels").isEmpty();
        assertThat(view(3, 8, 8, 24)).as("fills vectors of eight").isEmpty();
    }

    private static Optional<NormShape> view(int batch, int height, int width, int channels) {
        return NormFolding.of(new NormShape(batch, height, width, channels, 1e-3f, true))
                .map(NormFolding::view);
    }
}
