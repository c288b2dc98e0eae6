package org.bestiary.zoo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Markdown;
import org.bestiary.common.table.Table;
import org.bestiary.zoo.ModelTable.NetworkRow;

/** The zoo as people read it: every network with its paper, and the families folded to a row each. */
public final class NetworkLists {
    /** A row for each network, in Markdown. */
    public static final Table<NetworkRow> NETWORKS_IN_MARKDOWN = Table.of(
            Column.left("id", r -> new Markdown("`" + r.id() + "`")),
            Column.left("network", NetworkRow::title),
            Column.left("paper", r -> new Markdown("[" + r.year() + "](" + r.url() + ")")),
            Column.left("input", NetworkRow::input),
            Column.right("learnable parameters", NetworkRow::learnableParameters),
            Column.right("total", NetworkRow::totalParameters),
            Column.right("multiply-adds", r -> String.format(Locale.ROOT, "%,.1f M", r.multiplyAdds() / 1e6)),
            Column.right("in dense layers", NetworkRow::densePercent));

    /** A row for each family, in Markdown. */
    public static final Table<Family> FAMILIES_IN_MARKDOWN = Table.of(
            Column.left("family", Family::name),
            Column.right("years", Family::years),
            Column.left(
                    "networks",
                    f -> new Markdown(f.networks().stream()
                            .map(r -> "[`" + r.id() + "`](" + r.url() + ")")
                            .collect(Collectors.joining(" ")))),
            Column.right("learnable parameters", f -> millions(f, NetworkRow::learnableParameters)),
            Column.right("multiply-adds", f -> millions(f, NetworkRow::multiplyAdds)));

    /** A row for each family, for a terminal. */
    public static final Table<Family> FAMILIES = Table.of(
            Column.left("family", Family::name),
            Column.right("years", Family::years),
            Column.right("networks", f -> Integer.toString(f.networks().size())),
            Column.right("learnable", f -> millions(f, NetworkRow::learnableParameters)),
            Column.right("multiply-adds", f -> millions(f, NetworkRow::multiplyAdds)),
            Column.left("such as", f -> f.networks().get(0).id()));

    private NetworkLists() {}

    /**
     * Networks of one family.
     *
     * @param name the family
     * @param networks at least one, in the order of the zoo
     */
    public record Family(String name, List<NetworkRow> networks) {
        public Family {
            networks = List.copyOf(networks);
            if (networks.isEmpty()) {
                throw new ZooException("a family must have at least one network, but " + name + " has none");
            }
        }

        /** Years of the papers: "2015", "2015 to 2017". */
        String years() {
            return range(
                    networks.stream().mapToInt(NetworkRow::year).min().orElseThrow() + "",
                    networks.stream().mapToInt(NetworkRow::year).max().orElseThrow() + "");
        }
    }

    /** The families of these networks, each where its first network stands. */
    public static List<Family> families(List<NetworkRow> rows) {
        Map<String, List<NetworkRow>> families = new LinkedHashMap<>();
        rows.forEach(r ->
                families.computeIfAbsent(r.family(), name -> new ArrayList<>()).add(r));
        return families.entrySet().stream()
                .map(e -> new Family(e.getKey(), e.getValue()))
                .toList();
    }

    private static String millions(Family family, ToLongFunction<NetworkRow> count) {
        long[] sorted = family.networks().stream().mapToLong(count).sorted().toArray();
        return range(millions(sorted[0]), millions(sorted[sorted.length - 1])) + " M";
    }

    private static String millions(long count) {
        return String.format(Locale.ROOT, count < 10_000_000 ? "%,.2f" : "%,.1f", count / 1e6);
    }

    private static String range(String least, String most) {
        return least.equals(most) ? least : least + " to " + most;
    }
}
