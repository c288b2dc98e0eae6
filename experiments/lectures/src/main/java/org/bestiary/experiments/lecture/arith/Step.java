package org.bestiary.experiments.lecture.arith;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Padding;
import org.bestiary.zoo.op.Pool;

/**
 * One word of a chain, {@code conv:16,3,same,s2}, understood.
 *
 * @param text the word
 * @param layers adds its layers
 */
record Step(String text, Layers layers) {
    /** Adds layers behind a node. */
    private interface Layers {
        List<Node> add(GraphScope g, Node x);
    }

    private static final Map<String, Function<Arguments, Layers>> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("conv", Step::conv);
        WORDS.put("depthwise", Step::depthwise);
        WORDS.put("separable", Step::separable);
        WORDS.put("pool", Step::pool);
        WORDS.put("globalpool", a -> one((g, x) -> g.globalAveragePool("globalpool", x)));
        WORDS.put("bn", a -> one((g, x) -> g.batchNorm("bn", x)));
        WORDS.put("flatten", a -> one(Step::flatten));
        WORDS.put("dense", Step::dense);
        WORDS.put("dropout", Step::dropout);
        for (Activation f : Activation.values()) {
            WORDS.put(f.id(), a -> one((g, x) -> g.activate(f.id(), x, f)));
        }
    }

    /** The words that a chain may have. */
    static List<String> words() {
        return List.copyOf(WORDS.keySet());
    }

    /**
     * Understands a word.
     *
     * @throws SpecException if it is none, or its arguments are not its own
     */
    static Step parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Function<Arguments, Layers> meaning = WORDS.get(word);
        if (meaning == null) {
            throw new SpecException("no step is called '" + word + "'" + Names.hint(word, WORDS.keySet()));
        }
        Arguments arguments = Arguments.of(text, colon < 0 ? "" : text.substring(colon + 1));
        try {
            Layers layers = meaning.apply(arguments);
            arguments.finish();
            return new Step(text, layers);
        } catch (ZooException e) {
            throw new SpecException(text + ": " + e.getMessage(), e);
        }
    }

    List<Node> add(GraphScope g, Node x) {
        return layers.add(g, x);
    }

    private static Layers one(Probe.Body body) {
        return (g, x) -> List.of(body.add(g, x));
    }

    private static Layers conv(Arguments a) {
        int filters = a.number("the number of filters");
        Conv conv = window(a, filters).groups(a.letter('g', 1));
        return (g, x) -> List.of(g.conv("conv", x, conv));
    }

    private static Layers depthwise(Arguments a) {
        Conv window = window(a, 1);
        int multiplier = a.letter('m', 1);
        return (g, x) -> List.of(g.conv("depthwise", x, depthwise(window, x.output(), multiplier)));
    }

    private static Layers separable(Arguments a) {
        int filters = a.number("the number of filters");
        Conv window = window(a, 1);
        Conv pointwise =
                window.bias() ? Conv.of(filters, 1) : Conv.of(filters, 1).noBias();
        return (g, x) -> {
            Node spread = g.conv("depthwise", x, depthwise(window, x.output(), 1));
            return List.of(spread, g.conv("pointwise", spread, pointwise));
        };
    }

    private static Conv depthwise(Conv window, Shape in, int multiplier) {
        return new Conv(
                Math.multiplyExact(in.channels(), multiplier),
                window.kernelHeight(),
                window.kernelWidth(),
                window.stride(),
                window.padding(),
                window.dilation(),
                in.channels(),
                window.bias(),
                window.init());
    }

    /** Kernel, padding, stride, dilation and bias. */
    private static Conv window(Arguments a, int filters) {
        int[] kernel = a.kernel();
        int dilation = a.letter('d', 1);
        Conv conv =
                Conv.of(filters, kernel[0], kernel[1]).stride(a.letter('s', 1)).dilation(dilation);
        conv = a.flag("nobias") ? conv.noBias() : conv;
        return switch (a.padding("same", "full", "valid")) {
            case "same" -> conv.same();
            case "full" -> {
                int rows = dilation * (kernel[0] - 1);
                int columns = dilation * (kernel[1] - 1);
                yield conv.pad(new Padding(rows, rows, columns, columns));
            }
            default -> conv.pad(a.letter('p', 0));
        };
    }

    private static Layers pool(Arguments a) {
        int kernel = a.number("the size of the window");
        boolean average = a.flag("avg");
        boolean max = a.flag("max");
        if (average && max) {
            throw new ZooException("a pool must be max or avg, but got both");
        }
        boolean ceil = a.flag("ceil");
        boolean same = a.padding("same", "valid").equals("same");
        int padding = a.letter('p', 0);
        Pool base = (average ? Pool.average(kernel) : Pool.max(kernel)).stride(a.letter('s', kernel));
        Pool padded = ceil ? base.pad(padding).ceil() : base.pad(padding);
        return (g, x) -> List.of(g.pool("pool", x, same ? same(base, x.output()) : padded));
    }

    /** The pool whose output is ceil(input / stride), where equal padding before rows and columns gives that. */
    private static Pool same(Pool pool, Shape in) {
        int rows = (in.height() + pool.stride() - 1) / pool.stride();
        int columns = (in.width() + pool.stride() - 1) / pool.stride();
        int missing = Math.max(0, (rows - 1) * pool.stride() + pool.kernel() - in.height());
        Pool padded = pool.pad(missing / 2).ceil();
        Shape out = padded.output(in);
        if (out.height() != rows || out.width() != columns) {
            throw new ZooException("same pooling of " + in + " must pad rows and columns alike, but cannot; give pN");
        }
        return padded;
    }

    private static Node flatten(GraphScope g, Node x) {
        if (x.output().size() > Integer.MAX_VALUE) {
            throw new ZooException("a vector must have at most 2,147,483,647 numbers, but got "
                    + x.output().size());
        }
        return g.flatten("flatten", x);
    }

    private static Layers dense(Arguments a) {
        int units = a.number("the number of units");
        return (g, x) -> List.of(g.dense("dense", x, units));
    }

    private static Layers dropout(Arguments a) {
        double rate = a.share("the share dropped");
        return (g, x) -> rate == 0 ? List.of() : List.of(g.dropout("dropout", x, rate));
    }
}
