package org.bestiary.reports.html;

import java.util.List;
import org.bestiary.reports.html.LedgerContent.Picture.Cost;
import org.bestiary.reports.html.LedgerContent.Picture.Part;

/** Costs as bars on one scale. */
record CostDrawing(String unit, List<BarView> bars) {
    record BarView(String label, String total, String percent, List<PartView> parts) {}

    record PartView(String label, String value, String share) {}

    static CostDrawing of(Cost cost) {
        long most = cost.bars().stream()
                .mapToLong(b -> b.parts().stream().mapToLong(Part::value).sum())
                .max()
                .orElse(1);
        return new CostDrawing(
                cost.unit(),
                cost.bars().stream()
                        .map(b -> {
                            long total =
                                    b.parts().stream().mapToLong(Part::value).sum();
                            return new BarView(
                                    b.label(),
                                    Figures.count(total),
                                    Figures.share(total, most),
                                    b.parts().stream()
                                            .map(p -> new PartView(
                                                    p.label(),
                                                    Figures.count(p.value()),
                                                    Figures.share(p.value(), most)))
                                            .toList());
                        })
                        .toList());
    }
}
