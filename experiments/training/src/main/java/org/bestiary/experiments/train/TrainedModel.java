package org.bestiary.experiments.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Holdout;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.ImageFolder;
import org.bestiary.datasets.catalog.MatchedClasses;
import org.bestiary.datasets.catalog.SoundImages;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.weights.ModelArchive;
import org.bestiary.zoo.weights.StockExport;
import org.bestiary.zoo.weights.WeightsNote;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The best network of a run, for inference. One thread at a time. */
public final class TrainedModel {
    private final String run;
    private final Plan plan;
    private final ImageInput images;
    private final ComputationGraph net;
    private final LayerSet layers;

    private TrainedModel(String run, Plan plan, ImageInput images, ComputationGraph net) {
        this.run = run;
        this.plan = plan;
        this.images = images;
        this.net = net;
        this.layers = LayerSet.of(plan.options().engine());
    }

    /**
     * Loads the {@code model.zip} of a run.
     *
     * @throws RunException if the run has no model or it cannot be read
     */
    public static TrainedModel open(RunDirectory run) {
        if (!Files.exists(run.modelFile())) {
            throw new RunException("a run must be complete to be used, but " + run.id() + " has no model.zip;"
                    + " go on with it: bestiary run --resume " + run.id());
        }
        String origin = run.recordFile().toString();
        RunRecord record = run.read();
        ExperimentSpec spec = SpecReader.recorded(unchanged(record.spec()), origin);
        Planner planner = new Planner(new SpecReader.Located(spec, origin, Map.of(), Map.of()));
        Plan plan = planner.plan(dataset(planner, run, record));
        try {
            return new TrainedModel(run.id(), plan, RunInput.of(plan, run), ModelArchive.read(run.modelFile(), false));
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "a model must be complete, but " + run.modelFile() + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** What training did to images is no concern of whoever uses the network; steps of one's own may be gone. */
    private static JsonNode unchanged(JsonNode spec) {
        JsonNode copy = spec.deepCopy();
        if (copy.path("data") instanceof ObjectNode data) {
            data.put("augment", RecipeTree.NONE);
        }
        return copy;
    }

    /**
     * What the record remembers of the data; records of earlier versions do not, and need the data set of today. Images come
     * with the labels of the record, should folders have been added or renamed since.
     */
    private static ImageDataset dataset(Planner planner, RunDirectory run, RunRecord record) {
        List<String> classes = record.dataset().classNames();
        return run.input(record)
                .<ImageDataset>map(input -> new RecordedDataset(
                        record.dataset(), input, () -> new MatchedClasses(planner.dataset(), classes)))
                .orElseGet(() -> new MatchedClasses(planner.dataset(), classes));
    }

    /** The network with what must travel with it, to be written in a form of other programs. */
    public Exported exported() {
        WeightsNote note = new WeightsNote(
                network().id(),
                WeightsNote.settings(plan.architecture(), plan.options()),
                Plan.head(plan.spec(), plan.dataset()),
                input(),
                classes(),
                Optional.of(images),
                Optional.of(run));
        return new Exported(plan.network(), net, note, ProgramVersion.current().version());
    }

    /** Whether the network takes images as N x H x W x C. */
    boolean channelsLast() {
        return layers.layout() == CNN2DFormat.NHWC;
    }

    /** What the network was built from. */
    public Network network() {
        return plan.network();
    }

    /** The data set that it was trained on. */
    public ImageDataset dataset() {
        return plan.dataset();
    }

    /** Whether its training left out images that cannot be decoded. */
    public boolean skipsBad() {
        return plan.spec().data().skipBad().orElse(false);
    }

    /**
     * The images of the run: divided and limited as its spec says, with its labels.
     *
     * @throws DataException if files are missing or damaged, or their classes are no longer those of the run
     */
    public LoadedDataset images(DataDirectory directory) {
        return plan.cut(plan.read(directory));
    }

    /** Which images of a data set are validated with, as in the run. */
    Holdout validation() {
        return plan.spec().data().holdout();
    }

    /**
     * Another data set, with the labels of the run.
     *
     * @param id of the data set; pictures of a folder are prepared as those of the run were
     * @throws DataException if it has classes that the network does not know
     * @throws RunException if its images have another shape
     */
    ImageDataset fitting(String id) {
        ImageDataset other = Datasets.standard().find(id);
        if (other instanceof ImageFolder folder) {
            other = folder.preparedAs(images.preparation());
        }
        ImageShape image = other.card().shape();
        Shape given = Shape.map(image.channels(), image.height(), image.width());
        if (!given.equals(input())) {
            throw new RunException("a network can be evaluated on images like those it was trained on, " + input()
                    + ", but those of " + id + " are " + given + "; choose another data set");
        }
        MatchedClasses matched = new MatchedClasses(skipsBad() ? new SoundImages(other) : other, classes());
        matched.check();
        return matched;
    }

    /** Whose layers it was trained with. */
    public Engine engine() {
        return plan.options().engine();
    }

    /**
     * The DL4J graph, with the layers that it was trained with or, if another engine is asked for, a copy of it.
     *
     * @throws ZooException if that engine lacks a layer of the network
     */
    public ComputationGraph graph(Engine engine) {
        if (engine == engine()) {
            return net;
        }
        ComputationGraph other = new ComputationGraph(plan.configuration(engine));
        other.init();
        StockExport.copy(net, other);
        return other;
    }

    /** Shape of one image. */
    public Shape input() {
        return plan.network().input();
    }

    /** Names of the classes. */
    public List<String> classes() {
        return plan.dataset().card().classes();
    }

    /** How an image file becomes the network's input, as in its training. */
    public ImageInput imageInput() {
        return images;
    }

    /** Mean and standard deviation that the network's images were normalised with. */
    public Normalisation normalisation() {
        return images.normalisation();
    }

    /**
     * The scores before softmax.
     *
     * @param images normalised, 32-bit floats, N x C x H x W
     * @return N x classes
     * @throws ZooException if the images have another shape than the network was trained on
     */
    public INDArray logits(INDArray images) {
        String vertex = layers.vertexOf(plan.network(), plan.network().logits());
        INDArray scores = net.feedForward(new INDArray[] {layers.arrange(plan.network(), images)}, false)
                .get(vertex);
        // A single yes or no is the score of the second of two classes, against 0 for the first.
        return scores.size(1) < classes().size() ? Nd4j.hstack(scores.mul(0), scores) : scores;
    }
}
