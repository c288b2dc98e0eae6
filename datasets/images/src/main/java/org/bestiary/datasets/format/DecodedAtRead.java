package org.bestiary.datasets.format;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.memory.TableDigest;

/**
 * Files that are decoded at every read; nothing is kept.
 *
 * @param images the files and how they are brought to one size
 */
public record DecodedAtRead(FolderImages images) implements ImageTable {
    @Override
    public int count() {
        return images.files().size();
    }

    @Override
    public ImageShape shape() {
        return images.shape();
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.files().get(index).label();
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        byte[] pixels = images.decode(images.files().get(index).file());
        System.arraycopy(pixels, 0, into, offset, pixels.length);
    }

    @Override
    public String sha256() {
        return TableDigest.of(this);
    }
}
