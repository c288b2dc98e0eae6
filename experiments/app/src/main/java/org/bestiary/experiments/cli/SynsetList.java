package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of ImageNet's synsets: a line for each class, which begins with the synset's number, such as {@code n01440764}. */
final class SynsetList {
    private static final long LARGEST = 1 << 20;

    private SynsetList() {}

    static List<String> read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadInput("a list of synsets must have at most " + LARGEST + " bytes, but " + file + " has "
                        + Files.size(file));
            }
            // Names behind the number may be in any character set.
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            List<String> synsets = new ArrayList<>();
            Set<String> once = new HashSet<>();
            for (String line : lines.stream().filter(l -> !l.isBlank()).toList()) {
                String first = line.strip().split("[\\s,]", 2)[0];
                if (!first.matches("n\\d{8}") || !once.add(first)) {
                    throw new BadInput("each line of a list of synsets must begin with another one, such as n01440764,"
                            + " but line " + (synsets.size() + 1) + " of " + file + " does not");
                }
                synsets.add(first);
            }
            return synsets;
        } catch (NoSuchFileException e) {
            throw new BadInput("there is no file " + file);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + e.getMessage());
        }
    }
}
