package org.bestiary.datasets.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Layout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays for one batch at a time, one pair for every batch size seen (the last batch of an epoch is smaller). */
final class Slot {
    private final Map<Integer, DataSet> arrays = new HashMap<>();

    /** The arrays of a size, allocated at the first request; called by the thread that owns the iterator. */
    @SuppressWarnings("try") // the scope is needed, not its variable
    DataSet arrays(int size, ImageShape shape, Layout layout, List<String> classNames) {
        return arrays.computeIfAbsent(size, n -> {
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray features = Nd4j.createUninitialized(DataType.FLOAT, layout.batchShape(n, shape), 'c');
                INDArray labels = Nd4j.createUninitialized(DataType.FLOAT, new long[] {n, classNames.size()}, 'c');
                DataSet data = new DataSet(features, labels);
                data.setLabelNames(classNames);
                return data;
            }
        });
    }

    void close() {
        for (DataSet data : arrays.values()) {
            data.getFeatures().close();
            data.getLabels().close();
        }
        arrays.clear();
    }
}
