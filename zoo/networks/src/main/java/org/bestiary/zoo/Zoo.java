package org.bestiary.zoo;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.bestiary.common.NearestNames;
import org.bestiary.zoo.arch.AlexNet;
import org.bestiary.zoo.arch.AllConvolutional;
import org.bestiary.zoo.arch.CifarDenseNet;
import org.bestiary.zoo.arch.CifarPreResNet;
import org.bestiary.zoo.arch.CifarResNeXt;
import org.bestiary.zoo.arch.CifarResNet;
import org.bestiary.zoo.arch.CifarWideResNet;
import org.bestiary.zoo.arch.DenseNet;
import org.bestiary.zoo.arch.EfficientNet;
import org.bestiary.zoo.arch.GoogLeNet;
import org.bestiary.zoo.arch.InceptionV3;
import org.bestiary.zoo.arch.InceptionV4;
import org.bestiary.zoo.arch.LeNet5;
import org.bestiary.zoo.arch.LectureNets;
import org.bestiary.zoo.arch.MnasNet;
import org.bestiary.zoo.arch.MobileNet;
import org.bestiary.zoo.arch.MobileNetV2;
import org.bestiary.zoo.arch.MobileNetV3;
import org.bestiary.zoo.arch.NetworkInNetwork;
import org.bestiary.zoo.arch.OneTowerAlexNet;
import org.bestiary.zoo.arch.PreResNet;
import org.bestiary.zoo.arch.ResNeXt;
import org.bestiary.zoo.arch.ResNet;
import org.bestiary.zoo.arch.SeNet154;
import org.bestiary.zoo.arch.SeResNet;
import org.bestiary.zoo.arch.ShuffleNet;
import org.bestiary.zoo.arch.ShuffleNetV2;
import org.bestiary.zoo.arch.SqueezeNet;
import org.bestiary.zoo.arch.TimeSeriesFcn;
import org.bestiary.zoo.arch.Vgg;
import org.bestiary.zoo.arch.WideResNet;
import org.bestiary.zoo.arch.Xception;
import org.bestiary.zoo.arch.ZfNet;

/** Every architecture, in the order in which they were published, those of lectures last. The list below is the only place that names them. */
public final class Zoo {
    private static final Map<String, Architecture> BY_ID = register(Stream.of(
            LeNet5.variants(),
            AlexNet.variants(),
            NetworkInNetwork.variants(),
            AllConvolutional.variants(),
            ZfNet.variants(),
            OneTowerAlexNet.variants(),
            Vgg.variants(),
            GoogLeNet.variants(),
            ResNet.variants(),
            CifarResNet.variants(),
            InceptionV3.variants(),
            SqueezeNet.variants(),
            PreResNet.variants(),
            CifarPreResNet.variants(),
            WideResNet.variants(),
            CifarWideResNet.variants(),
            DenseNet.variants(),
            CifarDenseNet.variants(),
            MobileNet.variants(),
            InceptionV4.variants(),
            Xception.variants(),
            ResNeXt.variants(),
            CifarResNeXt.variants(),
            ShuffleNet.variants(),
            MobileNetV2.variants(),
            SeResNet.variants(),
            SeNet154.variants(),
            ShuffleNetV2.variants(),
            MnasNet.variants(),
            EfficientNet.variants(),
            MobileNetV3.variants(),
            TimeSeriesFcn.variants(),
            LectureNets.variants()));

    private Zoo() {}

    private static Map<String, Architecture> register(Stream<List<Architecture>> families) {
        Map<String, Architecture> byId = new LinkedHashMap<>();
        families.flatMap(List::stream).forEach(a -> {
            if (byId.put(a.id(), a) != null) {
                throw new IllegalStateException("two architectures are called " + a.id());
            }
        });
        return byId;
    }

    /** Every architecture. */
    public static List<Architecture> all() {
        return List.copyOf(BY_ID.values());
    }

    /** The ids of all architectures. */
    public static Collection<String> ids() {
        return List.copyOf(BY_ID.keySet());
    }

    /**
     * The architecture of this id.
     *
     * @throws ZooException if there is none; the message names the nearest ids
     */
    public static Architecture find(String id) {
        Architecture found = BY_ID.get(id);
        if (found == null) {
            throw new ZooException("no network is called '" + id + "'" + NearestNames.hint(id, BY_ID.keySet()));
        }
        return found;
    }

    /**
     * The architectures whose ids match a pattern with {@code *} and {@code ?}, such as {@code resnet*}.
     *
     * @throws ZooException if none does
     */
    public static List<Architecture> glob(String pattern) {
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new ZooException("a pattern has * and ? for what may vary, but got '" + pattern + "'", e);
        }
        List<Architecture> found = BY_ID.values().stream()
                .filter(a -> matcher.matches(Path.of(a.id())))
                .toList();
        if (found.isEmpty()) {
            throw new ZooException("no network matches '" + pattern + "'" + NearestNames.hint(pattern, BY_ID.keySet()));
        }
        return found;
    }
}
