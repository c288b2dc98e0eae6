package org.bestiary.zoo.update;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bestiary.zoo.kernel.EngineException;
import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.layer.FrozenStatistics;
import org.bestiary.zoo.layer.KernelChoice;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The same updates as DL4J's own updater in one pass over the parameters, and what DL4J lacks: clipping by the global norm,
 * steps of several micro-batches, and learning rates by vertex. DL4J runs several operations per parameter array, which for
 * a network of many small layers costs more than the arithmetic. State has DL4J's layout, so models saved with either
 * updater resume with the other.
 *
 * <p>Taken over are SGD, heavy-ball and Nesterov momentum, RMSprop, Adam and AMSGrad with any schedule, L2 and weight decay,
 * division by the batch size, and running statistics that no optimiser touches. It serves networks of either layer set.
 *
 * <p>A trainer may drive it: {@link #next} before a {@code fit} says the learning rate, the step and whether the step ends
 * with this batch. Without it, every batch is a step, at the rate of the configuration's schedule.
 */
@SuppressWarnings("serial") // never serialised: models save the state array
public final class FusedUpdater extends ComputationGraphUpdater {

    private static final int BLOCK = 1 << 14;

    /** What the trainer said of the coming batch. */
    private record Turn(double rate, int step, boolean apply) {}

    private final Kernels kernels = KernelChoice.kernels();
    private final double clipNorm;
    private final List<Segment> segments;
    private final float[] gradients = new float[BLOCK];
    private final float[] parameters = new float[BLOCK];
    private final float[][] states = new float[UpdateRule.MOST_STATE_ARRAYS][BLOCK];
    private Optional<Turn> announced = Optional.empty();
    private Optional<INDArray> sums = Optional.empty();
    private long imagesInSums;

    private FusedUpdater(ComputationGraph network, INDArray state, UpdateRules rules) {
        super(network, state);
        this.clipNorm = rules.clipNorm();
        this.segments = UpdatePlan.of(network, getUpdaterBlocks(), rules);
    }

    /**
     * Replaces a network's updater where that is of use, keeping its state.
     *
     * @param network initialised
     * @return whether the network's updates are of the kinds that are taken over, and its arrays where that is fast; if not,
     *     nothing has changed
     */
    public static boolean attach(ComputationGraph network) {
        ComputationGraphUpdater before = network.getUpdater(true);
        if (before instanceof FusedUpdater) {
            return true;
        }
        if (!KernelChoice.kernels().inMainMemory()
                || UpdatePlan.obstacle(before.getUpdaterBlocks()).isPresent()) {
            return false;
        }
        network.setUpdater(new FusedUpdater(network, before.getStateViewArray(), UpdateRules.NONE));
        return true;
    }

    /**
     * Replaces a network's updater, keeping its state.
     *
     * @param network initialised; of either layer set
     * @param rules what is asked beyond the configuration
     * @return the updater now in place
     * @throws EngineException if the network's optimiser, regularisation or clipping is of a kind that is not supported, or
     *     the rules name a vertex that it does not have; nothing has changed then
     */
    public static FusedUpdater attach(ComputationGraph network, UpdateRules rules) {
        ComputationGraphUpdater before = network.getUpdater(true);
        UpdatePlan.obstacle(before.getUpdaterBlocks()).ifPresent(why -> {
            throw new EngineException(why);
        });
        FusedUpdater fused = new FusedUpdater(network, before.getStateViewArray(), rules);
        network.setUpdater(fused);
        FrozenStatistics.set(network, vertex -> rules.rateFactor(vertex) == 0);
        return fused;
    }

    /**
     * Says what the next {@code fit} is for; it holds for that one only.
     *
     * @param learningRate of this step, instead of the configuration's
     * @param step the optimiser's step from 0, which bias correction and schedules of decay count by
     * @param apply whether the step ends with this batch. If not, its gradients are only added up, and running statistics
     *     move; the step that ends later takes the mean over all images of its batches
     */
    public void next(double learningRate, long step, boolean apply) {
        if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new EngineException("a learning rate must be 0 or larger, but got " + learningRate);
        }
        announced = Optional.of(new Turn(learningRate, Math.toIntExact(step), apply));
    }

    @Override
    public synchronized void update(
            Gradient gradient, int iteration, int epoch, int batch, LayerWorkspaceMgr workspaces) {
        Optional<Turn> turn = announced;
        announced = Optional.empty();
        INDArray flat = getFlattenedGradientsView();
        if (!sameMemory(gradient.gradient(), flat)) {
            super.update(gradient, iteration, epoch, batch, workspaces);
            return;
        }
        if (turn.isPresent() && !turn.get().apply) {
            store(flat, batch);
        } else {
            long images = batch + collect(flat);
            step(flat, images, turn, iteration, epoch);
        }
    }

    /** A gradient of this network comes as a reshaped view of its own array; one of another network does not. */
    private static boolean sameMemory(INDArray a, INDArray b) {
        return a.data().address() == b.data().address() && a.offset() == b.offset() && a.length() == b.length();
    }

    private void step(INDArray flat, long images, Optional<Turn> turn, int iteration, int epoch) {
        double share = isMiniBatch() ? 1.0 / images : 1;
        float scale = (float) share;
        if (clipNorm > 0) {
            double norm = sumNorm(flat) * share;
            if (norm > clipNorm) {
                scale = (float) (share * (clipNorm / norm));
            }
        }
        int at = turn.map(Turn::step).orElse(iteration);
        for (Segment s : segments) {
            if (s.frozen()) {
                zero(flat, s);
            } else if (!s.statistics()) {
                double rate =
                        turn.map(Turn::rate).orElseGet(() -> s.rule().settings().getLearningRate(iteration, epoch));
                move(s, s.at(rate, at, epoch), scale, flat);
            }
        }
    }

    private void move(Segment s, Segment.Step step, float scale, INDArray flat) {
        int arrays = s.rule().stateArrays();
        blocks(s, (at, count) -> {
            long state = s.state() + at - s.start();
            kernels.memory().read(flat, at, gradients, count);
            if (step.readsParameters()) {
                kernels.memory().read(getParams(), at, parameters, count);
            }
            for (int i = 0; i < arrays; i++) {
                kernels.memory().read(updaterStateViewArray, state + i * s.span(), states[i], count);
            }
            step.apply(scale, gradients, parameters, states, count);
            for (int i = 0; i < arrays; i++) {
                kernels.memory().write(states[i], count, updaterStateViewArray, state + i * s.span());
            }
            kernels.memory().write(gradients, count, flat, at);
        });
    }

    /** Work on some consecutive parameters. */
    private interface Work {
        void on(long start, int count);
    }

    private static void blocks(Segment s, Work work) {
        for (long at = s.start(); at < s.end(); at += BLOCK) {
            work.on(at, (int) Math.min(BLOCK, s.end() - at));
        }
    }

    private void learnable(Work work) {
        segments.stream().filter(Segment::learns).forEach(s -> blocks(s, work));
    }

    /** The norm of the learnable gradients as they are. */
    private double sumNorm(INDArray flat) {
        double[] squares = new double[4]; // four sums, because one would wait for each addition
        learnable((at, count) -> {
            kernels.memory().read(flat, at, gradients, count);
            addSquares(gradients, count, squares);
        });
        return Math.sqrt(squares[0] + squares[1] + squares[2] + squares[3]);
    }

    private static void addSquares(float[] g, int count, double[] sums) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            a += (double) g[i] * g[i];
            b += (double) g[i + 1] * g[i + 1];
            c += (double) g[i + 2] * g[i + 2];
            d += (double) g[i + 3] * g[i + 3];
        }
        for (; i < count; i++) {
            a += (double) g[i] * g[i];
        }
        sums[0] += a;
        sums[1] += b;
        sums[2] += c;
        sums[3] += d;
    }

    /** Puts the gradients of a batch that does not end the step aside, and leaves nothing to subtract. */
    private void store(INDArray flat, int batch) {
        boolean first = imagesInSums == 0;
        INDArray kept = sums.orElseGet(this::makeSums);
        sums = Optional.of(kept);
        learnable((at, count) -> {
            kernels.memory().read(flat, at, gradients, count);
            if (!first) {
                addKept(kept, at, count);
            }
            kernels.memory().write(gradients, count, kept, at);
        });
        for (Segment s : segments) {
            if (!s.statistics() || s.frozen()) {
                zero(flat, s);
            }
        }
        imagesInSums += batch;
    }

    /** Adds what was put aside to the gradients of the batch that ends the step; how many images that was. */
    private long collect(INDArray flat) {
        long images = imagesInSums;
        if (images > 0) {
            INDArray kept = sums.orElseThrow();
            learnable((at, count) -> {
                kernels.memory().read(flat, at, gradients, count);
                addKept(kept, at, count);
                kernels.memory().write(gradients, count, flat, at);
            });
            imagesInSums = 0;
        }
        return images;
    }

    private void addKept(INDArray kept, long at, int count) {
        kernels.memory().read(kept, at, parameters, count);
        for (int i = 0; i < count; i++) {
            gradients[i] += parameters[i];
        }
    }

    private void zero(INDArray flat, Segment s) {
        Arrays.fill(gradients, 0);
        blocks(s, (at, count) -> kernels.memory().write(gradients, count, flat, at));
    }

    @SuppressWarnings("try") // the scope is only entered and left
    private INDArray makeSums() {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(
                    DataType.FLOAT, getFlattenedGradientsView().length());
        }
    }
}
