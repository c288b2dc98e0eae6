package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bestiary.experiments.lecture.Finding;
import org.bestiary.experiments.lecture.Lecture;
import org.bestiary.experiments.lecture.Reproduction;
import org.bestiary.experiments.lecture.Statement;
import org.bestiary.experiments.lecture.Verdict;

/** Findings as lines, while they come in. */
final class LedgerText implements Reproduction.Progress {
    private static final int WIDTH = 110;
    private static final String INDENT = "      ";

    private final List<Lecture> lectures;
    private final Output output;
    private final boolean terminal;
    private final int longest;
    private String lecture = "";

    private LedgerText(List<Lecture> lectures, Output output, boolean terminal) {
        this.lectures = lectures;
        this.output = output;
        this.terminal = terminal;
        this.longest = lectures.stream()
                .flatMap(l -> l.statements().stream())
                .mapToInt(s -> s.id().length())
                .max()
                .orElse(1);
    }

    static Reproduction.Progress progress(List<Lecture> lectures, Output output) {
        return new LedgerText(lectures, output, Boolean.getBoolean("bestiary.terminal"));
    }

    @Override
    public void begins(Statement s, int number, int of) {
        if (terminal) {
            output.terminal().printf(Locale.ROOT, "\r\u001b[K[%d/%d] %s", number, of, s.id());
            output.err().flush();
        }
    }

    @Override
    public void ended(Finding f) {
        if (terminal) {
            output.terminal().print("\r\u001b[K");
            output.err().flush();
        }
        if (output.json()) {
            return;
        }
        PrintWriter out = output.out();
        if (!f.statement().lecture().equals(lecture)) {
            lecture = f.statement().lecture();
            out.println(heading());
        }
        out.printf(
                Locale.ROOT,
                "  %s %-15s %-" + longest + "s  %s%n",
                f.verdict().sign(),
                f.verdict().label(),
                f.statement().id(),
                f.measuredForPeople());
        details(f, out);
        out.flush();
    }

    private String heading() {
        String title = lectures.stream()
                .filter(l -> l.id().equals(lecture))
                .map(Lecture::heading)
                .findFirst()
                .orElse(lecture);
        return title.equals(lecture) ? title : title + " (" + lecture + ")";
    }

    private static void details(Finding f, PrintWriter out) {
        List<String> lines = new ArrayList<>();
        boolean notAsStated = f.verdict() == Verdict.DIFFERS || f.verdict() == Verdict.NOT_REPRODUCED;
        if (notAsStated) {
            lines.add("stated: " + f.statement().statedForPeople());
            lines.add(f.difference());
            lines.add(f.explanation());
        }
        lines.add(f.remark());
        for (String line : lines) {
            wrapped(line).forEach(part -> out.println(INDENT + part));
        }
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + word.length() + 1 > WIDTH - INDENT.length()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
