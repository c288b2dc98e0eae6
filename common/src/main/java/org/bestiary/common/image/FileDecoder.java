package org.bestiary.common.image;

import java.nio.file.Path;

/**
 * A way from image files to pixels. The program's own is {@link ImageFile}; a class on the class path that implements this
 * and is named in {@code META-INF/services} is another, which whoever prepares images may ask for by its id. Safe for many
 * threads; the same file gives the same pixels.
 */
public interface FileDecoder {
    /** The program's own. */
    FileDecoder OWN = new FileDecoder() {
        @Override
        public String id() {
            return "java";
        }

        @Override
        public RgbImage decode(Path file) {
            return ImageFile.decode(file);
        }
    };

    /**
     * Its name in options and records.
     *
     * @return lower case, digits and dashes
     */
    String id();

    /**
     * Decodes a file.
     *
     * @param file to read
     * @return the image
     * @throws ImageException if it cannot be decoded; names it
     */
    RgbImage decode(Path file);

    /**
     * The decoder of an id.
     *
     * @param id as in options and records
     * @return the decoder
     * @throws ImageException if there is none on the class path
     */
    static FileDecoder find(String id) {
        return FileDecoders.find(id);
    }
}
