package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.bestiary.zoo.Shape;

/** The images of a set that excite a channel most, and what of each the strongest number sees. */
final class ExcitingImages {
    private ExcitingImages() {}

    /**
     * One image.
     *
     * @param index its number in the set
     * @param strongest the channel's largest number on it
     * @param field what that number sees
     */
    record Hit(int index, float strongest, Field field) {}

    /**
     * Searches a set.
     *
     * @param subject the network
     * @param images the set
     * @param layer a feature map
     * @param channels which
     * @param most images per channel
     * @param progress is told how many images are done
     * @return the images of each channel, the strongest first
     */
    static Map<Integer, List<Hit>> of(
            Subject subject, ImageSample images, Layer layer, List<Integer> channels, int most, IntConsumer progress) {
        Shape shape = layer.output();
        int area = shape.height() * shape.width();
        Map<Integer, List<Hit>> hits = new TreeMap<>();
        channels.forEach(c -> hits.put(c, new ArrayList<>()));
        for (int from = 0; from < images.count(); from += subject.batch()) {
            List<float[]> part = images.inputs(subject, from, Math.min(images.count(), from + subject.batch()));
            List<float[]> answers = subject.activations(part, layer);
            for (int i = 0; i < answers.size(); i++) {
                for (int channel : channels) {
                    int at = strongest(answers.get(i), channel * area, area);
                    Field field = Field.of(layer, subject.input(), at / shape.width(), at % shape.width());
                    keep(hits.get(channel), new Hit(from + i, answers.get(i)[channel * area + at], field), most);
                }
            }
            progress.accept(from + part.size());
        }
        return hits;
    }

    private static int strongest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }

    private static void keep(List<Hit> hits, Hit hit, int most) {
        hits.add(hit);
        hits.sort(Comparator.comparingDouble((Hit h) -> -h.strongest()).thenComparingInt(Hit::index));
        if (hits.size() > most) {
            hits.remove(most);
        }
    }
}
