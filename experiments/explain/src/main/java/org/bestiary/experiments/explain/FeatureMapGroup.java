package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.reports.html.Explanation.Figure;
import org.bestiary.reports.html.Explanation.Group;
import org.bestiary.reports.html.Explanation.Legend;
import org.bestiary.reports.html.Explanation.Size;

/** The feature maps of one layer on one image, each beside what its strongest number sees. */
record FeatureMapGroup(Subject subject, Gallery gallery, Layer layer, String prefix) {
    private static final int MAPS = 12;
    private static final int FRAME = 1;
    private static final int GAP = 4;
    private static final int GROUND = 0x555555;

    /** Adds the group. */
    Findings.MapsFinding add(float[] image, List<Group> groups) {
        Raster picture = Photographs.of(subject, image);
        List<FeatureMaps.Channel> strongest = FeatureMaps.of(subject, image, layer, MAPS);
        int factor = Photographs.factor(layer.output().height(), layer.output().width());
        int shown = Photographs.factor(picture.height(), picture.width());
        List<Figure> figures = new ArrayList<>();
        List<Raster> sheet = new ArrayList<>();
        for (FeatureMaps.Channel c : strongest) {
            Raster map = c.map().enlarged(factor).draw();
            Raster marked = map.framed(
                    c.column() * factor,
                    c.row() * factor,
                    (c.column() + 1) * factor - 1,
                    (c.row() + 1) * factor - 1,
                    FRAME);
            Field f = c.field();
            Raster seen = picture.enlarged(shown)
                    .framed(
                            f.left() * shown,
                            f.top() * shown,
                            (f.right() + 1) * shown - 1,
                            (f.bottom() + 1) * shown - 1,
                            FRAME);
            sheet.add(map);
            String channel = layer.name() + " channel " + c.channel();
            figures.add(gallery.keep(
                            prefix + layer.name() + "-" + c.channel(),
                            Raster.beside(marked, seen, GAP, GROUND),
                            "Map of " + channel
                                    + ", its strongest number framed; beside it the image, framed what that sees",
                            "channel " + c.channel() + ", up to " + ImageChapter.number(c.strongest()) + ", sees "
                                    + (f.right() - f.left() + 1) + "x" + (f.bottom() - f.top() + 1))
                    .figure());
        }
        String lead = "The " + strongest.size() + " of " + layer.output().channels()
                + " channels that respond most, each beside what its strongest number sees. Maps are "
                + layer.output().height() + "x" + layer.output().width() + "; a number sees "
                + layer.field().rows().size()
                + "x" + layer.field().columns().size() + " pixels, cut off at the edge of the image, and its neighbour "
                + layer.field().jump() + " further on.";
        boolean signed = strongest.stream().anyMatch(c -> c.map().signed());
        groups.add(new Group(
                "Feature maps of " + layer.title(),
                lead,
                signed ? Legend.DIVERGING : Legend.SEQUENTIAL,
                Size.SMALL,
                figures));
        Optional<String> file = gallery.keep(
                        prefix + "maps-" + layer.name(), Raster.sheet(sheet, 4, GAP, GROUND), lead, "")
                .file();
        return new Findings.MapsFinding(
                layer.name(),
                layer.output().toString(),
                layer.field().size(),
                strongest.stream().map(FeatureMaps.Channel::channel).toList(),
                file);
    }
}
