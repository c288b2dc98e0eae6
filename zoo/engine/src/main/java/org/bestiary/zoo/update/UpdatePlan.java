package org.bestiary.zoo.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.kernel.EngineException;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** How the parameters of a network are treated, stretch by stretch in their flat order. */
final class UpdatePlan {

    private UpdatePlan() {}

    /** Why the fused pass cannot update these parameters, or empty if it can. */
    static Optional<String> obstacle(List<UpdaterBlock> blocks) {
        return blocks.stream()
                .flatMap(b -> b.getLayersAndVariablesInBlock().stream())
                .flatMap(p -> obstacle(p).stream())
                .findFirst();
    }

    private static Optional<String> obstacle(ParamState p) {
        var settings = p.getLayer().getConfig();
        var updater = settings.getUpdaterByParam(p.getParamName());
        if (UpdateRule.of(updater).isEmpty()) {
            return refusal("the optimiser must be Sgd, HeavyBall, Nesterovs, RmsProp, Adam or AMSGrad", updater, p);
        }
        if (statistics(p) && !(updater instanceof NoOp)) {
            return refusal("what is no gradient must have the optimiser NoOp", updater, p);
        }
        for (Regularization decay : decays(p)) {
            if (decay.getClass() != L2Regularization.class && decay.getClass() != WeightDecay.class) {
                return refusal("regularisation must be L2 or weight decay", decay, p);
            }
        }
        GradientNormalization clipping = settings.getGradientNormalization();
        if (clipping != null && clipping != GradientNormalization.None) {
            return Optional.of("gradients are clipped by their global norm only, but got " + clipping + " for '"
                    + vertex(p) + "'; set none there and use the clip norm of the update rules");
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(String rule, Object given, ParamState p) {
        return Optional.of(rule + ", but got " + given.getClass().getSimpleName() + " for '" + vertex(p) + "'");
    }

    /**
     * The plan for a network without obstacles.
     *
     * @throws EngineException if the rules name a vertex that the network does not have
     */
    static List<Segment> of(ComputationGraph network, List<UpdaterBlock> blocks, UpdateRules rules) {
        checkNames(network, rules);
        List<Segment> plan = new ArrayList<>();
        for (UpdaterBlock block : blocks) {
            long span = (long) block.getParamOffsetEnd() - block.getParamOffsetStart();
            for (ParamState p : block.getLayersAndVariablesInBlock()) {
                Segment next = new Segment(
                        new UpdateRule(p.getLayer().getConfig().getUpdaterByParam(p.getParamName())),
                        decays(p),
                        statistics(p),
                        rules.rateFactor(vertex(p)),
                        p.getParamOffsetStart(),
                        p.getParamOffsetEnd(),
                        (long) block.getUpdaterViewOffsetStart()
                                + p.getParamOffsetStart()
                                - block.getParamOffsetStart(),
                        span);
                int last = plan.size() - 1;
                if (last >= 0 && plan.get(last).continuesIn(next)) {
                    plan.set(last, plan.get(last).until(next.end()));
                } else {
                    plan.add(next);
                }
            }
        }
        return List.copyOf(plan);
    }

    private static void checkNames(ComputationGraph network, UpdateRules rules) {
        Set<String> names = new TreeSet<>();
        for (GraphVertex vertex : network.getVertices()) {
            names.add(vertex.getVertexName());
            names.add(UpdateRules.family(vertex.getVertexName()));
        }
        for (String name : new TreeSet<>(rules.rateFactors().keySet())) {
            if (!names.contains(name)) {
                throw new EngineException("a factor of the learning rate must name a vertex of the network, but got '"
                        + name + "'" + NearestNames.hint(name, names));
            }
        }
    }

    private static String vertex(ParamState p) {
        return ((GraphVertex) p.getLayer()).getVertexName();
    }

    /** Whether this is a running statistic: its "gradient" is what is subtracted from it. */
    private static boolean statistics(ParamState p) {
        return !p.getLayer().updaterDivideByMinibatch(p.getParamName());
    }

    private static List<Regularization> decays(ParamState p) {
        return List.copyOf(Objects.requireNonNullElse(
                p.getLayer().getConfig().getRegularizationByParam(p.getParamName()), List.of()));
    }
}
