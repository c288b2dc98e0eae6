package org.bestiary.zoo.weights;

import java.util.List;
import java.util.Map;
import org.bestiary.zoo.torch.TorchFile;

/** The tensors of a file of {@code torch.save}. */
final class TorchWeights implements TensorSource {
    private final TorchFile file;

    TorchWeights(TorchFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return file.shapes();
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        file.read(tensor, from, to);
    }

    @Override
    public void close() {
        file.close();
    }
}
