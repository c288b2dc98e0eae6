package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.experiments.train.TrainingWindow;
import org.deeplearning4j.optimize.api.TrainingListener;
import picocli.CommandLine.Option;

/** The options for other programs that show a training while it goes on. */
final class LiveViews {
    @Option(
            names = "--tensorboard",
            paramLabel = "DIR",
            description = "Write event files for TensorBoard into DIR/RUN (then: tensorboard --logdir DIR).")
    private Optional<Path> tensorBoard = Optional.empty();

    @Option(
            names = "--dl4j-ui",
            description = "Show DL4J's own training page in the browser; needs a build with -Pdl4j-ui.")
    private boolean dl4jPage;

    /** What was opened: the console and all that was asked for. */
    static final class Opened implements AutoCloseable {
        private final TrainingView view;
        private final List<AutoCloseable> open;

        private Opened(TrainingView view, List<AutoCloseable> open) {
            this.view = view;
            this.open = open;
        }

        TrainingView view() {
            return view;
        }

        @Override
        public void close() {
            for (AutoCloseable one : open) {
                try {
                    one.close();
                } catch (Exception e) {
                    throw new IllegalStateException("a live view cannot be closed: " + e.getMessage(), e);
                }
            }
        }
    }

    /** Attaches the listener of a window to every network. */
    private record InWindow(TrainingWindow window) implements TrainingView {
        @Override
        public List<TrainingListener> listeners() {
            return List.of(window.listener());
        }
    }

    /**
     * Opens what was asked for.
     *
     * @param console is told the same as the others
     * @param err where addresses and complaints go
     * @throws BadInput if this build lacks what was asked for
     */
    Opened open(TrainingView console, PrintWriter err) {
        List<TrainingView> views = new ArrayList<>(List.of(console));
        List<AutoCloseable> open = new ArrayList<>();
        tensorBoard.ifPresent(folder -> {
            TensorBoardView view = new TensorBoardView(folder, line -> err.println("bestiary: " + line));
            views.add(view);
            open.add(view);
        });
        if (dl4jPage) {
            TrainingWindow window = window();
            err.println("DL4J's training page: " + window.open());
            views.add(new InWindow(window));
            open.add(window);
        }
        return new Opened(views.size() == 1 ? console : new SeveralViews(views), open);
    }

    private static TrainingWindow window() {
        String rule = "--dl4j-ui needs a build with DL4J's page, and this one is without; start with:"
                + " BESTIARY_MAVEN_ARGS=-Pdl4j-ui ./bestiary run ... --dl4j-ui";
        try {
            return ServiceLoader.load(TrainingWindow.class).findFirst().orElseThrow(() -> new BadInput(rule));
        } catch (ServiceConfigurationError e) {
            // The name may be left from an earlier build that had the page.
            throw new BadInput(rule);
        }
    }
}
