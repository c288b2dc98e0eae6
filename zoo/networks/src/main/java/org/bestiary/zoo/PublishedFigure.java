package org.bestiary.zoo;

import java.util.List;
import org.bestiary.common.table.Csv;

/**
 * What others have reported of a network, from {@code published.csv}. Only figures that were looked up are in it, each with
 * where it stands; what is missing was not found, and nothing in it was measured here.
 *
 * @param model id of the network
 * @param quantity what was measured and how; only figures of one quantity compare
 * @param value in percent
 * @param source who says so
 * @param url where
 */
public record PublishedFigure(String model, String quantity, double value, String source, String url) {
    /** Top-1 accuracy on ImageNet of torchvision's weights: one protocol for the most networks. */
    public static final String TORCHVISION = "ImageNet top-1 accuracy, torchvision weights";

    public PublishedFigure {
        if (model.isBlank() || quantity.isBlank() || source.isBlank() || !url.startsWith("https://")) {
            throw new ZooException("a published figure must have model, quantity, source and an https address, but got "
                    + model + ", " + quantity + ", " + source + ", " + url);
        }
        if (!(value > 0 && value < 100)) {
            throw new ZooException(
                    "a published figure must be within 0 to 100 percent, but got " + value + " for " + model);
        }
    }

    /** All of them, in the order of the resource. */
    public static List<PublishedFigure> all() {
        return Csv.read(ModelTable.resource("published.csv")).stream()
                .skip(1)
                .map(PublishedFigure::of)
                .toList();
    }

    /** Those of one network. */
    public static List<PublishedFigure> of(String model) {
        return all().stream().filter(f -> f.model().equals(model)).toList();
    }

    private static PublishedFigure of(List<String> f) {
        return new PublishedFigure(f.get(0), f.get(1), Double.parseDouble(f.get(2)), f.get(3), f.get(4));
    }
}
