package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The same bytes as one float after the other, whatever the array lies in. */
class ParametersDigestTest {

    private static String oneByOne(INDArray parameters) throws Exception {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) parameters.length() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < parameters.length(); i++) {
            bytes.putFloat(parameters.getFloat(i));
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    private static INDArray values(int n) {
        Random random = new Random(n);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[0] = -0f;
        return Nd4j.createFromArray(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 65_535, 65_536, 65_537, 200_001})
    void ofAnySize(int n) throws Exception {
        INDArray parameters = values(n);
        String expected = oneByOne(parameters);
        assertThat(ParametersDigest.of(parameters)).isEqualTo(expected);
        assertThat(ParametersDigest.of(parameters.reshape(1, n))).isEqualTo(expected);
    }

    @Test
    void ofAViewAndOfOneInterleaved() throws Exception {
        INDArray all = values(140_000);
        INDArray part = all.get(NDArrayIndex.interval(11, 70_011));
        assertThat(ParametersDigest.of(part)).isEqualTo(oneByOne(part));
        INDArray second = all.reshape(70_000, 2).getColumn(1);
        assertThat(ParametersDigest.of(second)).isEqualTo(oneByOne(second));
    }

    @Test
    void knownValue() {
        // printf '\0\0\200\77' | sha256sum: the float 1
        assertThat(ParametersDigest.of(Nd4j.createFromArray(1f)))
                .isEqualTo("e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c");
    }
}
