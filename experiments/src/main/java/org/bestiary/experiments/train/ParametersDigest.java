package org.bestiary.experiments.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

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
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        INDArray flat = parameters.reshape(parameters.length());
        for (long at = 0; at < flat.length(); at += CHUNK) {
            long end = Math.min(at + CHUNK, flat.length());
            // a copy has a buffer of its own, so that no view's offset or stride is in the way
            float[] values =
                    flat.get(NDArrayIndex.interval(at, end)).dup().data().asFloat();
            bytes.clear();
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.limit(values.length * Float.BYTES));
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
