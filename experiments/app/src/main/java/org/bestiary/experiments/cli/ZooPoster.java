package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.reports.html.Poster;
import org.bestiary.reports.html.PosterPage;
import org.bestiary.zoo.ModelTable;
import org.bestiary.zoo.PublishedFigure;
import org.bestiary.zoo.Zoo;

/** What the zoo knows, as a poster. */
final class ZooPoster {
    private ZooPoster() {}

    /**
     * Writes the poster.
     *
     * @param rows the networks, in the order of history
     * @param file the page
     * @param charts where its charts go as files; empty for nowhere
     * @return what was written
     */
    static List<Path> write(List<ModelTable.NetworkRow> rows, Path file, Optional<Path> charts) {
        if (rows.isEmpty()) {
            throw new BadInput("a poster must have at least one network, but none has such a name; see 'models'");
        }
        Poster poster = of(rows);
        List<Path> written = new ArrayList<>(List.of(file));
        PosterPage.write(poster, PublishedFigure.TORCHVISION, file);
        charts.ifPresent(folder -> written.addAll(PosterPage.writeCharts(poster, PublishedFigure.TORCHVISION, folder)));
        return written;
    }

    private static Poster of(List<ModelTable.NetworkRow> rows) {
        Map<String, List<ModelTable.NetworkRow>> families = new LinkedHashMap<>();
        rows.forEach(row -> families.computeIfAbsent(row.family(), name -> new ArrayList<>())
                .add(row));
        List<Poster.Family> shown = families.entrySet().stream()
                .map(entry -> {
                    ModelTable.NetworkRow first = entry.getValue().get(0);
                    return new Poster.Family(
                            entry.getKey(),
                            first.year(),
                            first.paper(),
                            first.url(),
                            Zoo.find(first.id()).card().introduced(),
                            entry.getValue().stream().map(ZooPoster::model).toList());
                })
                .toList();
        return new Poster(ProgramVersion.current().version(), shown);
    }

    private static Poster.Model model(ModelTable.NetworkRow row) {
        return new Poster.Model(
                row.id(),
                row.title(),
                row.input().toString(),
                row.depth(),
                row.learnableParameters(),
                row.multiplyAdds(),
                PublishedFigure.of(row.id()).stream()
                        .map(f -> new Poster.Figure(f.quantity(), f.value(), f.source(), f.url()))
                        .toList());
    }
}
