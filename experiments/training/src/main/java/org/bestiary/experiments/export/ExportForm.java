package org.bestiary.experiments.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bestiary.common.NearestNames;

/** The forms in which a network leaves the program. */
public enum ExportForm {
    /** A model that ONNX Runtime and many others run. */
    ONNX("onnx", ".onnx"),
    /** Weights, or a folder as Hugging Face has it. */
    SAFETENSORS("safetensors", ".safetensors"),
    /** Weights as Keras 2 saves them. */
    KERAS_H5("keras-h5", ".h5", ".hdf5"),
    /** A zip of stock layers for any DL4J program. */
    DL4J("dl4j", ".zip");

    private final String id;
    private final List<String> extensions;

    ExportForm(String id, String... extensions) {
        this.id = id;
        this.extensions = List.of(extensions);
    }

    /** How it is called on the command line. */
    public String id() {
        return id;
    }

    /**
     * The form that is asked for by name, by the extension of the file, or by both.
     *
     * @param name as after {@code --to}; empty if it is not said
     * @param file where it goes
     * @throws ExportException if neither tells, or they tell different forms
     */
    public static ExportForm of(Optional<String> name, Path file) {
        Optional<ExportForm> named = name.map(ExportForm::named);
        String extension = extension(file);
        Optional<ExportForm> byFile = Arrays.stream(values())
                .filter(f -> f.extensions.contains(extension))
                .findFirst();
        if (named.isPresent() && byFile.isPresent() && !named.equals(byFile)) {
            throw new ExportException("form and extension must agree, but got --to " + named.get().id + " and "
                    + file.getFileName() + ", which is " + byFile.get().id + "; leave --to out, or write a "
                    + named.get().extensions.get(0) + " file");
        }
        if (byFile.isPresent()) {
            return byFile.get();
        }
        boolean folder = named.equals(Optional.of(SAFETENSORS)) && (extension.isEmpty() || Files.isDirectory(file));
        if (folder) {
            return SAFETENSORS;
        }
        throw new ExportException("the form must be told by the file's extension, but got "
                + (extension.isEmpty() ? "'" + file + "', which has none" : "'" + extension + "'") + "; use one of "
                + Arrays.stream(values())
                        .map(f -> f.extensions.get(0) + " (" + f.id + ")")
                        .collect(Collectors.joining(", "))
                + ", or a folder with --to safetensors");
    }

    /** Whether a file is to be a folder, which only safetensors have. */
    boolean isFolder(Path file) {
        return !extensions.contains(extension(file));
    }

    private static ExportForm named(String name) {
        List<String> names = Arrays.stream(values()).map(f -> f.id).toList();
        return Arrays.stream(values())
                .filter(f -> f.id.equals(name))
                .findFirst()
                .orElseThrow(() -> new ExportException("--to must be one of " + String.join(", ", names) + ", but got '"
                        + name + "'" + NearestNames.hint(name, names)));
    }

    private static String extension(Path file) {
        String last = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = last.lastIndexOf('.');
        return dot < 1 ? "" : last.substring(dot).toLowerCase(Locale.ROOT);
    }
}
