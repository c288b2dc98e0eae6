package org.bestiary.datasets.memory;

import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;

/** Images that are decoded one after the other, so that they need not fit into memory together. */
public interface ImageSource {
    /**
     * The shape of every image.
     *
     * @return channels, height, width
     */
    ImageShape shape();

    /**
     * How many classes labels may name.
     *
     * @return the number of classes
     */
    int classes();

    /**
     * Decodes everything in order.
     *
     * @param sink takes the images
     * @return a sentence for every image that was left out
     */
    List<String> deliver(ImageSink sink);

    /**
     * The images of a table.
     *
     * @param images to deliver
     * @return a source that leaves nothing out
     */
    static ImageSource of(ImageTable images) {
        return new ImageSource() {
            @Override
            public ImageShape shape() {
                return images.shape();
            }

            @Override
            public int classes() {
                return images.classes();
            }

            @Override
            public List<String> deliver(ImageSink sink) {
                for (int i = 0; i < images.count(); i++) {
                    sink.add(images.pixels(i), images.label(i));
                }
                return List.of();
            }
        };
    }
}
