package org.bestiary.reports.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Links from one file to another. */
public final class RelativeLink {
    private RelativeLink() {}

    /** A link with slashes and with what is not plain text escaped; empty if there is no way, as between drives. */
    public static String between(Path page, Path target) {
        try {
            Path home = page.toAbsolutePath().normalize().getParent();
            String path = home.relativize(target.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
            return new URI(null, null, "./" + path, null).toASCIIString();
        } catch (IllegalArgumentException | URISyntaxException e) {
            return "";
        }
    }
}
