package org.bestiary.experiments.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.experiments.explain.picture.HeatMap;
import org.bestiary.zoo.Shape;

/** What a layer makes of one image: the maps of the channels that respond most, and where their strongest number looks. */
final class FeatureMaps {
    private FeatureMaps() {}

    /**
     * One channel.
     *
     * @param channel its number from 0
     * @param strongest its largest number
     * @param row where that is in the map
     * @param column where that is in the map
     * @param field what it sees of the image
     * @param map all of the channel
     */
    record Channel(int channel, float strongest, int row, int column, Field field, HeatMap map) {}

    /**
     * The channels that respond most, the strongest first.
     *
     * @param subject the network
     * @param image C x H x W
     * @param layer a feature map
     * @param most how many
     */
    static List<Channel> of(Subject subject, float[] image, Layer layer, int most) {
        Shape map = layer.output();
        float[] values = subject.activations(List.of(image), layer).get(0);
        return IntStream.range(0, map.channels())
                .mapToObj(c -> channel(subject, layer, values, c))
                .sorted(Comparator.comparingDouble((Channel c) -> -c.strongest())
                        .thenComparingInt(Channel::channel))
                .limit(most)
                .toList();
    }

    private static Channel channel(Subject subject, Layer layer, float[] values, int channel) {
        Shape shape = layer.output();
        int area = shape.height() * shape.width();
        float[] map = new float[area];
        System.arraycopy(values, channel * area, map, 0, area);
        int at = Subject.best(map);
        boolean signed = IntStream.range(0, area).anyMatch(i -> map[i] < 0);
        return new Channel(
                channel,
                map[at],
                at / shape.width(),
                at % shape.width(),
                Field.of(layer, subject.input(), at / shape.width(), at % shape.width()),
                new HeatMap(shape.height(), shape.width(), map, signed));
    }
}
