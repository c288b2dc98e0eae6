package org.bestiary.common.image;

import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The Java platform's own readers, chosen by name: a plug-in on the class path must not change how an ordinary JPEG or PNG
 * is decoded.
 */
final class PlatformReaders {
    private static final String PACKAGE = "com.sun.imageio.plugins.";
    private static final ImageReaderSpi JPEG = provider("jpeg");
    private static final ImageReaderSpi PNG = provider("png");
    private static final ImageReaderSpi BMP = provider("bmp");

    static {
        ImageIO.setUseCache(false); // no temporary file per image
    }

    private PlatformReaders() {}

    private static ImageReaderSpi provider(String format) {
        Iterator<ImageReaderSpi> found = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        provider -> provider.getClass().getName().startsWith(PACKAGE + format + "."),
                        true);
        if (!found.hasNext()) {
            throw new IllegalStateException("This Java has no reader of its own for " + format + " files.");
        }
        return found.next();
    }

    /** What is done with a reader. */
    interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    static <T> T jpeg(byte[] bytes, Use<T> use) throws IOException {
        return read(JPEG, new MemoryStream(bytes), use);
    }

    static <T> T png(byte[] bytes, Use<T> use) throws IOException {
        return read(PNG, new MemoryStream(bytes), use);
    }

    static <T> T bmp(byte[] bytes, Use<T> use) throws IOException {
        return read(BMP, new MemoryStream(bytes), use);
    }

    /** Makes a reader of these bytes, uses it and puts it away. */
    static <T> T read(ImageReaderSpi provider, MemoryStream in, Use<T> use) throws IOException {
        ImageReader reader = provider.createReaderInstance(null);
        try (in) {
            reader.setInput(in, true, true);
            return use.with(reader);
        } finally {
            reader.dispose();
        }
    }
}
