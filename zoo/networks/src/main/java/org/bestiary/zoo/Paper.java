package org.bestiary.zoo;

/**
 * Where an architecture was published.
 *
 * @param title the paper's title
 * @param authors its authors, as one would cite them
 * @param year year of publication
 * @param url a lasting address
 */
public record Paper(String title, String authors, int year, String url) {
    public Paper {
        if (title.isBlank() || authors.isBlank() || year < 1950 || !url.startsWith("https://")) {
            throw new ZooException("a paper must have title, authors, year and an https address, but got " + title
                    + ", " + authors + ", " + year + ", " + url);
        }
    }

    /** "Title, authors, year". */
    public String citation() {
        return authors + ": " + title + ", " + year;
    }
}
