package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SpecHashTest {
    private static String hash(String json) throws JsonProcessingException {
        return SpecHash.of(new ObjectMapper().readTree(json));
    }

    @Test
    void isTheDigestOfTheSortedText() throws JsonProcessingException {
        // printf '{"a":[1,2.5,"\\""],"b":{"c":null}}' | sha256sum
        assertThat(hash("{\"b\": {\"c\": null}, \"a\": [1, 2.5, \"\\\"\"]}"))
                .isEqualTo("d62d932af2a3bd09588cf91572904a3c95681ca4d556e54aca1e68d764231201");
    }

    @Test
    void countsValuesAndTheOrderOfListsButNotTheOrderOfKeys() throws JsonProcessingException {
        assertThat(hash("{\"a\":1,\"b\":2}")).isEqualTo(hash("{ \"b\": 2, \"a\": 1 }"));
        assertThat(hash("{\"a\":1}")).isNotEqualTo(hash("{\"a\":2}"));
        assertThat(hash("[1,2]")).isNotEqualTo(hash("[2,1]"));
        assertThat(hash("{}")).isNotEqualTo(hash("[]"));
    }
}
