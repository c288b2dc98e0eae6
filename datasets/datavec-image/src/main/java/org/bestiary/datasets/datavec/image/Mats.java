package org.bestiary.datasets.datavec.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;

import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageShape;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Pixels in the order of tables (red first) as OpenCV's matrices (blue first), and back. */
final class Mats {
    static {
        // Batches are made by threads of ours, one image at a time each.
        opencv_core.setNumThreads(1);
    }

    private Mats() {}

    /**
     * A matrix with a copy of pixels.
     *
     * @param pixels in HWC order, red first
     * @param shape of 1 or 3 channels
     * @return to be released by the caller
     */
    static Mat of(byte[] pixels, ImageShape shape) {
        int count = shape.values();
        byte[] ordered = pixels;
        if (shape.channels() == 3) {
            ordered = new byte[count];
            swap(pixels, ordered, 0, count);
        }
        Mat mat = new Mat(shape.height(), shape.width(), CV_8UC(shape.channels()));
        try (BytePointer data = mat.data()) {
            data.put(ordered, 0, count);
        }
        return mat;
    }

    private static void swap(byte[] from, byte[] into, int offset, int count) {
        for (int i = 0; i < count; i += 3) {
            byte first = from[i];
            into[offset + i + 1] = from[i + 1];
            into[offset + i] = from[i + 2];
            into[offset + i + 2] = first;
        }
    }

    /**
     * The pixels of a matrix, brought to a shape as DataVec's own loader does it: channels converted, then scaled bilinearly.
     *
     * @param mat of 1, 3 or 4 channels with 8 or 16 bits; kept as it is
     * @param shape of 1 or 3 channels
     * @param into where {@code shape.values()} bytes go, in HWC order, red first
     * @throws ImageException if the matrix has other channels or values
     */
    static void read(Mat mat, ImageShape shape, byte[] into) {
        try (Mat bytes = bytes(mat);
                Mat channels = channels(bytes, shape.channels());
                Mat scaled = scaled(channels, shape)) {
            byte[] row = new byte[shape.width() * shape.channels()];
            for (int y = 0; y < shape.height(); y++) {
                try (BytePointer line = scaled.ptr(y)) {
                    line.get(row, 0, row.length);
                }
                if (shape.channels() == 3) {
                    swap(row, into, y * row.length, row.length);
                } else {
                    System.arraycopy(row, 0, into, y * row.length, row.length);
                }
            }
        }
    }

    /** Shares the values if they are bytes; 16 bits lose the lower eight. */
    private static Mat bytes(Mat mat) {
        if (mat.depth() == CV_8U) {
            return new Mat(mat);
        }
        if (mat.depth() != opencv_core.CV_16U) {
            throw new ImageException("Pixels must have 8 or 16 bits, but OpenCV has type " + mat.type() + ".");
        }
        Mat bytes = new Mat();
        mat.convertTo(bytes, CV_8U, 1 / 256.0, -0.5 + 1 / 512.0);
        return bytes;
    }

    private static Mat channels(Mat mat, int wanted) {
        int has = mat.channels();
        if (has == wanted) {
            return new Mat(mat);
        }
        Mat result = new Mat();
        if (has == 1 && wanted == 3) {
            opencv_imgproc.cvtColor(mat, result, COLOR_GRAY2BGR);
        } else if (has == 3 && wanted == 1) {
            opencv_imgproc.cvtColor(mat, result, COLOR_BGR2GRAY);
        } else if (has == 4 && wanted == 3) {
            opencv_imgproc.cvtColor(mat, result, COLOR_BGRA2BGR);
        } else if (has == 4 && wanted == 1) {
            opencv_imgproc.cvtColor(mat, result, opencv_imgproc.COLOR_BGRA2GRAY);
        } else {
            throw new ImageException("Images of " + has + " channels cannot be given " + wanted + ".");
        }
        return result;
    }

    private static Mat scaled(Mat mat, ImageShape shape) {
        if (mat.rows() == shape.height() && mat.cols() == shape.width()) {
            return new Mat(mat);
        }
        Mat result = new Mat();
        try (Size size = new Size(shape.width(), shape.height())) {
            opencv_imgproc.resize(mat, result, size);
        }
        return result;
    }
}
