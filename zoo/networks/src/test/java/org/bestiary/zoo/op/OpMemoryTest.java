package org.bestiary.zoo.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.zoo.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation holds in a training step, by hand; an operation without a row fails. */
class OpMemoryTest {

    private static final Shape MAP = Shape.map(4, 6, 5);

    private static Arguments row(Op op, int inputs, Kept kept, long sent, long columns) {
        return Arguments.of(op, inputs, kept, sent, columns);
    }

    static Stream<Arguments> operations() {
        long map = 4 * 6 * 5;
        Kept output = new Kept(4, 4, 4);
        return Stream.of(
                row(new Input(), 0, new Kept(0, 0, 0), 0, 0),
                row(Conv.of(8, 3), 1, output, map, 3 * 3 * 4 * (4 * 3)),
                row(Conv.of(8, 1).groups(4), 1, output, map, 4 * (6 * 5)),
                row(Pool.max(2), 1, new Kept(4, 5, 5), map, 0),
                row(Pool.average(2), 1, output, map, 0),
                row(new GlobalAveragePool(), 1, output, map, 0),
                row(new AdaptiveAveragePool(2, 2), 1, output, map, 0),
                row(new LocalResponseNorm(5, 1e-4, 0.75, 2), 1, new Kept(4, 8, 8), map, 0),
                row(new Add(), 2, output, map, 0),
                row(new Concat(), 3, output, 3 * map, 0),
                row(new ZeroPaddedShortcut(8, 2), 1, output, map, 0),
                row(new ChannelShuffle(2), 1, output, map, 0),
                row(new ChannelSlice(1, 2), 1, output, map, 0),
                row(new ChannelScale(), 2, output, 2 * map, 0),
                row(new Flatten(), 1, output, map, 0),
                row(new Dense(7, Init.he()), 1, output, map, 0),
                row(new BatchNorm(1e-5, 0.9), 1, new Kept(4, 4, 5), map, 0),
                row(new Activate(Activation.RELU), 1, output, map, 0),
                row(new Dropout(0.5), 1, new Kept(8, 8, 8), map, 0),
                row(new Loss(false, 1), 1, output, map, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void holds(Op op, int inputs, Kept kept, long sent, long columns) {
        List<Shape> in = Collections.nCopies(inputs, MAP);
        assertThat(op.kept()).isEqualTo(kept);
        assertThat(op.sent(in)).isEqualTo(sent);
        Shape out = op.kind() == OpKind.CONVOLUTION ? op.output(in) : MAP;
        assertThat(op.columns(MAP, out)).isEqualTo(columns);
    }

    @Test
    void everyOperationHasARow() {
        List<Class<?>> rows = operations()
                .<Class<?>>map(r -> r.get()[0].getClass())
                .distinct()
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(leaves(Op.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(OpMemoryTest::leaves)
                : Stream.of(type);
    }
}
