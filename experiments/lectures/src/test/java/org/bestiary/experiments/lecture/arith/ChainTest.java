package org.bestiary.experiments.lecture.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.MapContext;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.zoo.op.ReceptiveField;
import org.bestiary.zoo.op.ReceptiveField.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The calculator: shapes and counts against numbers worked out by hand, and formulas against the numbers beside them. */
class ChainTest {
    private static final JexlEngine ENGINE = new JexlBuilder().create();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    3x32x32 conv:16,3,same              | 16x32x32 | 448   | 442368 | 3  | 1
                    3x32x32 conv:16,3,same pool:2       | 16x16x16 | 448   | 442368 | 4  | 2
                    3x32x32 conv:16,3                   | 16x30x30 | 448   | 388800 | 3  | 1
                    3x32x32 conv:16,3,valid,nobias      | 16x30x30 | 432   | 388800 | 3  | 1
                    1x5x5 conv:1,3,full                 | 1x7x7    | 10    | 441    | 3  | 1
                    1x5x5 conv:1,3,p1,s2                | 1x3x3    | 10    | 81     | 3  | 2
                    8x11x11 conv:9,3,p2,d2              | 9x11x11  | 657   | 78408  | 5  | 1
                    64x56x56 conv:128,3,p1,s2,g4,nobias | 128x28x28 | 18432 | 14450688 | 3 | 2
                    3x12x12 depthwise:5                 | 3x8x8    | 78    | 4800   | 5  | 1
                    3x12x12 depthwise:5,m2              | 6x8x8    | 156   | 9600   | 5  | 1
                    3x12x12 separable:256,5             | 256x8x8  | 1102  | 53952  | 5  | 1
                    3x28x28 conv:4,1x7,p0               | 4x28x22  | 88    | 51744  | 7  | 1
                    6x28x28 pool:2,avg                  | 6x14x14  | 0     | 0      | 2  | 2
                    4x7x7 pool:3,s2,ceil                | 4x3x3    | 0     | 0      | 3  | 2
                    4x8x8 pool:3,s2,same                | 4x4x4    | 0     | 0      | 3  | 2
                    4x8x8 pool:3,s1,same                | 4x8x8    | 0     | 0      | 3  | 1
                    4x8x8 bn relu globalpool            | 4        | 8     | 0      | 8  | 1
                    1x28x28 flatten dense:512 dense:10  | 10       | 407050 | 406528 | 28 | 1
                    """)
    void countsAreThoseWorkedOutByHand(
            String chain, String output, long parameters, long multiplyAdds, long field, long jump) {
        Chain c = Chain.of(chain);
        Chain.WorkedStep last = c.steps().get(c.steps().size() - 1);
        assertThat(last.report().output()).hasToString(output);
        assertThat(c.analysis().learnableParameters()).isEqualTo(parameters);
        assertThat(c.analysis().multiplyAdds()).isEqualTo(multiplyAdds);
        assertThat(last.report().receptiveField().size()).isEqualTo(field);
        assertThat(last.report().receptiveField().jump()).isEqualTo(jump);
    }

    /** Rows and columns are seen by kernels of their own. */
    @Test
    void theReceptiveFieldHasRowsAndColumns() {
        ReceptiveField field =
                Chain.of("1x28x28 conv:1,1x3 conv:1,3x1").analysis().receptiveField();
        assertThat(field).isEqualTo(new ReceptiveField(new Extent(3, 1, 0), new Extent(3, 1, 0)));
        Chain.WorkedStep wide =
                Chain.of("1x28x28 conv:1,1x7,s2 conv:1,1x3").steps().get(2);
        assertThat(wide.report().receptiveField())
                .isEqualTo(new ReceptiveField(new Extent(1, 2, 0), new Extent(11, 2, 0)));
        assertThat(wide.formulas().receptiveField()).isEqualTo("1 + (1 - 1)*2 = 1; 7 + (3 - 1)*2 = 11");
    }

    @Test
    void countsBeyond64BitsAreRefused() {
        assertThatThrownBy(() -> Chain.of("3x32x32 conv:9999999,9999,full conv:9999999,9999,full"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("counts must fit into 64 bits");
    }

    @Test
    void thePaddingIsGivenOnce() {
        for (String step :
                List.of("conv:16,3,same,valid", "conv:16,3,same,p2", "pool:3,valid,same", "pool:3,same,p1")) {
            assertThatThrownBy(() -> Chain.of("3x32x32 " + step))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("the padding must be given once, but got");
        }
    }

    @Test
    void formulasAreFilledIn() {
        Formulas conv = Chain.of("3x32x32 conv:16,3,same").steps().get(1).formulas();
        assertThat(conv.output()).isEqualTo("(32 + 2*1 - 3)/1 + 1 = 32");
        assertThat(conv.parameters()).isEqualTo("(3*3*3 + 1)*16 = 448");
        assertThat(conv.multiplyAdds()).isEqualTo("3*3*3*16*32*32 = 442,368");
        assertThat(conv.receptiveField()).isEqualTo("1 + (3 - 1)*1 = 3");
        Formulas strided = Chain.of("1x8x9 conv:4,3,same,s2").steps().get(1).formulas();
        assertThat(strided.output()).isEqualTo("(8 + 1 - 3)/2 + 1 = 4; (9 + 2*1 - 3)/2 + 1 = 5");
    }

    @Test
    void aDivisionThatLeavesARestIsRounded() {
        assertThat(Chain.of("1x9x9 conv:1,2,s2").steps().get(1).formulas().output())
                .isEqualTo("floor((9 - 2)/2) + 1 = 4");
        assertThat(Chain.of("1x8x8 pool:3,s2,ceil").steps().get(1).formulas().output())
                .isEqualTo("ceil((8 - 3)/2) + 1 = 4");
    }

    static List<String> randomChains() {
        Random random = new Random(1);
        return IntStream.range(0, 120)
                .mapToObj(i -> randomChain(random, random.nextInt(4) + 1))
                .toList();
    }

    private static String randomChain(Random r, int steps) {
        List<String> words = new ArrayList<>();
        words.add((2 * (1 + r.nextInt(4))) + "x" + (120 + r.nextInt(40)) + "x" + (120 + r.nextInt(40)));
        for (int i = 0; i < steps; i++) {
            String padding = List.of("same", "valid", "full", "p1", "p2").get(r.nextInt(5));
            String stride = "s" + (1 + r.nextInt(3));
            words.add(
                    switch (r.nextInt(6)) {
                        case 0 -> "pool:" + (2 + r.nextInt(2)) + "," + stride + (r.nextBoolean() ? ",ceil" : ",p1");
                        case 1 -> "depthwise:" + (1 + r.nextInt(5)) + "," + padding;
                        case 2 -> "separable:" + (2 + 2 * r.nextInt(8)) + ",3x2," + padding + "," + stride;
                        case 3 -> "conv:" + (2 + 2 * r.nextInt(8)) + ",3,g2," + padding + ",d" + (1 + r.nextInt(3));
                        case 4 -> "bn";
                        default ->
                            "conv:" + (2 + 2 * r.nextInt(8)) + "," + (1 + r.nextInt(5)) + "," + padding + "," + stride;
                    });
        }
        words.add(r.nextBoolean() ? "flatten" : "globalpool");
        words.add("dense:7");
        return String.join(" ", words);
    }

    @ParameterizedTest
    @MethodSource("randomChains")
    void everyFormulaGivesWhatIsCounted(String chain) {
        for (Chain.WorkedStep row : Chain.of(chain).steps()) {
            Formulas f = row.formulas();
            for (String text : List.of(f.output(), f.parameters(), f.multiplyAdds(), f.receptiveField(), f.jump())) {
                for (String formula : text.isEmpty() ? new String[0] : text.split("; ")) {
                    String[] sides = formula.split(" = ");
                    assertThat(value(sides[0]))
                            .as("%s: %s", row.step(), formula)
                            .isEqualTo(Long.parseLong(sides[1].replace(",", "")));
                }
            }
        }
    }

    /** JEXL divides whole numbers as floor does; ceil is the only other rounding there is. */
    private static long value(String terms) {
        String whole = terms.replace("floor", "").replaceAll("ceil\\((\\(.*\\))/(\\d+)\\)", "(($1 + $2 - 1)/$2)");
        return ((Number) ENGINE.createExpression(whole).evaluate(new MapContext())).longValue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                       | a chain must begin with the shape of an image
                    32x32 conv:1,3           | a chain must begin with the shape of an image
                    3x8x8 cnv:1,3            | no step is called 'cnv'; did you mean conv
                    3x8x8 conv               | conv: the number of filters is missing
                    3x8x8 conv:8             | conv:8: the size of the kernel is missing
                    3x8x8 conv:8,x           | the size of the kernel must be N or NxM
                    3x8x8 conv:0,3           | the number of filters must be a whole number
                    3x8x8 conv:8,3,sane      | conv has no argument 'sane'; did you mean same
                    3x8x8 conv:8,3,s2,s3     | sN must be given once, but got s2 and s3
                    3x8x8 conv:8,3,s0        | sN must be from 1 to 9999, but got s0
                    3x8x8 conv:8,3,s99999999 | sN must be from 1 to 9999
                    3x8x8 conv:8,9           | step 1, conv:8,9, behind 3x8x8: the window must fit into the padded input
                    3x8x8 conv:9,3,g2        | must be a multiple of its groups
                    3x8x8 conv:8,3 dense:4   | step 2, dense:4, behind 8x6x6: a dense layer needs a vector
                    3x8x8 pool:2,max,avg     | a pool must be max or avg, but got both
                    3x8x8 flatten conv:1,1   | step 2, conv:1,1, behind 192: needs a map
                    3x8x8 dropout:1          | the share dropped must be from 0 to below 1
                    3x8x8 relu:3             | relu has no argument '3'; it takes none
                    9x99999x99999 flatten    | a vector must have at most
                    """)
    void badChainsAreOneLine(String chain, String message) {
        assertThatThrownBy(() -> Chain.of(chain))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
