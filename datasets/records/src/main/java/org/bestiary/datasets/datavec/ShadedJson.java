package org.bestiary.datasets.datavec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.datasets.DataException;
import org.datavec.api.records.reader.impl.jackson.FieldSelection;
import org.datavec.api.records.reader.impl.jackson.JacksonLineRecordReader;
import org.datavec.api.transform.serde.JsonMappers;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.deser.std.StdDeserializer;
import org.nd4j.shade.jackson.databind.module.SimpleModule;

/** The Jackson inside ND4J, which DataVec's reader of JSON asks for: the only class that knows it. */
final class ShadedJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().registerModule(new SimpleModule().addDeserializer(Object.class, new Flat()));
    private static final TypeReference<LinkedHashMap<String, Object>> FIELDS = new TypeReference<>() {};

    private ShadedJson() {}

    /**
     * Names of the fields of an object in their order; an array's elements are called {@code name.0}, {@code name.1} and so
     * on, those of an object in it {@code name.field}.
     *
     * @throws DataException if the text is no JSON object
     */
    static List<String> fields(String line, String origin) {
        try {
            List<String> names = new ArrayList<>();
            collect("", MAPPER.readValue(line, FIELDS), names);
            return names;
        } catch (IOException e) {
            throw new DataException(origin + " is no JSON object.", e);
        }
    }

    @SuppressWarnings("unchecked") // Flat makes maps of names only
    private static void collect(String prefix, Map<String, Object> object, List<String> names) {
        object.forEach((name, value) -> {
            if (value instanceof Map) {
                collect(prefix + name + ".", (Map<String, Object>) value, names);
            } else {
                names.add(prefix + name);
            }
        });
    }

    /** A reader of lines with these fields, in this order. */
    static JacksonLineRecordReader reader(List<String> fields) {
        FieldSelection.Builder selection = new FieldSelection.Builder();
        fields.forEach(field -> selection.addField(field.split("\\.", -1)));
        return new JacksonLineRecordReader(selection.build(), MAPPER);
    }

    /**
     * YAML as JSON, because {@code TransformProcess.fromYaml} takes JSON only.
     *
     * @throws IOException if it is no YAML
     */
    static String jsonOf(String yaml) throws IOException {
        return MAPPER.writeValueAsString(JsonMappers.getMapperYaml().readTree(yaml));
    }

    /** Values of any kind as DataVec's reader understands them: arrays become objects, true and false become words. */
    private static final class Flat extends StdDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        Flat() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonToken token = in.currentToken();
            if (token == JsonToken.START_ARRAY) {
                Map<String, Object> elements = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.put(Integer.toString(elements.size()), deserialize(in, context));
                }
                return elements;
            }
            if (token == JsonToken.START_OBJECT) {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    fields.put(name, deserialize(in, context));
                }
                return fields;
            }
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                return in.getNumberValue();
            }
            return in.getText();
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return "";
        }
    }
}
