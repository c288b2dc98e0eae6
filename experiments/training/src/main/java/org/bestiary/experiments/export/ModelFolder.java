package org.bestiary.experiments.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.export.SafeTensorsExport;
import org.bestiary.zoo.weights.TensorLayout;
import org.bestiary.zoo.weights.WeightsNote;

/** A folder as timm's networks have it on Hugging Face: {@code model.safetensors}, {@code config.json} and a model card. */
final class ModelFolder {
    static final String WEIGHTS = "model.safetensors";
    static final String CONFIGURATION = "config.json";
    static final String CARD = "README.md";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelFolder() {}

    /** Writes the three files; others in the folder are left as they are. */
    static void write(Exported net, Optional<RunRecord> record, Path folder) throws IOException {
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve(WEIGHTS), out -> SafeTensorsExport.write(net, out));
        AtomicFile.write(
                folder.resolve(CONFIGURATION),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(configuration(net)));
        AtomicFile.write(
                folder.resolve(CARD),
                CardText.of(net, record, WEIGHTS, Optional.empty()).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> configuration(Exported net) throws JsonProcessingException {
        WeightsNote note = net.note();
        int classes = net.network().classes();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("architecture", note.model().replace('-', '_').replace('.', '_'));
        document.put("num_classes", classes);
        document.put("num_features", net.network().classifier().in().channels());
        if (!note.classes().isEmpty()) {
            document.put("label_names", note.classes());
        }
        document.put("pretrained_cfg", pretrained(net, classes));
        document.put("bestiary", JSON.valueToTree(note.texts(TensorLayout.TORCH, net.version())));
        return document;
    }

    private static Map<String, Object> pretrained(Exported net, int classes) {
        WeightsNote note = net.note();
        Shape in = note.input();
        Map<String, Object> cfg = new LinkedHashMap<>();
        cfg.put("custom_load", false);
        cfg.put("input_size", List.of(in.channels(), in.height(), in.width()));
        note.image().ifPresent(image -> {
            cfg.put("interpolation", image.preparation().filter().label());
            cfg.put("crop_pct", crop(image));
            cfg.put("crop_mode", image.preparation().fit().equals(Fit.STRETCH) ? "squash" : "center");
            cfg.put("mean", image.normalisation().mean());
            cfg.put("std", image.normalisation().std());
        });
        cfg.put("num_classes", classes);
        cfg.put(
                "classifier",
                note.map(TensorLayout.TORCH).nameOf(net.network().classifier().name()));
        return cfg;
    }

    /** Which share of the scaled image's shorter side is shown. */
    private static double crop(ImageInput image) {
        return image.preparation().fit() instanceof Fit.ResizeAndCrop resize
                ? (double) image.shape().height() / resize.shortSide()
                : 1;
    }
}
