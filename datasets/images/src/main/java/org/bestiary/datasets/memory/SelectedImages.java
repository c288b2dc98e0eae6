package org.bestiary.datasets.memory;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;

/** Some images of another table, in a given order, without copying them. */
public final class SelectedImages implements ImageTable {
    private final ImageTable table;
    private final int[] indices;

    /**
     * Selects images.
     *
     * @param table where they are
     * @param indices of the images in {@code table}; copied
     */
    public SelectedImages(ImageTable table, int... indices) {
        this.table = table;
        this.indices = indices.clone();
    }

    @Override
    public int count() {
        return indices.length;
    }

    @Override
    public ImageShape shape() {
        return table.shape();
    }

    @Override
    public int classes() {
        return table.classes();
    }

    @Override
    public int label(int index) {
        return table.label(indices[index]);
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        table.read(indices[index], into, offset);
    }

    @Override
    public boolean numeric() {
        return table.numeric();
    }

    @Override
    public void readNumbers(int index, float[] into, int offset) {
        table.readNumbers(indices[index], into, offset);
    }

    @Override
    public ImageTable pictures() {
        return numeric() ? new SelectedImages(table.pictures(), indices) : this;
    }

    @Override
    public String sha256() {
        return TableDigest.of(this);
    }
}
