package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bestiary.experiments.lecture.Statement.Drawing;
import org.bestiary.experiments.lecture.arith.Chain;
import org.bestiary.experiments.lecture.check.Checks;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.experiments.lecture.check.Routing;
import org.bestiary.experiments.train.Machine;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.reports.html.LedgerContent;
import org.bestiary.reports.html.LedgerContent.Picture;
import org.bestiary.reports.html.LedgerPage;
import org.bestiary.reports.html.RelativeLink;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;

/** The ledger as a page. */
public final class LedgerReport {
    private final Instruments instruments;
    private final Function<Path, Optional<String>> links;
    private final String version;

    private LedgerReport(Instruments instruments, Function<Path, Optional<String>> links, String version) {
        this.instruments = instruments;
        this.links = links;
        this.version = version;
    }

    /**
     * Writes the page. Runs are linked by paths relative to the file.
     *
     * @param lectures the ledgers, for their headings
     * @param findings what came of the statements
     * @param instruments what drawings are counted with
     * @param file where to write the page
     */
    public static void write(List<Lecture> lectures, List<Finding> findings, Instruments instruments, Path file) {
        ProgramVersion version = ProgramVersion.current();
        Function<Path, Optional<String>> links = run ->
                Optional.of(RelativeLink.between(file, RunDirectory.open(run).reportFile()));
        LedgerReport report = new LedgerReport(instruments, links, version.version() + " (" + version.commit() + ")");
        LedgerPage.write(report.content(lectures, findings), file);
    }

    /**
     * The page as HTML, for a place where the runs are not.
     *
     * @param lectures the ledgers, for their headings
     * @param findings what came of the statements
     * @param instruments what drawings are counted with
     * @param links from the directory of a run to the page to show for it; empty to leave the run out
     */
    public static String html(
            List<Lecture> lectures,
            List<Finding> findings,
            Instruments instruments,
            Function<Path, Optional<String>> links) {
        String version = ProgramVersion.current().version();
        return LedgerPage.html(new LedgerReport(instruments, links, version).content(lectures, findings));
    }

    private LedgerContent content(List<Lecture> lectures, List<Finding> findings) {
        Tally tally = Tally.of(findings);
        return new LedgerContent(
                "What lectures state, checked",
                Machine.cpu() + ", " + Machine.os(),
                Arrays.stream(Verdict.values())
                        .map(v -> new LedgerContent.Count(v.label(), v.sign(), tally.of(v), v.meaning()))
                        .toList(),
                lectures.stream()
                        .map(l -> new LedgerContent.Lecture(l.id(), l.heading(), topics(l, findings)))
                        .filter(l -> !l.topics().isEmpty())
                        .toList(),
                version);
    }

    private List<LedgerContent.Topic> topics(Lecture lecture, List<Finding> findings) {
        Map<String, List<LedgerContent.StatementRow>> rows = new LinkedHashMap<>();
        for (Finding f : findings) {
            if (f.statement().lecture().equals(lecture.id())) {
                rows.computeIfAbsent(f.statement().topic(), t -> new ArrayList<>())
                        .add(row(f));
            }
        }
        return rows.entrySet().stream()
                .map(e -> new LedgerContent.Topic(e.getKey(), e.getValue()))
                .toList();
    }

    private LedgerContent.StatementRow row(Finding f) {
        Statement s = f.statement();
        return new LedgerContent.StatementRow(
                s.id(),
                s.text(),
                s.statedForPeople(),
                f.measuredForPeople(),
                f.verdict().label(),
                f.verdict().sign(),
                f.difference(),
                f.explanation(),
                f.problem()
                        .orElse(f.remark()
                                + (s.rule().isEmpty() ? "" : (f.remark().isEmpty() ? "" : ". ") + s.rule())),
                links(f.runs()),
                f.problem().isPresent() ? Optional.empty() : s.drawing().map(this::picture));
    }

    /** A link for each page: to that of a run, or to one that several of them share. */
    private List<LedgerContent.Link> links(List<Path> runs) {
        Map<String, List<Path>> pages = new LinkedHashMap<>();
        for (Path run : runs) {
            links.apply(run)
                    .ifPresent(target -> pages.computeIfAbsent(target, t -> new ArrayList<>())
                            .add(run));
        }
        return pages.entrySet().stream()
                .map(page -> new LedgerContent.Link(text(page.getValue()), page.getKey()))
                .toList();
    }

    private static String text(List<Path> runs) {
        RunDirectory first = RunDirectory.open(runs.get(0));
        return runs.size() == 1
                ? first.id()
                : runs.size() + " runs of " + first.read().experiment();
    }

    private Picture picture(Drawing drawing) {
        if (drawing instanceof Drawing.Field field) {
            return field(Chain.of(field.chain(), instruments.counter()));
        }
        if (drawing instanceof Drawing.Cost cost) {
            return new Picture.Cost(
                    "Multiply-adds", cost.chains().stream().map(this::bar).toList());
        }
        Routing routing = Checks.maxPoolRouting(instruments);
        return new Picture.Routing(routing.kernel(), routing.values(), routing.upstream(), routing.gradient());
    }

    private static Picture field(Chain chain) {
        List<Picture.Window> windows = new ArrayList<>();
        List<Node> nodes = chain.analysis().network().nodes();
        for (int i = 1; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            long sees = chain.steps().get(i).report().receptiveField().columns().size();
            int outputs = node.output().width();
            if (node.op() instanceof Conv c) {
                int padding = c.paddingFor(node.input().output()).left();
                windows.add(new Picture.Window(
                        label("conv", c.kernelWidth(), c.stride(), c.dilation()),
                        outputs,
                        c.kernelWidth(),
                        c.stride(),
                        c.dilation(),
                        padding,
                        sees));
            } else if (node.op() instanceof Pool p) {
                windows.add(new Picture.Window(
                        label(p.max() ? "max pool" : "average pool", p.kernel(), p.stride(), 1),
                        outputs,
                        p.kernel(),
                        p.stride(),
                        1,
                        p.padding(),
                        sees));
            }
        }
        return new Picture.Field(nodes.get(0).output().width(), windows);
    }

    private static String label(String what, int kernel, int stride, int dilation) {
        return what + " " + kernel + (stride > 1 ? ", stride " + stride : "")
                + (dilation > 1 ? ", dilation " + dilation : "");
    }

    private Picture.Bar bar(String text) {
        Chain chain = Chain.of(text, instruments.counter());
        return new Picture.Bar(
                text,
                chain.steps().stream()
                        .filter(r -> r.report().multiplyAdds() > 0)
                        .map(r -> new Picture.Part(r.report().type(), r.report().multiplyAdds()))
                        .toList());
    }
}
