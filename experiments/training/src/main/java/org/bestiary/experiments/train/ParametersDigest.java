package org.bestiary.experiments.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.layer.KernelChoice;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The identity of a network's parameters. */
public final class ParametersDigest {
    private static final int CHUNK = 1 << 16;

    private ParametersDigest() {}

    /**
     * SHA-256 of parameters in DL4J's flat order, as little-endian 32-bit floats, in lower-case hexadecimal.
     *
     * @param parameters {@code ComputationGraph.params()}, shape [1, n] or [n]
     */
    public static String of(INDArray parameters) {
        MessageDigest digest = sha256();
        INDArray flat = parameters.reshape(parameters.length());
        if (flat.stride(0) != 1) {
            flat = flat.dup();
        }
        Kernels kernels = KernelChoice.kernels();
        float[] values = new float[(int) Math.min(CHUNK, flat.length())];
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < flat.length(); at += values.length) {
            int count = (int) Math.min(values.length, flat.length() - at);
            kernels.memory().read(flat, at, values, count);
            bytes.clear().asFloatBuffer().put(values, 0, count);
            digest.update(bytes.limit(count * Float.BYTES));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
