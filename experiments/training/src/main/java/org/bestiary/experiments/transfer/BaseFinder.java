package org.bestiary.experiments.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.fetch.FetchProgress;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.SpecHash;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.published.PublishedWeights;
import org.bestiary.zoo.published.WeightsCatalogue;
import org.bestiary.zoo.published.WeightsFolder;
import org.bestiary.zoo.weights.PartWeights;
import org.bestiary.zoo.weights.WeightMap;

/**
 * Finds what {@code model.transfer.from} means.
 *
 * @param runs the directory of runs
 * @param data where data sets are; files of weights may be in its folder {@value WeightsFolder#NAME}
 * @param downloads is told of published weights that are downloaded
 */
public record BaseFinder(Path runs, DataDirectory data, FetchProgress downloads) {
    /** What {@code from} says for published weights of the network, with {@code =NAME} for others than the first. */
    public static final String PRETRAINED = "pretrained";

    /** The entry of a spec that this is about. */
    public static final String PATH = "model.transfer.from";

    /** Without a word of downloads. */
    public BaseFinder(Path runs, DataDirectory data) {
        this(runs, data, FetchProgress.SILENT);
    }

    /**
     * The experiment that a spec begins with the result of, if it does with one that ships.
     *
     * @param located the spec of one network
     */
    public static Optional<SpecReader.Located> experiment(SpecReader.Located located) {
        return located.spec()
                .model()
                .transfer()
                .filter(t -> SpecLibrary.names().contains(t.from()))
                .map(t -> SpecLibrary.open(t.from(), Map.of()));
    }

    /** The newest completed run of an experiment's first network; empty if there is none. */
    public Optional<RunDirectory> newest(SpecReader.Located experiment) {
        String hash = SpecHash.of(experiment.tree());
        return RunDirectory.list(runs).stream()
                .filter(d -> isCompleted(d, hash))
                .max(Comparator.comparing(d -> d.read().provenance().startedAt()));
    }

    private static boolean isCompleted(RunDirectory directory, String hash) {
        try {
            RunRecord record = directory.read();
            return record.status() == RunStatus.COMPLETED && record.specHash().equals(hash);
        } catch (RunException e) {
            return false; // a damaged record is no base; 'report' says what is wrong with it
        }
    }

    /**
     * What a spec begins with; empty for weights drawn at random.
     *
     * @param located the spec of one network
     * @param experiment the experiment that it names, as it was run (a trial of it for a trial)
     * @throws SpecException if there is no such run or file, or it is of another network
     */
    public Optional<Base> find(SpecReader.Located located, Optional<SpecReader.Located> experiment) {
        if (located.spec().model().transfer().isEmpty()) {
            return Optional.empty();
        }
        String from = located.spec().model().transfer().get().from();
        try {
            if (experiment.isPresent()) {
                RunDirectory run = newest(experiment.get())
                        .orElseThrow(() -> located.mistake(
                                PATH,
                                PATH + " names an experiment that must have been run, but " + runs
                                        + " has no completed run of it; run it: ./bestiary run " + from));
                return Optional.of(ofRun(located, from, run));
            }
            for (Path folder : List.of(runs.resolve(from), Path.of(from))) {
                if (Files.isRegularFile(folder.resolve("run.json"))) {
                    return Optional.of(ofRun(located, from, RunDirectory.open(folder)));
                }
            }
            Optional<PublishedWeights> published = published(located);
            Base base = published.isPresent() ? ofPublished(from, published.get()) : ofFile(located, from);
            mistake(located.spec().model(), published, base).ifPresent(mistake -> {
                throw located.mistake("model.options", mistake);
            });
            return Optional.of(base);
        } catch (IOException e) {
            throw located.mistake(PATH, PATH + ": " + from + " cannot be read: " + e.getMessage());
        } catch (ZooException | RunException e) {
            throw located.mistake(PATH, PATH + ": " + e.getMessage());
        }
    }

