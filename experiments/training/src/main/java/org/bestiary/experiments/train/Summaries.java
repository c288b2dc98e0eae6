package org.bestiary.experiments.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.LayerSummary;
import org.bestiary.reports.run.ModelSummary;
import org.bestiary.reports.run.Provenance;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.layer.KernelChoice;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** What a run's record says of network, data and machine. */
public final class Summaries {
    private Summaries() {}

    static ModelSummary model(Plan plan) {
        Analysis analysis = Analysis.of(plan.network());
        return new ModelSummary(
                plan.architecture().id(),
                plan.architecture().card().title(),
                plan.architecture().card().family(),
                plan.options().engine().id(),
                plan.network().input().toString(),
                plan.network().classes(),
                analysis.learnableParameters(),
                analysis.totalParameters(),
                analysis.multiplyAdds(),
                analysis.receptiveField().size(),
                layers(analysis),
                OptionalLong.of(analysis.activationMemory(1).trainingBytes()),
                Optional.of(plan.architecture().card().paper().year()));
    }

    /** The rows of the layer table, as a run's record and {@code describe --json} have them. */
    public static List<LayerSummary> layers(Analysis analysis) {
        return analysis.layers().stream()
                .map(l -> new LayerSummary(
                        l.name(),
                        l.type(),
                        l.output().toString(),
                        l.parameters(),
                        l.multiplyAdds(),
                        l.receptiveField().size()))
                .toList();
    }

    static DatasetSummary dataset(LoadedDataset data) {
        DatasetCard card = data.card();
        return new DatasetSummary(
                data.id(),
                card.title(),
                data.sha256(),
                card.shape().toString(),
                card.classes(),
                data.images(Split.TRAIN).count(),
                data.images(Split.VALIDATION).count(),
                data.images(Split.TEST).count());
    }

    static Provenance provenance(Plan plan, Streams streams, String command, Instant started) {
        ProgramVersion program = ProgramVersion.current();
        Map<String, String> versions = new TreeMap<>();
        versions.put("deeplearning4j", version("org.deeplearning4j", "deeplearning4j-nn"));
        versions.put("nd4j", version("org.nd4j", "nd4j-api"));
        versions.put("javacpp", javaCppVersion());
        return new Provenance(
                program.version(),
                program.commit(),
                command,
                Machine.java(),
                Machine.os(),
                Machine.cpu(),
                Machine.memoryMiB(),
                Nd4j.getBackend().getClass().getSimpleName(),
                plan.options().engine() == Engine.FAST ? "fast, " + KernelChoice.description() : "stock DL4J layers",
                Machine.threads(),
                versions,
                streams.byName(),
                started,
                Optional.empty(),
                0,
                0,
                OptionalLong.empty(),
                OptionalDouble.empty());
    }

    private static String version(String group, String artifact) {
        Properties properties = new Properties();
        try (InputStream in =
                Summaries.class.getResourceAsStream("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    private static String javaCppVersion() {
        try {
            return Loader.getVersion();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
