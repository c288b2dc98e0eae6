package org.bestiary.experiments.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.bestiary.common.AtomicFile;
import org.bestiary.experiments.train.StockArchive;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.export.KerasExport;
import org.bestiary.zoo.export.OnnxExport;
import org.bestiary.zoo.export.SafeTensorsExport;

/**
 * How a network is written.
 *
 * @param form in which form
 * @param softmax whether an ONNX model ends with probabilities in place of scores
 * @param foldNorms whether batch normalisations of an ONNX model become part of their convolutions
 */
public record NetworkExport(ExportForm form, boolean softmax, boolean foldNorms) {
    /**
     * @throws ExportException if an option is given that only ONNX has
     */
    public NetworkExport {
        if (form != ExportForm.ONNX && (softmax || foldNorms)) {
            throw new ExportException((softmax ? "--softmax" : "--fold-bn")
                    + " is for ONNX, which is a whole network, but" + " got it with " + form.id() + "; leave it out");
        }
    }

    /**
     * Writes a network. A file appears whole or not at all.
     *
     * @param net the network
     * @param record of the run that trained it; empty for weights from elsewhere
     * @param file a file, or a folder for safetensors
     * @throws ExportException if it cannot be written there
     */
    public void write(Exported net, Optional<RunRecord> record, Path file) {
        try {
            switch (form) {
                case ONNX -> AtomicFile.write(file, out -> OnnxExport.write(net, softmax, foldNorms, out));
                case DL4J -> StockArchive.write(net, file);
                case KERAS_H5 -> keras(net, file);
                case SAFETENSORS -> {
                    if (form.isFolder(file)) {
                        ModelFolder.write(net, record, file);
                    } else {
                        AtomicFile.write(file, out -> SafeTensorsExport.write(net, out));
                    }
                }
            }
        } catch (IOException e) {
            throw new ExportException(
                    "an export needs a place where it can be written, but " + file + " cannot: " + reason(e, file), e);
        }
    }

    private static String reason(IOException e, Path file) {
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in the way of a folder";
        }
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return e instanceof NoSuchFileException ? "its folder does not exist" : e.getMessage();
    }

    /** The library for HDF5 writes to a file of a name. */
    private static void keras(Exported net, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString());
        }
        Path part = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            KerasExport.write(net, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
