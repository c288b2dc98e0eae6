package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.catalog.ClassGroup;

/**
 * One of the classes that are used. In JSON a class by itself is its name or number; several that are merged are a mapping
 * of their new name to them, as in {@code {"pets": ["cat", "dog"]}}.
 *
 * @param name of merged classes; empty for a class by itself
 * @param members names or numbers of classes of the data set
 */
public record ClassChoice(Optional<String> name, List<String> members) {
    public ClassChoice {
        members = List.copyOf(members);
    }

    /** A class by itself. */
    public static ClassChoice of(String member) {
        return new ClassChoice(Optional.empty(), List.of(member));
    }

    /** Reads a name, a number or a mapping with one entry; the schema lets nothing else through. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ClassChoice read(JsonNode json) {
        if (!json.isObject()) {
            return of(json.asText());
        }
        Map.Entry<String, JsonNode> merged = json.properties().iterator().next();
        List<String> members = new ArrayList<>();
        merged.getValue().forEach(member -> members.add(member.asText()));
        return new ClassChoice(Optional.of(merged.getKey()), members);
    }

    /** As it is recorded. */
    @JsonValue
    Object json() {
        return name.<Object>map(merged -> Map.of(merged, members)).orElseGet(() -> members.get(0));
    }

    /** The same for a data set. */
    public ClassGroup group() {
        return new ClassGroup(name, members);
    }
}
