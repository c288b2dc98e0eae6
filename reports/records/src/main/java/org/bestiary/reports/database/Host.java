package org.bestiary.reports.database;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine. */
public final class Host {
    /** Its name, without colons. */
    public static final String NAME = name();

    private Host() {}

    private static String name() {
        try {
            Path linux = Path.of("/proc/sys/kernel/hostname");
            String name = Files.isReadable(linux)
                    ? Files.readString(linux).strip()
                    : InetAddress.getLocalHost().getHostName();
            return name.replace(':', '_');
        } catch (IOException e) {
            return "localhost";
        }
    }
}
