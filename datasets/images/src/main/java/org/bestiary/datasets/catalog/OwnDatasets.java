package org.bestiary.datasets.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;

/** Data sets that somebody's own classes on the class path are. */
final class OwnDatasets {
    /** How an id begins that names a class. */
    static final String PREFIX = "class:";

    private OwnDatasets() {}

    /**
     * Those that are listed in {@code META-INF/services}.
     *
     * @throws DataException if one that is listed cannot be made
     */
    static List<ImageDataset> listed() {
        try {
            List<ImageDataset> found = new ArrayList<>();
            ServiceLoader.load(ImageDataset.class).forEach(found::add);
            return found;
        } catch (ServiceConfigurationError e) {
            throw new DataException(
                    "A data set on the class path must be a class with a public constructor without"
                            + " parameters, but: " + e.getMessage() + "; correct META-INF/services/"
                            + ImageDataset.class.getName() + ".",
                    e);
        }
    }

    /**
     * The data set that a class is.
     *
     * @param id {@code class:com.example.Faces}
     * @throws DataException if there is no such class, it is no data set, or it cannot be made
     */
    static ImageDataset of(String id) {
        String name = id.substring(PREFIX.length());
        try {
            // Not initialised before it is known to be a data set: a record of somebody else's may name any class.
            Class<?> found = Class.forName(name, false, loader());
            if (!ImageDataset.class.isAssignableFrom(found)) {
                throw new DataException("A class that a spec names must be an ImageDataset, but " + name + " is none.");
            }
            return (ImageDataset) found.getConstructor().newInstance();
        } catch (ClassNotFoundException | LinkageError e) {
            throw new DataException(
                    "There is no class " + name + " on the class path; put its jar or folder into BESTIARY_CLASSPATH.",
                    e);
        } catch (ReflectiveOperationException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new DataException(
                    "A data set's class must be public with a public constructor without parameters, but " + name
                            + " cannot be made: " + reason + ".",
                    e);
        }
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? OwnDatasets.class.getClassLoader() : context;
    }
}
