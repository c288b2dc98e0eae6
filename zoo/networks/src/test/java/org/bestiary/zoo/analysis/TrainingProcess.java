package org.bestiary.zoo.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.layer.KernelChoice;
import org.bestiary.zoo.update.FusedUpdater;
import org.bestiary.zoo.update.UpdateRules;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A process that trains for a few steps and prints by how many KiB its resident memory grew at most. */
final class TrainingProcess {
    private static final int STEPS = 5;

    private TrainingProcess() {}

    /**
     * @param args network, input, classes, batch, engine
     */
    public static void main(String[] args) throws IOException {
        Architecture architecture = Zoo.find(args[0]);
        BuildOptions options = BuildOptions.defaults()
                .input(Shape.parse(args[1]))
                .classes(Integer.parseInt(args[2]))
                .engine(Engine.valueOf(args[4]));
        int batch = Integer.parseInt(args[3]);
        Nd4j.create(10).addi(1); // the libraries are loaded before
        KernelChoice.kernels();
        long before = kib("VmRSS:");

        ComputationGraph net = new ComputationGraph(architecture.configure(options, Training.defaults()));
        net.init();
        FusedUpdater.attach(net, UpdateRules.NONE);
        Shape in = options.input().orElseThrow();
        INDArray images = options.engine() == Engine.FAST
                ? Nd4j.rand(batch, in.height(), in.width(), in.channels())
                : Nd4j.rand(batch, in.channels(), in.height(), in.width());
        INDArray labels = Nd4j.zeros(batch, Integer.parseInt(args[2]));
        labels.putScalar(0, 0, 1);
        for (int i = 0; i < STEPS; i++) {
            net.fit(new DataSet(images, labels));
        }
        System.out.println("grown " + (kib("VmHWM:") - before));
    }

    private static long kib(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith(line))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
