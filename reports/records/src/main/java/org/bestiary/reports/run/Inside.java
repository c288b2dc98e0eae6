package org.bestiary.reports.run;

import java.util.List;
import java.util.Optional;

/**
 * A look into a trained network that its report shows; the content of {@code inside.json}.
 *
 * @param filters the weights that meet the image first
 * @param camLayer the feature map that Grad-CAM looked at; empty if the network has none
 * @param looks some test images with maps of what decided
 */
public record Inside(Filters filters, Optional<String> camLayer, List<Look> looks) {
    public Inside {
        filters = Rules.present("inside.filters", filters);
        camLayer = camLayer == null ? Optional.empty() : camLayer;
        looks = Rules.list("inside.looks", looks);
    }

    /**
     * Filters of the first layer with weights as one sheet.
     *
     * @param layer its name
     * @param count how many filters it has
     * @param shown how many of them are on the sheet
     * @param height of a filter in pixels
     * @param width of a filter in pixels
     * @param png the sheet; in JSON as base64
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Filters(String layer, int count, int shown, int height, int width, byte[] png) {
        public Filters {
            Rules.present("inside.filters.layer", layer);
            Rules.atLeast("inside.filters.count", 1, count);
            png = Rules.present("inside.filters.png", png).clone();
        }

        @Override
        public byte[] png() {
            return png.clone();
        }
    }

    /**
     * A test image with maps for the class that the network predicts, each drawn over the image in its size.
     *
     * @param image the image and what the network said
     * @param saliency size of the score's gradient at every pixel, as PNG; in JSON as base64
     * @param gradCam Grad-CAM at {@link Inside#camLayer}, likewise; empty if the network has no feature map
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Look(Prediction image, byte[] saliency, Optional<byte[]> gradCam) {
        public Look {
            image = Rules.present("inside.looks.image", image);
            saliency = Rules.present("inside.looks.saliency", saliency).clone();
            gradCam = gradCam == null ? Optional.empty() : gradCam.map(byte[]::clone);
        }

        @Override
        public byte[] saliency() {
            return saliency.clone();
        }

        @Override
        public Optional<byte[]> gradCam() {
            return gradCam.map(byte[]::clone);
        }
    }
}
