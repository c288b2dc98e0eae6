package org.bestiary.datasets.memory;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * A table as one epoch of training sees it: every image augmented exactly as an iterator with the same seed does it in
 * that epoch (where balanced sampling shows an image several times, at the first). For looking at; changes of whole batches
 * are not shown.
 *
 * @param images the table
 * @param augmentation of every image
 * @param seed of the augmentation
 * @param epoch from 0
 */
public record AugmentedImages(ImageTable images, Augmentation augmentation, long seed, int epoch)
        implements ImageTable {
    /** Checks that there are pixels to change. */
    public AugmentedImages {
        BatchAssembler.check(images, augmentation);
    }

    /** The random stream of an image: what the iterator and every view of its work have in common. */
    static RandomStream stream(long seed, int epoch) {
        return RandomStream.of(seed).split("augment").split(epoch);
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public ImageShape shape() {
        return augmentation.shape(images.shape());
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        Picture picture = new Picture();
        picture.read(images, index);
        augmentation.apply(picture, stream(seed, epoch).split(index));
        System.arraycopy(picture.pixels(), 0, into, offset, shape().values());
    }

    @Override
    public String sha256() {
        return TableDigest.of(this);
    }
}
