package org.bestiary.reports.html;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.Inside;

/** What a run's page shows of the inside of its network. */
record InsideView(
        String filters,
        String layer,
        String filterText,
        boolean colour,
        Optional<String> camLayer,
        boolean anyLooks,
        List<LookView> looks) {

    /** One image with its maps as {@code data:} addresses. */
    record LookView(ImageView image, String saliency, Optional<String> gradCam) {}

    static InsideView of(Inside inside, List<String> names) {
        Inside.Filters f = inside.filters();
        String shown =
                f.shown() == f.count() ? Figures.count(f.count()) : f.shown() + " of " + Figures.count(f.count());
        return new InsideView(
                uri(f.png()),
                f.layer(),
                shown + " filters of " + f.layer() + ", " + f.height() + "x" + f.width() + " pixels each",
                inside.looks().stream().anyMatch(l -> l.image().channels() == 3),
                inside.camLayer(),
                !inside.looks().isEmpty(),
                inside.looks().stream()
                        .map(l -> new LookView(
                                ImageView.of(List.of(l.image()), names).get(0),
                                uri(l.saliency()),
                                l.gradCam().map(InsideView::uri)))
                        .toList());
    }

    private static String uri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
