package org.bestiary.experiments.lecture.arith;

import java.util.Locale;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Flatten;
import org.bestiary.zoo.op.GlobalAveragePool;
import org.bestiary.zoo.op.Padding;
import org.bestiary.zoo.op.Pool;
import org.bestiary.zoo.op.ReceptiveField;
import org.bestiary.zoo.op.ReceptiveField.Extent;

/**
 * The arithmetic of one layer with its numbers filled in, each as {@code terms = result}; empty where there is nothing to
 * compute. The result is what the zoo counts, the terms are written here.
 *
 * @param output rows (and columns, where they differ) of the output
 * @param parameters learnable parameters
 * @param multiplyAdds for one image
 * @param receptiveField of one number of the output, rows first where columns differ
 * @param jump distance in the image between the fields of two neighbours
 */
public record Formulas(String output, String parameters, String multiplyAdds, String receptiveField, String jump) {
    /** No arithmetic. */
    static final Formulas NONE = new Formulas("", "", "", "", "");

    /**
     * The formulas of one layer.
     *
     * @param node the layer
     * @param report what the zoo counts of it
     * @param before the receptive field of its input
     */
    static Formulas of(Node node, LayerReport report, ReceptiveField before) {
        if (node.op() instanceof Conv conv) {
            return conv(conv, node, report, before);
        }
        if (node.op() instanceof Pool pool) {
            return pool(pool, node.input().output(), report, before);
        }
        if (node.op() instanceof Dense) {
            return dense(node.input().output(), report);
        }
        if (node.op() instanceof Flatten) {
            Shape in = node.input().output();
            String terms = in.channels() + "*" + in.height() + "*" + in.width();
            return new Formulas(equal(terms, report.output().channels()), "", "", whole(in, report, before), "");
        }
        if (node.op() instanceof GlobalAveragePool) {
            return new Formulas("", "", "", whole(node.input().output(), report, before), "");
        }
        if (node.op() instanceof BatchNorm) {
            return new Formulas("", equal("2*" + node.input().output().channels(), report.parameters()), "", "", "");
        }
        return NONE;
    }

    private static Formulas conv(Conv conv, Node node, LayerReport report, ReceptiveField before) {
        Shape in = node.input().output();
        Shape out = report.output();
        Padding p = conv.paddingFor(in);
        String rows =
                axis(in.height(), p.top(), p.bottom(), conv.kernelHeight(), conv.stride(), conv.dilation(), false);
        String columns =
                axis(in.width(), p.left(), p.right(), conv.kernelWidth(), conv.stride(), conv.dilation(), false);
        int group = in.channels() / conv.groups();
        String window = group + "*" + conv.kernelHeight() + "*" + conv.kernelWidth();
        String parameters = conv.bias() ? "(" + window + " + 1)*" + conv.filters() : window + "*" + conv.filters();
        return new Formulas(
                axes(rows, columns, out),
                equal(parameters, report.parameters()),
                equal(window + "*" + conv.filters() + "*" + out.height() + "*" + out.width(), report.multiplyAdds()),
                both(
                        field(
                                conv.kernelHeight(),
                                conv.dilation(),
                                report.receptiveField().rows(),
                                before.rows()),
                        field(
                                conv.kernelWidth(),
                                conv.dilation(),
                                report.receptiveField().columns(),
                                before.columns())),
                equal(
                        before.jump() + "*" + conv.stride(),
                        report.receptiveField().jump()));
    }

    private static Formulas pool(Pool pool, Shape in, LayerReport report, ReceptiveField before) {
        int p = pool.padding();
        String rows = axis(in.height(), p, p, pool.kernel(), pool.stride(), 1, pool.ceilMode());
        String columns = axis(in.width(), p, p, pool.kernel(), pool.stride(), 1, pool.ceilMode());
        return new Formulas(
                axes(rows, columns, report.output()),
                "",
                "",
                both(
                        field(pool.kernel(), 1, report.receptiveField().rows(), before.rows()),
                        field(pool.kernel(), 1, report.receptiveField().columns(), before.columns())),
                equal(
                        before.jump() + "*" + pool.stride(),
                        report.receptiveField().jump()));
    }

    private static Formulas dense(Shape in, LayerReport report) {
        int units = report.output().channels();
        return new Formulas(
                "",
                equal("(" + in.channels() + " + 1)*" + units, report.parameters()),
                equal(in.channels() + "*" + units, report.multiplyAdds()),
                "",
                "");
    }

    /** (input + padding - span)/stride + 1, where a division that leaves a rest is rounded. */
    private static String axis(int size, int before, int after, int kernel, int stride, int dilation, boolean ceil) {
        String padding = before == after
                ? before == 0 ? "" : " + 2*" + before
                : (before == 0 ? "" : " + " + before) + " + " + after;
        String span = dilation == 1 ? Integer.toString(kernel) : "(" + dilation + "*(" + kernel + " - 1) + 1)";
        String quotient = "(" + size + padding + " - " + span + ")/" + stride;
        int steps = size + before + after - (dilation * (kernel - 1) + 1);
        if (steps % stride == 0) {
            return quotient + " + 1";
        }
        // A window that starts beyond the map does not count, as Caffe and torch have it.
        boolean outside = ceil && (steps / stride + 1) * stride >= size + before;
        return (ceil && !outside ? "ceil(" : "floor(") + quotient + ") + 1";
    }

    private static String axes(String rows, String columns, Shape out) {
        String height = equal(rows, out.height());
        return rows.equals(columns) && out.height() == out.width()
                ? height
                : height + "; " + equal(columns, out.width());
    }

    private static String field(int kernel, int dilation, Extent after, Extent before) {
        String reach = dilation == 1 ? "(" + kernel + " - 1)" : dilation + "*(" + kernel + " - 1)";
        return equal(before.size() + " + " + reach + "*" + before.jump(), after.size());
    }

    private static String whole(Shape in, LayerReport report, ReceptiveField before) {
        return both(
                whole(in.height(), report.receptiveField().rows(), before.rows()),
                whole(in.width(), report.receptiveField().columns(), before.columns()));
    }

    private static String whole(int length, Extent after, Extent before) {
        return equal(before.size() + " + (" + length + " - 1)*" + before.jump(), after.size());
    }

    /** One formula for rows and columns, or both where they differ. */
    private static String both(String rows, String columns) {
        return rows.equals(columns) ? rows : rows + "; " + columns;
    }

    private static String equal(String terms, long result) {
        return terms + " = " + String.format(Locale.ROOT, "%,d", result);
    }
}
