package org.bestiary.zoo.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bestiary.zoo.ZooException;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads networks that DL4J's {@code ModelSerializer} has saved, from anybody: nothing in the archive is deserialised as Java
 * objects, the configuration may name classes of layers and their parts only, and every length is held against the bytes
 * that are there before native memory is asked for it.
 */
public final class ModelArchive {
    private static final String CONFIGURATION = "configuration.json";
    private static final String PARAMETERS = "coefficients.bin";
    private static final String UPDATER = "updaterState.bin";
    /** What DL4J or Bestiary puts beside these; none of it is read here. */
    private static final Set<String> BESIDE = Set.of(
            "bestiary.json",
            "mean-image.npy",
            "preprocessor.bin",
            "normalizer.bin",
            "noParams.marker",
            "trainingState.json");

    /** Whose classes a configuration may name: layers, vertices, weight initialisation, activations, losses, updaters. */
    private static final List<String> PACKAGES = List.of(
            "org.bestiary.zoo.layer.",
            "org.bestiary.zoo.update.",
            "org.deeplearning4j.nn.conf.",
            "org.deeplearning4j.nn.weights.",
            "org.nd4j.linalg.activations.impl.",
            "org.nd4j.linalg.learning.config.",
            "org.nd4j.linalg.learning.regularization.",
            "org.nd4j.linalg.lossfunctions.impl.",
            "org.nd4j.linalg.schedule.");

    private static final long LARGEST_CONFIGURATION = 64L << 20;
    /** No deflated byte stands for more. */
    private static final long LARGEST_RATIO = 1032;

    private static final int MOST_DIMENSIONS = 32;
    private static final int CHUNK = 1 << 18;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ModelArchive() {}

    /**
     * Reads a network.
     *
     * @param file the archive
     * @param updater whether to restore the state of the updater too, where there is one
     * @return the network with its parameters
     * @throws ZooException if it is no such archive, or something in it is not allowed or does not fit; does not name the file
     * @throws IOException if it cannot be read
     */
    public static ComputationGraph read(Path file, boolean updater) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            check(zip);
            ComputationGraph net = new ComputationGraph(configuration(zip));
            INDArray parameters = array(zip, entry(zip, PARAMETERS));
            net.init(parameters, false);
            ZipEntry state = zip.getEntry(UPDATER);
            if (updater && state != null) {
                restore(net, array(zip, state));
            }
            return net;
        } catch (ZipException e) {
            throw new ZooException("it is no zip, or is damaged: " + e.getMessage(), e);
        }
    }

    private static void check(ZipFile zip) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            boolean known = name.equals(CONFIGURATION)
                    || name.equals(PARAMETERS)
                    || name.equals(UPDATER)
                    || BESIDE.contains(name);
            if (!known) {
                throw new ZooException("a saved network holds " + CONFIGURATION + ", " + PARAMETERS + " and " + UPDATER
                        + ", but there is '" + name + "'; remove it from the archive");
            }
            if (entry.getSize() < 0 || entry.getSize() > LARGEST_RATIO * Math.max(1, entry.getCompressedSize())) {
                throw new ZooException(name + " cannot hold the " + entry.getSize() + " bytes that it says, in "
                        + entry.getCompressedSize());
            }
        }
    }

    private static ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZooException("a saved network holds " + name + ", which is missing");
        }
        return entry;
    }

    private static ComputationGraphConfiguration configuration(ZipFile zip) throws IOException {
        ZipEntry entry = entry(zip, CONFIGURATION);
        if (entry.getSize() > LARGEST_CONFIGURATION) {
            throw new ZooException(CONFIGURATION + " must be at most " + (LARGEST_CONFIGURATION >> 20) + " MB, got "
                    + (entry.getSize() >> 20) + " MB");
        }
        String json;
        try (InputStream in = zip.getInputStream(entry)) {
            json = new String(in.readNBytes((int) LARGEST_CONFIGURATION), StandardCharsets.UTF_8);
        }
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (!tree.path("vertices").isObject()) {
                throw new ZooException(CONFIGURATION + " must be of a ComputationGraph, with an entry 'vertices'");
            }
            refuseForeign(tree);
            return ComputationGraphConfiguration.fromJson(json);
        } catch (JsonProcessingException e) {
            throw new ZooException(CONFIGURATION + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Classes are named by '@class' wherever DL4J needs them; Jackson makes an object of whatever it is told. */
    private static void refuseForeign(JsonNode tree) {
        JsonNode named = tree.path("@class");
        if (named.isValueNode()
                && PACKAGES.stream().noneMatch(p -> named.asText().startsWith(p))) {
            throw new ZooException(CONFIGURATION + " may name classes of layers and their parts, but names '"
                    + shortened(named.asText()) + "'");
        }
        tree.forEach(ModelArchive::refuseForeign);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private static void restore(ComputationGraph net, INDArray state) {
        INDArray view = net.getUpdater(true).getStateViewArray();
        long expected = view == null ? 0 : view.length();
        if (state.length() != expected) {
            throw new ZooException(
                    UPDATER + " must hold " + expected + " numbers for this network, got " + state.length());
        }
        net.getUpdater(true).setStateViewArray(state);
    }

    /** A row of numbers. Shape, strides and order are not taken over: native code would believe whatever they say. */
    private static INDArray array(ZipFile zip, ZipEntry entry) throws IOException {
        try (DataInputStream in = open(zip, entry)) {
            long count = count(entry, in);
            INDArray row = Nd4j.createUninitialized(DataType.FLOAT, 1, count);
            FloatPointer to = new FloatPointer(row.data().addressPointer());
            float[] numbers = new float[(int) Math.min(count, CHUNK)];
            byte[] bytes = new byte[4 * numbers.length];
            for (long at = 0; at < count; at += numbers.length) {
                int some = (int) Math.min(numbers.length, count - at);
                in.readFully(bytes, 0, 4 * some);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers, 0, some);
                to.position(at).put(numbers, 0, some);
            }
            return row;
        } catch (EOFException e) {
            throw new ZooException(entry.getName() + " ends too early", e);
        }
    }

    private static DataInputStream open(ZipFile zip, ZipEntry entry) throws IOException {
        return new DataInputStream(new BufferedInputStream(zip.getInputStream(entry), 1 << 16));
    }

    /**
     * How many numbers follow. ND4J writes a buffer of rank, shape, strides, flags, element stride and order; then one of the
     * numbers.
     */
    private static long count(ZipEntry entry, DataInputStream in) throws IOException {
        String name = entry.getName();
        int before = in.readUTF().length() + 2;
        long length = in.readLong();
        String type = in.readUTF();
        if (!type.equals("LONG") || length < 4 || length > 2L * MOST_DIMENSIONS + 4) {
            throw damaged(name);
        }
        in.skipNBytes(8 * length);
        int mode = in.readUTF().length() + 2;
        long numbers = in.readLong();
        String kind = in.readUTF();
        if (!kind.equals("FLOAT")) {
            throw new ZooException(name + " must hold numbers of the type FLOAT, but they are " + shortened(kind));
        }
        long header = before + 8L + 6 + 8 * length + mode + 8 + 7;
        if (numbers < 1 || numbers > entry.getSize() || header + 4 * numbers != entry.getSize()) {
            throw damaged(name);
        }
        return numbers;
    }

    private static ZooException damaged(String name) {
        return new ZooException(name + " is damaged: its length is not that of its numbers");
    }
}
