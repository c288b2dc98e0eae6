package org.bestiary.experiments.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.TestEvaluation;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.weights.WeightsNote;

/** A model card in Markdown: what the network is, how good it is, whom to cite, and how it was trained. */
public final class CardText {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    private final StringBuilder text = new StringBuilder();
    private final String file;
    private final Optional<String> licence;

    private CardText(String file, Optional<String> licence) {
        this.file = file;
        this.licence = licence;
    }

    /**
     * Writes a card.
     *
     * @param net the network
     * @param record of the run that trained it; empty for weights from elsewhere
     * @param file that the weights are in, beside the card
     * @param licence of the weights, as SPDX names it; empty if whoever publishes them has yet to say it
     */
    public static String of(Exported net, Optional<RunRecord> record, String file, Optional<String> licence) {
        CardText card = new CardText(file, licence);
        card.head(net, record);
        record.ifPresent(card::figures);
        card.use(net);
        card.sources(net, record);
        record.ifPresent(card::recipe);
        return card.text.toString();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void head(Exported net, Optional<RunRecord> record) {
        ModelCard card = Zoo.find(net.note().model()).card();
        line("---");
        line("tags:%n- image-classification%n- bestiary");
        line("pipeline_tag: image-classification");
        record.map(r -> r.dataset().id())
                .filter(id -> dataset(id).isPresent())
                .ifPresent(id -> line("datasets:%n- '%s'", id));
        line("license: %s", licence.map(l -> l.toLowerCase(Locale.ROOT)).orElse("other"));
        line("---");
        line("");
        line(
                "# %s%s",
                card.title(),
                record.map(r -> " on " + withoutFolders(r.dataset().title())).orElse(""));
        line("");
        line("%s", card.introduced());
        line("");
        line("- Images: %s", net.note().input());
        line("- Classes: %,d", net.network().classes());
        Analysis analysis = Analysis.of(net.network().inference());
        line("- Learnable parameters: %,d", analysis.learnableParameters());
        line("- Multiply-adds: %,d for one image", analysis.multiplyAdds());
    }

    private void figures(RunRecord run) {
        line("");
        line("## Figures");
        line("");
        Optional<TestEvaluation> test = run.test();
        if (test.isEmpty()) {
            line("The run has no final evaluation.");
            return;
        }
        TestEvaluation t = test.get();
        line("| on %,d test images | |", t.examples());
        line("|---|---|");
        line("| top-1 accuracy | %.2f%% (95%% interval %.2f to %.2f) |", t.top1(), t.top1Low(), t.top1High());
        t.top5().ifPresent(top5 -> line("| top-5 accuracy | %.2f%% |", top5));
        line("| mean loss | %.4f |", t.loss());
        line("");
        line(
                "One run with seed %d, `%s`; the parameters are those of its best epoch%s.",
                run.seed(), run.id(), run.best().map(b -> ", " + b.epoch()).orElse(""));
    }

    private void use(Exported net) {
        WeightsNote note = net.note();
        line("");
        line("## Use");
        line("");
        note.image()
                .ifPresent(image -> line(
                        "Images are prepared like this: %s; %s; pixels of 0 to 1 less the mean %s, divided by %s.",
                        image.preparation(),
                        image.blueFirst()
                                ? "channels blue, green, red"
                                : image.shape().channels() == 1 ? "grey" : "channels red, green, blue",
                        image.normalisation().image().isPresent()
                                ? "image in the metadata"
                                : image.normalisation().mean(),
                        image.normalisation().std()));
        line("");
        line("```");
        line("bestiary predict --model %s --weights %s --input cat.jpg", note.model(), file);
        line("```");
    }

    private void sources(Exported net, Optional<RunRecord> record) {
        ModelCard card = Zoo.find(net.note().model()).card();
        line("");
        line("## Sources and licence");
        line("");
        line("- Network: [%s](%s)", card.paper().citation(), card.paper().url());
        record.map(r -> r.dataset().id()).flatMap(CardText::dataset).ifPresent(data -> {
            line("- Data: %s", data.citation());
            line("- Licence of the data: %s", data.licence());
        });
        line(
                "- %s",
                licence.map(l -> "Licence of the weights: " + l)
                        .orElse(
                                "No licence is given for these weights here: whoever publishes them says under which."));
    }

    /** What is known of a data set; nothing of one's own that is not there any more. */
    private static Optional<DatasetCard> dataset(String id) {
        return Datasets.standard().all().stream()
                .filter(d -> d.id().equals(id))
                .map(ImageDataset::card)
                .findFirst();
    }

    /** Where somebody keeps files is nobody's concern: of a path from the root its last name is left. */
    private static String withoutFolders(String text) {
        return text.replaceAll("(?<=[\":' ]|^)(?:~|[A-Za-z]:)?[/\\\\][^\"'\\n]*[/\\\\](?=[^/\\\\])", "");
    }

    private void recipe(RunRecord run) {
        line("");
        line("## Training");
        line("");
        line(
                "Bestiary %s, %d epochs in %.0f s on %s:",
                run.provenance().version(),
                run.epochs().size(),
                run.provenance().wallSeconds(),
                run.provenance().cpu());
        line("");
        line("```yaml");
        try {
            text.append(withoutFolders(YAML.writeValueAsString(run.spec())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recorded spec can be written as YAML", e);
        }
        line("```");
    }
}
