package org.bestiary.zoo.onednn;

import java.util.stream.IntStream;
import org.bestiary.zoo.kernel.CopyShape;
import org.bestiary.zoo.kernel.Kernels;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between memory formats. */
final class Reorders implements Kernels.Memory {

    /** A reorder, or null if the formats are the same. */
    static Operation between(memory.desc from, memory.desc to) {
        return from.equals(to) ? null : prepare(from, to);
    }

    @Override
    public void copy(CopyShape s, INDArray from, INDArray to) {
        Session session = Session.current();
        Operation copy = session.prepared(s, () -> {
            // Axes of one element would only confuse oneDNN's check that elements do not overlap.
            int[] kept = IntStream.range(0, s.sizes().length)
                    .filter(i -> s.sizes()[i] > 1)
                    .toArray();
            return kept.length == 0
                    ? prepare(single(), single())
                    : prepare(
                            Descriptions.strided(pick(s.sizes(), kept), pick(s.fromStrides(), kept)),
                            Descriptions.strided(pick(s.sizes(), kept), pick(s.toStrides(), kept)));
        });
        copy.bind(0, Address.of(from) + s.fromOffset() * Float.BYTES)
                .bind(1, Address.of(to) + s.toOffset() * Float.BYTES)
                .run(session);
    }

    @Override
    public void read(INDArray from, long start, float[] to, int count) {
        Session.current().floatsAt(Address.of(from) + start * Float.BYTES).get(to, 0, count);
    }

    @Override
    public void write(float[] from, int count, INDArray to, long start) {
        Session.current().floatsAt(Address.of(to) + start * Float.BYTES).put(from, 0, count);
    }

    private static Operation prepare(memory.desc from, memory.desc to) {
        reorder.primitive_desc chosen = new reorder.primitive_desc(Session.engine(), from, Session.engine(), to);
        return new Operation(new reorder(chosen), new int[] {dnnl.DNNL_ARG_FROM, dnnl.DNNL_ARG_TO}, from, to);
    }

    private static memory.desc single() {
        return Descriptions.described(memory.format_tag.x, 1);
    }

    private static long[] pick(long[] values, int[] which) {
        return IntStream.of(which).mapToLong(i -> values[i]).toArray();
    }
}
