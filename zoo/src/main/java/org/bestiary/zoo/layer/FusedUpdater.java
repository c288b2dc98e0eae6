package org.bestiary.zoo.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bestiary.zoo.kernel.Kernels;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The same updates as DL4J's own updater in one pass over the parameters. DL4J runs several operations per parameter array,
 * which for a network of many small layers costs more than the arithmetic. State has DL4J's layout, so models saved with
 * either updater resume with the other.
 *
 * <p>Taken over are SGD, Nesterov momentum and Adam with any schedule, L2 and weight decay, division by the batch size, and
 * running statistics that no updater touches; a network with anything else (gradient clipping, L1 ...) is left to DL4J's
 * code.
 */
@SuppressWarnings("serial") // never serialised: models save the state array
public final class FusedUpdater extends ComputationGraphUpdater {

    private static final int BLOCK = 1 << 14;

    /** A stretch of parameters with one treatment. */
    private record Segment(
            UpdateRule rule,
            List<Regularization> decays,
            boolean divided,
            long start,
            long end,
            long state,
            long span) {}

    private final Kernels kernels = KernelChoice.kernels();
    private final Optional<List<Segment>> segments;
    private final float[] gradients = new float[BLOCK];
    private final float[] parameters = new float[BLOCK];
    private final float[][] states = new float[2][BLOCK];

    private FusedUpdater(ComputationGraph network, INDArray state) {
        super(network, state);
        this.segments = kernels.inMainMemory() ? plan() : Optional.empty();
    }

    /**
     * Replaces a network's updater, keeping its state.
     *
     * @param network initialised
     * @return whether the network's updates are of the kinds that are taken over; if not, nothing has changed
     */
    public static boolean attach(ComputationGraph network) {
        ComputationGraphUpdater before = network.getUpdater(true);
        if (before instanceof FusedUpdater) {
            return true;
        }
        FusedUpdater fused = new FusedUpdater(network, before.getStateViewArray());
        if (fused.segments.isEmpty()) {
            return false;
        }
        network.setUpdater(fused);
        return true;
    }

    private Optional<List<Segment>> plan() {
        List<Segment> plan = new ArrayList<>();
        for (UpdaterBlock block : getUpdaterBlocks()) {
            long length = block.getParamOffsetEnd() - block.getParamOffsetStart();
            for (UpdaterBlock.ParamState p : block.getLayersAndVariablesInBlock()) {
                IUpdater settings = p.getLayer().getConfig().getUpdaterByParam(p.getParamName());
                List<Regularization> decays = Objects.requireNonNullElse(
                        p.getLayer().getConfig().getRegularizationByParam(p.getParamName()), List.of());
                GradientNormalization clipping = p.getLayer().getConfig().getGradientNormalization();
                Optional<UpdateRule> rule = UpdateRule.of(settings);
                if (rule.isEmpty()
                        || !UpdateRule.knows(decays)
                        || clipping != null && clipping != GradientNormalization.None) {
                    return Optional.empty();
                }
                long state = block.getUpdaterViewOffsetStart() + p.getParamOffsetStart() - block.getParamOffsetStart();
                boolean divided = isMiniBatch() && p.getLayer().updaterDivideByMinibatch(p.getParamName());
                add(
                        plan,
                        new Segment(
                                rule.get(),
                                List.copyOf(decays),
                                divided,
                                p.getParamOffsetStart(),
                                p.getParamOffsetEnd(),
                                state,
                                length));
            }
        }
        return Optional.of(plan);
    }

    /** Appends a segment, or lengthens the last one if the treatment is the same. */
    private static void add(List<Segment> plan, Segment next) {
        if (!plan.isEmpty()) {
            Segment last = plan.get(plan.size() - 1);
            boolean alike = last.rule.equals(next.rule)
                    && last.decays.equals(next.decays)
                    && last.divided == next.divided
                    && last.span == next.span
                    && last.end == next.start
                    && last.state + last.end - last.start == next.state;
            if (alike) {
                plan.set(
                        plan.size() - 1,
                        new Segment(last.rule, last.decays, last.divided, last.start, next.end, last.state, last.span));
                return;
            }
        }
        plan.add(next);
    }

    @Override
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batch, LayerWorkspaceMgr workspaces) {
        INDArray flat = getFlattenedGradientsView();
        if (segments.isEmpty() || !sameMemory(gradient.gradient(), flat)) {
            super.update(gradient, iteration, epoch, batch, workspaces);
            return;
        }
        for (Segment s : segments.get()) {
            UpdateRule.Step step = s.rule.step(iteration, epoch, s.decays);
            float scale = s.divided ? 1f / batch : 1f;
            if (step.isNothing() && scale == 1) {
                continue;
            }
            for (long at = s.start; at < s.end; at += BLOCK) {
                block(s, step, scale, flat, at, (int) Math.min(BLOCK, s.end - at));
            }
        }
    }

    /** A gradient of this network comes as a reshaped view of its own array; one of another network does not. */
    private static boolean sameMemory(INDArray a, INDArray b) {
        return a.data().address() == b.data().address() && a.offset() == b.offset() && a.length() == b.length();
    }

    private void block(Segment s, UpdateRule.Step step, float scale, INDArray flat, long at, int count) {
        kernels.read(flat, at, gradients, count);
        if (step.readsParameters()) {
            kernels.read(getParams(), at, parameters, count);
        }
        long state = s.state + at - s.start;
        int arrays = s.rule.stateArrays();
        for (int i = 0; i < arrays; i++) {
            kernels.read(updaterStateViewArray, state + i * s.span, states[i], count);
        }
        step.apply(scale, gradients, parameters, states, count);
        for (int i = 0; i < arrays; i++) {
            kernels.write(states[i], count, updaterStateViewArray, state + i * s.span);
        }
        kernels.write(gradients, count, flat, at);
    }
}
