package org.bestiary.experiments.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exponential moving average of a network's parameters. The running statistics of batch normalisation are among them
 * and are averaged likewise, which is what timm does: they are averages already, and need no pass over the data.
 */
final class WeightAverage {
    private static final int MAGIC = 0x454D4131; // "EMA1"

    private final double decay;
    private final INDArray average;
    private final INDArray difference;

    private WeightAverage(double decay, INDArray average) {
        this.decay = decay;
        this.average = average;
        this.difference = average.ulike();
    }

    /** An average that starts at the parameters of a network. */
    static WeightAverage startingAt(ComputationGraph net, double decay) {
        return new WeightAverage(decay, net.params().dup());
    }

    /**
     * Moves the average towards the parameters.
     *
     * @param net after an update
     * @param step number of updates made before that one
     */
    void update(ComputationGraph net, long step) {
        double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
        difference.assign(net.params());
        difference.subi(average);
        difference.muli(1 - kept);
        average.addi(difference);
    }

    /** Work on a network. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does something while the average is in place of the network's parameters. */
    <T> T inPlaceOf(ComputationGraph net, Work<T> work) throws IOException {
        INDArray trained = net.params().dup();
        net.params().assign(average);
        try {
            return work.run();
        } finally {
            net.params().assign(trained);
        }
    }

    /** Writes the numbers. */
    void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeLong(average.length());
        for (long i = 0; i < average.length(); i++) {
            data.writeFloat(average.getFloat(i));
        }
        data.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else or cut short
     */
    static WeightAverage read(InputStream in, double decay, long parameters) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("no average of parameters");
        }
        long length = data.readLong();
        if (length != parameters) {
            throw new IOException("the average is of " + length + " parameters, the network has " + parameters);
        }
        INDArray average = Nd4j.createUninitialized(new long[] {1, length}, 'c');
        for (long i = 0; i < length; i++) {
            average.putScalar(i, data.readFloat());
        }
        return new WeightAverage(decay, average);
    }
}
