package org.bestiary.datasets.datavec.image;

import java.io.IOException;
import java.nio.file.Path;
import org.bestiary.common.image.FileDecoder;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.RgbImage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.loader.NativeImageLoader;

/**
 * {@code decoder=opencv}: DataVec's {@code NativeImageLoader} decodes what OpenCV reads, to 8 bits red, green, blue. OpenCV
 * obeys the orientation in EXIF, drops transparency and applies no colour profile; of a JPEG that is cut off it makes what
 * there is, with a grey rest. Its JPEGs differ from those of the program's own decoder by a few of 255.
 */
public final class OpenCvDecoder implements FileDecoder {
    @Override
    public String id() {
        return "opencv";
    }

    @Override
    public RgbImage decode(Path file) {
        // A loader keeps the last image in itself: each file has its own.
        try {
            Mat mat = (Mat) new NativeImageLoader().asWritable(file.toFile()).getFrame().opaque;
            int rows = mat.rows();
            int columns = mat.cols();
            byte[] pixels = new byte[Math.multiplyExact(rows * 3, columns)];
            Mats.read(mat, new ImageShape(3, rows, columns), pixels);
            mat.release();
            return new RgbImage(rows, columns, pixels);
        } catch (IOException | RuntimeException | LinkageError e) {
            // What OpenCV cannot read is given to Leptonica, which is not built in.
            String why = e instanceof LinkageError ? "OpenCV does not read such files" : String.valueOf(e.getMessage());
            throw new ImageException(file + " cannot be decoded by OpenCV: " + why + ".", e);
        }
    }
}
