package org.bestiary.common.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The decoders of this build by their ids: the program's own, and those of the class path, found once. */
final class FileDecoders {
    private FileDecoders() {}

    private static final class Found {
        private static final Map<String, FileDecoder> ALL = load();

        private static Map<String, FileDecoder> load() {
            Map<String, FileDecoder> all = new LinkedHashMap<>();
            all.put(FileDecoder.OWN.id(), FileDecoder.OWN);
            ServiceLoader.load(FileDecoder.class).forEach(decoder -> all.putIfAbsent(decoder.id(), decoder));
            return all;
        }
    }

    static FileDecoder find(String id) {
        if (id.equals(FileDecoder.OWN.id())) {
            return FileDecoder.OWN;
        }
        Map<String, FileDecoder> all;
        try {
            all = Found.ALL;
        } catch (ServiceConfigurationError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new ImageException("A decoder on the class path cannot be used: " + e.getMessage() + ".", e);
        }
        FileDecoder found = all.get(id);
        if (found == null) {
            throw new ImageException("There is no decoder '" + id + "' in this build, which has "
                    + String.join(", ", all.keySet())
                    + (id.equals("opencv") ? "; build it with BESTIARY_MAVEN_ARGS=-Pdatavec-image." : "."));
        }
        return found;
    }
}
