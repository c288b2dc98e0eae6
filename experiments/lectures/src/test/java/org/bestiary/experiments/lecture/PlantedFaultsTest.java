package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.experiments.lecture.check.Bench;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.op.ReceptiveField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** Mistakes put into the instruments one at a time: the verdicts that rest on them must change, and only by measuring. */
class PlantedFaultsTest {
    private static final Instruments REAL = Instruments.real();

    private static Instruments counting(UnaryOperator<Analysis> fault) {
        return new Instruments(REAL.zoo(), n -> fault.apply(REAL.counter().apply(n)), REAL.bench());
    }

    private static Instruments zoo(Map<String, String> inPlaceOf) {
        Function<String, Architecture> zoo = id -> Zoo.find(inPlaceOf.getOrDefault(id, id));
        return new Instruments(zoo, REAL.counter(), REAL.bench());
    }

    private static Instruments bench(BiFunction<Bench.Trial, Bench.Outcome, Bench.Outcome> fault) {
        return new Instruments(REAL.zoo(), REAL.counter(), new Bench() {
            @Override
            public Outcome run(Trial trial) {
                return fault.apply(trial, REAL.bench().run(trial));
            }

            @Override
            public double trainOneStep(Engine engine, Architecture network, int batch) {
                return 0; // a step that changes nothing
            }
        });
    }

    private static Analysis layers(Analysis a, UnaryOperator<LayerReport> change) {
        List<LayerReport> rows = a.layers().stream().map(change).toList();
        return new Analysis(
                a.network(),
                rows,
                rows.stream().mapToLong(LayerReport::parameters).sum(),
                rows.stream().mapToLong(LayerReport::totalParameters).sum(),
                rows.stream().mapToLong(LayerReport::multiplyAdds).sum(),
                a.denseParameters(),
                rows.get(rows.size() - 1).receptiveField(),
                a.depth(),
                a.weightLayers());
    }

    /** Counts a convolution's bias once for the layer, not once per filter. */
    private static Analysis oneBias(Analysis a) {
        return layers(
                a,
                l -> l.type().startsWith("conv")
                        ? new LayerReport(
                                l.name(),
                                l.type(),
                                l.output(),
                                l.parameters() - l.output().channels() + 1,
                                l.totalParameters() - l.output().channels() + 1,
                                l.multiplyAdds(),
                                l.receptiveField())
                        : l);
    }

    /** Counts two operations per multiply-add. */
    private static Analysis twoPerMultiplyAdd(Analysis a) {
        return layers(
                a,
                l -> new LayerReport(
                        l.name(),
                        l.type(),
                        l.output(),
                        l.parameters(),
                        l.totalParameters(),
                        2 * l.multiplyAdds(),
                        l.receptiveField()));
    }

    /** Forgets that strides multiply up: every window adds kernel - 1. */
    private static Analysis noJump(Analysis a) {
        long[] size = {1};
        return layers(a, l -> {
            size[0] += l.type().contains("3") ? 2 : 0;
            return new LayerReport(
                    l.name(),
                    l.type(),
                    l.output(),
                    l.parameters(),
                    l.totalParameters(),
                    l.multiplyAdds(),
                    ReceptiveField.square(size[0], 1, 0));
        });
    }

    private static Bench.Outcome output(Bench.Outcome o, UnaryOperator<INDArray> change) {
        return new Bench.Outcome(change.apply(o.output()), o.inputGradient());
    }

