package org.bestiary.reports.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of a specification: SHA-256 over its JSON without white space and with the keys of every object sorted, so
 * that neither the order of keys nor the layout of a file counts.
 */
public final class SpecHash {
    private SpecHash() {}

    /** The hash, as 64 lower-case hexadecimal digits. */
    public static String of(JsonNode spec) {
        StringBuilder text = new StringBuilder();
        append(text, spec);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            String separator = "{";
            for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
                text.append(separator).append(object.textNode(field.getKey())).append(':');
                append(text, field.getValue());
                separator = ",";
            }
            text.append(fields.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            text.append('[');
            for (int i = 0; i < node.size(); i++) {
                text.append(i == 0 ? "" : ",");
                append(text, node.get(i));
            }
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
