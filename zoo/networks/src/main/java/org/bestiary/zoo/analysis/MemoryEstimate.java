package org.bestiary.zoo.analysis;

import java.util.Locale;
import java.util.Optional;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.op.OpKind;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Bytes of main memory, outside the Java heap, that training a network takes at its peak, worked out from its description
 * alone. For the fast engine it is within a quarter of what a process was measured to grow by. The stock engine comes out
 * too low: DL4J's own layers make temporary arrays, which stay until the garbage collector happens to run.
 *
 * <p>It holds where freed memory goes back to the system at once, as the launcher has it ({@code MALLOC_MMAP_THRESHOLD_}).
 * Otherwise glibc keeps what the first step used before DL4J's workspaces had their sizes: activations and gradients of
 * activations once more. Data sets that are held in memory come on top.
 *
 * @param weights the parameters with running statistics, and what lasts as long as they do (see {@link #of})
 * @param gradients gradients of the parameters
 * @param updater the optimiser's state
 * @param activations what the forward pass keeps, and the batch itself
 * @param activationGradients what the backward pass hands from layer to layer
 * @param working what a layer needs while it computes, and what the engine makes of weights in passing
 * @param program compiled code and prepared operations, by the number of layers
 */
public record MemoryEstimate(
        long weights,
        long gradients,
        long updater,
        long activations,
        long activationGradients,
        long working,
        long program) {

    private static final long MIB = 1 << 20;
    /** Measured: what a process grows by for the smallest network, and for each vertex more. */
    private static final long PROGRAM = 25 * MIB;

    private static final long PROGRAM_PER_VERTEX = MIB / 2;

    /**
     * The estimate for training.
     *
     * @param network what is trained
     * @param engine with which layers
     * @param batch images at a time
     * @param optimiser of which only the size of its state matters
     * @param copies further arrays as long as the parameters: 1 for steps of several micro-batches, 1 for averaged weights,
     *     1 for each other network of the kind alive at the same time
     */
    public static MemoryEstimate of(Network network, Engine engine, int batch, IUpdater optimiser, int copies) {
        if (batch < 1 || copies < 0) {
            throw new ZooException("a batch must have at least one image, and copies must not be negative, but got "
                    + batch + " and " + copies);
        }
        Analysis analysis = Analysis.of(network);
        long parameters = analysis.totalParameters() * Float.BYTES;
        StepMemory step = StepMemory.of(network, engine, batch);
        long labels =
                network.outputs().stream().mapToLong(n -> n.output().size()).sum();
        long data = Math.multiplyExact((network.input().size() + labels) * Float.BYTES, (long) batch);
        long rearranged = engine == Engine.FAST ? largestConvolution(network) : 0;
        return new MemoryEstimate(
                parameters * (1 + copies),
                parameters,
                optimiser.stateSize(analysis.learnableParameters()) * Float.BYTES,
                step.activations() + data,
                step.gradients(),
                step.working() + rearranged,
                PROGRAM + PROGRAM_PER_VERTEX * step.vertices());
    }

    private static long largestConvolution(Network network) {
        return network.nodes().stream()
                .filter(n -> n.op().kind() == OpKind.CONVOLUTION)
                .mapToLong(n -> n.costs().total() * Float.BYTES)
                .max()
                .orElse(0);
    }

    /** All parts together. */
    public long total() {
        return weights + gradients + updater + activations + activationGradients + working + program;
    }

    /** For people: {@code 9.1 GiB (weights 0.5, gradients 0.5, updater 0.5, activations 7.6)}, in one unit. */
    public String describe() {
        long unit = total() >= 1024 * MIB ? 1024 * MIB : MIB;
        return String.format(
                Locale.ROOT,
                unit == MIB
                        ? "%.0f MiB (weights %.0f, gradients %.0f, updater %.0f, activations %.0f, other %.0f)"
                        : "%.1f GiB (weights %.1f, gradients %.1f, updater %.1f, activations %.1f, other %.1f)",
                (double) total() / unit,
                (double) weights / unit,
                (double) gradients / unit,
                (double) updater / unit,
                (double) (activations + activationGradients) / unit,
                (double) (working + program) / unit);
    }

    /**
     * Why training cannot start within a limit, for people; empty if it can.
     *
     * @param limitBytes memory outside the heap
     */
    public Optional<String> refusal(long limitBytes) {
        if (total() <= limitBytes) {
            return Optional.empty();
        }
        String limit = limitBytes >= 1024 * MIB
                ? String.format(Locale.ROOT, "%.1f GiB", (double) limitBytes / (1024 * MIB))
                : limitBytes / MIB + " MiB";
        boolean fixed = weights + gradients + updater + program > limitBytes;
        return Optional.of("training needs about " + describe() + ", but the limit is " + limit
                + (fixed ? "; use a smaller network or --memory" : "; use a smaller batch or --memory"));
    }
}