    private static Bench.Outcome gradient(Bench.Outcome o, UnaryOperator<INDArray> change) {
        return new Bench.Outcome(o.output(), o.inputGradient().map(change));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "one bias per layer",
                        counting(PlantedFaultsTest::oneBias),
                        Map.of(
                                "conv-one-filter", Verdict.REPRODUCED, // a single filter has a single bias
                                "conv-16-rgb", Verdict.DIFFERS,
                                "vgg19-parameters", Verdict.DIFFERS)),
                Arguments.of(
                        "two operations per multiply-add",
                        counting(PlantedFaultsTest::twoPerMultiplyAdd),
                        Map.of(
                                "vgg19-vs-resnet34-flops", Verdict.DIFFERS,
                                "mobilenet-widths", Verdict.DIFFERS,
                                "separable-ratio", Verdict.REPRODUCED)), // a ratio does not notice
                Arguments.of(
                        "no jump in the receptive field",
                        counting(PlantedFaultsTest::noJump),
                        Map.of(
                                "rf-two-3x3", Verdict.REPRODUCED,
                                "rf-strides", Verdict.DIFFERS,
                                "dilated-no-parameters", Verdict.DIFFERS,
                                "rf-dilated", Verdict.DIFFERS)),
                // Another library's VGG-19 lacks a dense layer; here VGG-16 stands in its place.
                Arguments.of(
                        "another network",
                        zoo(Map.of("vgg19", "vgg16", "resnet34-a", "resnet34")),
                        Map.of(
                                "vgg19-parameters", Verdict.DIFFERS,
                                "vgg-table", Verdict.DIFFERS,
                                "vgg16-138m", Verdict.REPRODUCED)),
                Arguments.of(
                        "a kernel that is turned round",
                        bench((t, o) -> t.images().size(2) == 3 ? output(o, y -> Nd4j.reverse(y.dup())) : o),
                        Map.of(
                                "cross-correlation-2x2", Verdict.DIFFERS,
                                "maxpool-forward", Verdict.REPRODUCED)),
                Arguments.of(
                        "gradients that do not add up",
                        bench((t, o) -> gradient(o, g -> Nd4j.getExecutioner().exec(new ScalarMin(g.dup(), 3)))),
                        Map.of("maxpool-backward", Verdict.DIFFERS)),
                Arguments.of(
                        "a gradient that is lost at one of the maxima",
                        bench((t, o) -> gradient(
                                o, g -> g.dup().putScalar(new long[] {0, 0, 0, 2}, 0))), // the 8 of the first row
                        Map.of("maxpool-backward", Verdict.DIFFERS)),
                Arguments.of(
                        "prediction that does not normalise",
                        bench((t, o) -> t.training() ? o : output(o, y -> t.images())),
                        Map.of("bn-train-vs-predict", Verdict.NOT_REPRODUCED)),
                Arguments.of(
                        "one engine that is wrong",
                        bench((t, o) -> t.engine() == Engine.FAST ? output(o, y -> y.add(1)) : o),
                        Map.of(
                                "maxpool-forward", Verdict.DIFFERS,
                                "bn-undo", Verdict.NOT_REPRODUCED,
                                "bn-normalises", Verdict.DIFFERS,
                                "resnet-identity", Verdict.NOT_REPRODUCED)), // the channels of zeros are no longer zero
                Arguments.of(
                        "dropout that is not scaled",
                        bench((t, o) -> t.training() ? output(o, y -> y.mul(0.5)) : o),
                        Map.of(
                                "inverted-dropout", Verdict.NOT_REPRODUCED,
                                "bn-normalises", Verdict.DIFFERS)),
                Arguments.of(
                        "prediction with the batch's statistics",
                        bench((t, o) -> REAL.bench()
                                .run(new Bench.Trial(
                                        t.engine(),
                                        t.network(),
                                        t.node(),
                                        t.images(),
                                        true,
                                        t.weights(),
                                        t.upstream()))),
                        Map.of("bn-train-vs-predict", Verdict.NOT_REPRODUCED)),
                Arguments.of(
                        "a gradient that the shortcut halves",
                        bench((t, o) -> gradient(o, g -> g.mul(0.5))),
                        Map.of(
                                "resnet-gradient", Verdict.NOT_REPRODUCED,
                                "relu-leaky-relu", Verdict.NOT_REPRODUCED)),
                Arguments.of(
                        "training that does not train",
                        bench((t, o) -> o),
                        Map.of("resnet-1000-layers", Verdict.NOT_REPRODUCED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultChangesTheVerdicts(String fault, Instruments faulty, Map<String, Verdict> expected) {
        List<Statement> rows =
                LedgerTest.rows().filter(s -> expected.containsKey(s.id())).toList();
        assertThat(rows).hasSameSizeAs(expected.keySet());
        Map<String, Verdict> found = LedgerTest.check(rows, faulty).stream()
                .collect(Collectors.toMap(f -> f.statement().id(), Finding::verdict));
        assertThat(found).isEqualTo(expected);
    }

    /** A statement with no check behind it would keep its verdict whatever breaks. */
    @ParameterizedTest
    @MethodSource("org.bestiary.experiments.lecture.LedgerTest#analytic")
    void withoutInstrumentsNothingIsReproduced(Statement s) {
        IllegalStateException broken = new IllegalStateException("broken");
        Instruments none = new Instruments(
                id -> {
                    throw broken;
                },
                (Network n) -> {
                    throw broken;
                },
                new Bench() {
                    @Override
                    public Outcome run(Trial trial) {
                        throw broken;
                    }

                    @Override
                    public double trainOneStep(Engine engine, Architecture network, int batch) {
                        throw broken;
                    }
                });
        Finding f = LedgerTest.check(List.of(s), none).get(0);
        assertThat(f.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(f.problem().orElseThrow()).contains(s.id(), "broken");
    }
}
