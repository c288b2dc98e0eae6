package org.bestiary.zoo.weights;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Carries trained parameters between the engines, and writes a zip of stock layers that any DL4J program opens without
 * Bestiary. The two have the same parameters in the same order, dense layers after a flatten included; only a grouped
 * convolution is one vertex in the fast engine and one per group in the stock engine.
 */
public final class StockExport {

    private static final Pattern GROUP = Pattern.compile("(.+)\\.group(\\d+)");

    private StockExport() {}

    /**
     * The same network of stock layers, reading NCHW.
     *
     * @param architecture what {@code network} was built from
     * @param options what it was built with, whichever engine they name
     * @param network trained, of either engine
     * @throws ZooException if DL4J lacks a layer of the network, or if architecture and options are others
     */
    public static ComputationGraph toStock(Architecture architecture, BuildOptions options, ComputationGraph network) {
        return toStock(architecture.network(options), options, network);
    }

    /**
     * The same network of stock layers, reading NCHW.
     *
     * @param description what {@code network} was built from
     * @param options what it was built with, whichever engine they name
     * @param network trained, of either engine
     * @throws ZooException if DL4J lacks a layer of the network, or if the description is of another
     */
    public static ComputationGraph toStock(Network description, BuildOptions options, ComputationGraph network) {
        ComputationGraph stock = new ComputationGraph(
                ConfigurationBuilder.build(description, options.engine(Engine.STOCK), Training.defaults()));
        stock.init();
        copy(network, stock);
        return stock;
    }

    /**
     * Writes a zip of stock layers, without the updater's state.
     *
     * @param file is overwritten
     * @throws IOException if it cannot be written
     */
    public static void write(Architecture architecture, BuildOptions options, ComputationGraph network, File file)
            throws IOException {
        ModelSerializer.writeModel(toStock(architecture, options, network), file, false);
    }

    /**
     * Copies all parameters from one network to another of the same architecture, of any engines.
     *
     * @throws ZooException if one of {@code to} has no counterpart of its size
     */
    public static void copy(ComputationGraph from, ComputationGraph to) {
        Map<String, INDArray> source = from.paramTable();
        to.paramTable().forEach((key, target) -> {
            target.assign(counterpart(source, key, target).reshape(target.shape()));
        });
    }

    /**
     * Copies the parameters of some layers from one network to another that has layers of the same names, of any engines.
     *
     * @param layers names of vertices; a grouped convolution goes by one name in either engine
     * @throws ZooException if one of them has no counterpart of its size; nothing has been copied then
     */
    public static void copyLayers(ComputationGraph from, ComputationGraph to, Set<String> layers) {
        Map<String, INDArray> source = from.paramTable();
        Map<INDArray, INDArray> copies = new IdentityHashMap<>();
        to.paramTable().forEach((key, target) -> {
            String vertex = key.substring(0, key.lastIndexOf('_'));
            Matcher group = GROUP.matcher(vertex);
            if (layers.contains(group.matches() ? group.group(1) : vertex)) {
                copies.put(target, counterpart(source, key, target));
            }
        });
        copies.forEach((target, value) -> target.assign(value.reshape(target.shape())));
    }

    private static INDArray counterpart(Map<String, INDArray> source, String key, INDArray target) {
        INDArray value = find(source, key, target);
        if (value == null || value.length() != target.length()) {
            throw new ZooException("the networks must be of one architecture, but the parameter " + key
                    + (value == null
                            ? " has no counterpart"
                            : " has " + target.length() + " elements and its counterpart " + value.length()));
        }
        return value;
    }

    private static INDArray find(Map<String, INDArray> source, String key, INDArray target) {
        INDArray same = source.get(key);
        if (same != null) {
            return same;
        }
        int cut = key.lastIndexOf('_');
        String vertex = key.substring(0, cut);
        String part = key.substring(cut);
        Matcher group = GROUP.matcher(vertex);
        if (group.matches() && source.containsKey(group.group(1) + part)) {
            return slice(source.get(group.group(1) + part), Integer.parseInt(group.group(2)), target);
        }
        List<INDArray> groups = new ArrayList<>();
        for (int g = 0; source.containsKey(vertex + ".group" + g + part); g++) {
            INDArray one = source.get(vertex + ".group" + g + part);
            groups.add(one.reshape(one.length()));
        }
        return groups.isEmpty() ? null : Nd4j.concat(0, groups.toArray(INDArray[]::new));
    }

    /** The elements of one group: filters come first in the weights, so a group's lie together. */
    private static INDArray slice(INDArray all, int group, INDArray target) {
        long from = group * target.length();
        return all.reshape(all.length()).get(NDArrayIndex.interval(from, from + target.length()));
    }
}