    private static Base ofRun(SpecReader.Located located, String from, RunDirectory run) throws IOException {
        RunRecord record = run.read();
        if (!Files.exists(run.modelFile())) {
            throw new RunException("a run must be complete to be begun with, but " + run.id()
                    + " has no model.zip; go on with it: bestiary run --resume " + run.id());
        }
        String wanted = located.spec().model().id();
        if (!record.model().id().equals(wanted)) {
            throw new RunException("weights must be of the same network, " + wanted + ", but " + run.id() + " is a "
                    + record.model().id() + "; name another run, or set model.id to "
                    + record.model().id());
        }
        return new Base(
                from,
                run.modelFile().toAbsolutePath().toString(),
                Base.digest(run.modelFile()),
                Optional.of(run.id()),
                Optional.of(normalisation(run, record)));
    }

    /** How pixels were normalised for a run; records of earlier versions do not say it. */
    private static Normalisation normalisation(RunDirectory run, RunRecord record) {
        Optional<Normalisation> recorded = run.input(record).map(ImageInput::normalisation);
        if (recorded.isPresent()) {
            return recorded.get();
        }
        ExperimentSpec spec =
                SpecReader.recorded(record.spec(), run.recordFile().toString());
        return Base.read(run)
                .flatMap(Base::normalisation)
                .orElseGet(
                        () -> Datasets.standard().find(spec.data().id()).card().normalisation());
    }

    /** What keeps weights from being of the network as it is described; of what others publish, this is known beforehand. */
    private static Optional<String> mistake(ExperimentSpec.Model model, Optional<PublishedWeights> published, Base base)
            throws IOException {
        if (published.isPresent() && published.get().bundled().isEmpty()) {
            PublishedWeights weights = published.get();
            Map<String, String> needed =
                    WeightMap.find(weights.model(), weights.layout()).settings();
            return PartWeights.mistake(weights.file(), needed, model.id(), model.options());
        }
        return PartWeights.isArchive(base.path())
                ? Optional.empty()
                : PartWeights.mistake(base.path(), model.id(), model.options());
    }

    /** The published weights that a spec begins with, if it does; a file of that name comes first. */
    private static Optional<PublishedWeights> published(SpecReader.Located located) {
        String from = located.spec().model().transfer().map(Transfer::from).orElse("");
        boolean named = from.startsWith(PRETRAINED + "=");
        if (!named && !from.equals(PRETRAINED) || Files.exists(Path.of(from))) {
            return Optional.empty();
        }
        Optional<String> name = named ? Optional.of(from.substring(PRETRAINED.length() + 1)) : Optional.empty();
        return Optional.of(
                WeightsCatalogue.standard().find(located.spec().model().id(), name));
    }

    private Base ofPublished(String from, PublishedWeights weights) throws IOException {
        Path file = new WeightsFolder(data.folder(WeightsFolder.NAME)).get(weights, downloads);
        Optional<Normalisation> normalisation = weights.image().isPresent()
                ? weights.image().map(i -> i.input(i.crop()).normalisation())
                : PartWeights.normalisation(file, weights.model());
        return new Base(from, file.toAbsolutePath().toString(), Base.digest(file), Optional.empty(), normalisation);
    }

    private Base ofFile(SpecReader.Located located, String from) throws IOException {
        Path inData = data.folder(WeightsFolder.NAME).resolve(from);
        Path file = Files.isRegularFile(Path.of(from)) ? Path.of(from) : inData;
        String model = located.spec().model().id();
        if (!Files.isRegularFile(file)) {
            throw located.mistake(
                    PATH,
                    PATH + " must be a run, an experiment or a file of weights of " + model
                            + " (Keras HDF5, safetensors with torchvision's names, or a zip of stock layers), but there is no '"
                            + from + "'; put the file into " + inData.getParent() + " or give its path, or set it to "
                            + PRETRAINED + " where 'bestiary weights' has some");
        }
        return new Base(
                from,
                file.toAbsolutePath().toString(),
                Base.digest(file),
                Optional.empty(),
                PartWeights.isArchive(file) ? Optional.empty() : PartWeights.normalisation(file, model));
    }
}
