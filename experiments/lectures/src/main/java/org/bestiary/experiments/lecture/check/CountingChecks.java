package org.bestiary.experiments.lecture.check;

import java.util.Locale;
import org.bestiary.experiments.lecture.arith.Chain;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rules that hold for every size, counted size by size. */
final class CountingChecks {
    private CountingChecks() {}

    /**
     * How many of the padded convolutions have another length than the rule says, counted or run: inputs 5 to 32, kernels 1,
     * 3, 5.
     */
    static Object paddingModes(Instruments i) {
        int exceptions = 0;
        for (int n = 5; n <= 32; n++) {
            for (int k = 1; k <= 5; k += 2) {
                exceptions += isLong(i, n, k, "full", n + k - 1) ? 0 : 1;
                exceptions += isLong(i, n, k, "same", n) ? 0 : 1;
                exceptions += isLong(i, n, k, "valid", n - k + 1) ? 0 : 1;
            }
        }
        return exceptions;
    }

    private static boolean isLong(Instruments i, int n, int k, String mode, int length) {
        String chain = String.format(Locale.ROOT, "1x1x%d conv:1,1x%d,%s", n, k, mode);
        INDArray inputs = Arrays4.random(n, 1, 1, 1, n);
        return last(count(i, chain)).output().width() == length
                && BothEngines.answer(e ->
                                BothEngines.forward(i.bench(), e, chain, inputs).size(3))
                        .equals((long) length);
    }

    /** Largest relative distance of a separable convolution's cost from 1/N + 1/K^2 of a full one's. */
    static Object separableRatio(Instruments i) {
        double worst = 0;
        for (int filters = 8; filters <= 1024; filters++) {
            for (int k = 3; k <= 5; k += 2) {
                String form = "16x14x14 %s:%d,%d,same,nobias";
                long full = count(i, String.format(Locale.ROOT, form, "conv", filters, k))
                        .multiplyAdds();
                long cut = count(i, String.format(Locale.ROOT, form, "separable", filters, k))
                        .multiplyAdds();
                double rule = 1.0 / filters + 1.0 / (k * k);
                worst = Math.max(worst, Math.abs((double) cut / full / rule - 1));
            }
        }
        return worst;
    }

    private static Analysis count(Instruments i, String chain) {
        return Chain.of(chain, i.counter()).analysis();
    }

    private static LayerReport last(Analysis a) {
        return a.layers().get(a.layers().size() - 1);
    }
}
