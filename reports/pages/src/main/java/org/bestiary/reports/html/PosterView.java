package org.bestiary.reports.html;

import java.util.List;

/** What the template of the poster shows. */
record PosterView(
        String modelCount,
        String familyCount,
        String first,
        String last,
        List<ChartView> charts,
        List<Family> families,
        String version) {
    record Family(
            String name,
            String anchor,
            String years,
            String paper,
            String url,
            String introduced,
            List<Model> models) {}

    record Model(
            String id,
            String title,
            String input,
            String depth,
            String learnable,
            String learnableShare,
            String multiplyAdds,
            String costShare,
            List<Figure> published) {}

    record Figure(String value, String quantity, String source, String url) {}

    static PosterView of(Poster poster, List<ChartView> charts) {
        List<Poster.Model> all =
                poster.families().stream().flatMap(f -> f.models().stream()).toList();
        double largest =
                all.stream().mapToLong(Poster.Model::learnableParameters).max().orElse(1);
        double dearest =
                all.stream().mapToLong(Poster.Model::multiplyAdds).max().orElse(1);
        return new PosterView(
                Figures.count(all.size()),
                Figures.count(poster.families().size()),
                Integer.toString(poster.families().stream()
                        .mapToInt(Poster.Family::year)
                        .min()
                        .orElse(0)),
                Integer.toString(poster.families().stream()
                        .mapToInt(Poster.Family::year)
                        .max()
                        .orElse(0)),
                charts,
                poster.families().stream()
                        .map(f -> new Family(
                                f.name(),
                                "family-" + poster.families().indexOf(f),
                                Integer.toString(f.year()),
                                f.paper(),
                                f.url(),
                                f.introduced(),
                                f.models().stream()
                                        .map(m -> model(m, largest, dearest))
                                        .toList()))
                        .toList(),
                poster.version());
    }

    private static Model model(Poster.Model m, double largest, double dearest) {
        return new Model(
                m.id(),
                m.title(),
                NetworkSection.shape(m.input()),
                Figures.count(m.depth()),
                Figures.count(m.learnableParameters()),
                Figures.share(m.learnableParameters(), largest),
                Figures.count(m.multiplyAdds()),
                Figures.share(m.multiplyAdds(), dearest),
                m.published().stream()
                        .map(f -> new Figure(Figures.percent(f.value()) + "%", f.quantity(), f.source(), f.url()))
                        .toList());
    }
}
