package org.bestiary.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** docs/architecture.md shows the modules as the build has them, and leads to places that exist. */
class ArchitectureMapTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final String PREFIX = "bestiary-";

    private static String document;
    /** Modules by artifact, each with those that it uses. */
    private static final Map<String, Module> MODULES = new LinkedHashMap<>();

    private record Module(Path folder, Set<String> uses) {
        String name() {
            return ROOT.relativize(folder).toString();
        }
    }

    @BeforeAll
    static void read() throws Exception {
        document = Files.readString(ROOT.resolve("docs/architecture.md"));
        readModules(ROOT);
    }

    private static void readModules(Path folder) throws IOException, SAXException, ParserConfigurationException {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile());
        Element project = pom.getDocumentElement();
        // Those of profiles too.
        List<String> modules = texts(project, "module");
        for (String module : modules) {
            readModules(folder.resolve(module));
        }
        if (modules.isEmpty()) {
            Set<String> uses = new TreeSet<>();
            for (Element dependencies : children(project, "dependencies")) {
                texts(dependencies, "artifactId").stream()
                        .filter(a -> a.startsWith(PREFIX))
                        .forEach(uses::add);
            }
            MODULES.put(children(project, "artifactId").get(0).getTextContent(), new Module(folder, uses));
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> texts(Element parent, String name) {
        List<String> found = new ArrayList<>();
        var elements = parent.getElementsByTagName(name);
        for (int i = 0; i < elements.getLength(); i++) {
            found.add(elements.item(i).getTextContent());
        }
        return found;
    }

    @Test
    void thePictureIsThatOfTheBuild() throws IOException {
        String picture = picture();
        assertThat(document)
                .as("docs/architecture.md shows other modules than the build has; its picture must be\n%s", picture)
                .contains(picture);
    }

    private static String picture() throws IOException {
        List<String> lines = new ArrayList<>(List.of("```mermaid", "flowchart TB"));
        Map<String, List<Module>> groups = MODULES.values().stream()
                .collect(Collectors.groupingBy(
                        m -> m.name().contains("/")
                                ? m.name().substring(0, m.name().indexOf('/'))
                                : "",
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (Map.Entry<String, List<Module>> group : groups.entrySet()) {
            boolean folder = !group.getKey().isEmpty();
            if (folder) {
                lines.add("  subgraph " + group.getKey());
            }
            for (Module module : group.getValue()) {
                lines.add((folder ? "    " : "  ") + node(module.name()) + "[\"<b>"
                        + module.folder().getFileName() + "</b><br/>" + String.join(", ", packages(module)) + "\"]");
            }
            if (folder) {
                lines.add("  end");
            }
        }
        for (Module module : MODULES.values()) {
            for (String used : direct(module)) {
                lines.add("  " + node(module.name()) + " --> "
                        + node(MODULES.get(used).name()));
            }
        }
        lines.add("```");
        return String.join("\n", lines);
    }

    private static String node(String name) {
        return name.replace('/', '.');
    }

    /** What a module uses and does not already reach through something else that it uses. */
    private static Set<String> direct(Module module) {
        Set<String> direct = new TreeSet<>(module.uses());
        module.uses().forEach(used -> direct.removeAll(reached(used)));
        return direct;
    }

    private static Set<String> reached(String artifact) {
        Set<String> all = new TreeSet<>();
        for (String used : MODULES.get(artifact).uses()) {
            all.add(used);
            all.addAll(reached(used));
        }
        return all;
    }

    private static Set<String> packages(Module module) throws IOException {
        Path java = module.folder().resolve("src/main/java");
        try (Stream<Path> files = Files.walk(java)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .map(f -> java.relativize(f.getParent()))
                    .filter(p -> p.getNameCount() > 2)
                    .map(p -> p.getName(Math.min(3, p.getNameCount() - 1)).toString())
                    .filter(p -> !module.name().startsWith(p))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void itsPlacesExist() {
        Matcher places = Pattern.compile("`([a-z.]+/[A-Za-z0-9_./-]+)`").matcher(document);
        List<String> missing = new ArrayList<>();
        int seen = 0;
        while (places.find()) {
            seen++;
            if (!Files.exists(ROOT.resolve(places.group(1)))) {
                missing.add(places.group(1));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(seen).isGreaterThan(20);
    }

    @Test
    void itsClassesExist() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(ROOT)) {
            classes = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".java"))
                    .map(f -> f.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Matcher names =
                Pattern.compile("`([A-Z][a-z][A-Za-z0-9]+)(?:\\.[a-zA-Z]+)?`").matcher(document);
        List<String> missing = new ArrayList<>();
        while (names.find()) {
            if (!classes.contains(names.group(1))) {
                missing.add(names.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }
}
