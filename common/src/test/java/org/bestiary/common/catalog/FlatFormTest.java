package org.bestiary.common.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatFormTest {
    private interface Fall {}

    private static final Parameter FACTOR = Parameter.decimal(
                    "factor", Bounds.above(0, 1), "what it is multiplied with")
            .usually(0.1);

    private record Steps(List<Integer> at, double factor) implements Fall {
        static final Kind<Fall> KIND = Kind.of(
                "steps",
                Steps.class,
                "times 'factor' at each of 'at'",
                Parameter.wholes("at", 1, 100, "where, rising").suchAs(List.of(8, 12)),
                FACTOR);

        Steps {
            at = List.copyOf(at);
            KIND.check(at, factor);
            KIND.require(at.get(0) < 50, "at", "must begin below 50, but got " + at);
        }
    }

    private record Slope(double power, double factor) implements Fall {
        static final Kind<Fall> KIND = Kind.of(
                "slope",
                Slope.class,
                "a straight line",
                Parameter.decimal("power", Bounds.from(1, 9), "its exponent").usually(1.0),
                FACTOR.usually(1e-7));

        Slope {
            KIND.check(power, factor);
        }
    }

    private record Flat() implements Fall {
        static final Kind<Fall> KIND = Kind.of("flat", Flat.class, "stays");
    }

    private static final FlatForm<Fall> FORM =
            FlatForm.usually(new Catalog<>("fall", List.of(Flat.KIND, Slope.KIND, Steps.KIND)), "type", "flat");

    private static Fall read(Map<String, ?> tree) {
        return FORM.read(tree, "a.fall");
    }

    @Test
    void theKindStandsBesideItsParameters() {
        Steps steps = new Steps(List.of(3, 5), 0.1);
        assertThat(read(Map.of("type", "steps", "at", List.of(3, 5.0)))).isEqualTo(steps);
        assertThat(read(Map.of())).isEqualTo(new Flat());
        assertThat(FORM.write(steps)).isEqualTo(Map.of("type", "steps", "at", List.of(3, 5), "factor", 0.1));
        assertThat(FORM.write(steps).keySet()).containsExactly("type", "at", "factor");
        assertThat(FORM.with(steps, "factor", 0.5)).isEqualTo(new Steps(List.of(3, 5), 0.5));
        assertThat(Steps.KIND.text(steps)).isEqualTo("{steps: {at: [3, 5], factor: 0.1}}");
    }

    @Test
    void whatOnlyOtherKindsUseIsLeftAside() {
        assertThat(read(Map.of("type", "slope", "at", List.of(3)))).isEqualTo(new Slope(1, 1e-7));
    }

    @Test
    void mistakesSayPlaceRuleAndWhatWasGiven() {
        assertThatThrownBy(() -> read(Map.of("type", "slop")))
                .hasMessage("a.fall.type must be one of flat, slope, steps, but got \"slop\"; did you mean slope?");
        assertThatThrownBy(() -> read(Map.of("type", "steps")))
                .hasMessage("a.fall must have an entry 'at' for steps; add it, for example at: [8, 12]");
        assertThatThrownBy(() -> read(Map.of("type", "steps", "att", 3)))
                .hasMessage("a.fall has no entry 'att'; did you mean at?");
        assertThatThrownBy(() -> read(Map.of("type", "steps", "at", 3)))
                .hasMessage("a.fall.at must be a list of whole numbers, 1 to 1000 of them, but got 3");
        assertThatThrownBy(() -> read(Map.of("type", "steps", "at", List.of(3, 0))))
                .hasMessage("a.fall.at[1] must be from 1 to 100, but got 0; the nearest is 1");
        assertThatThrownBy(() -> read(Map.of("type", "steps", "at", List.of(60))))
                .isInstanceOfSatisfying(
                        CatalogException.class, e -> assertThat(e.path()).isEqualTo("a.fall.at"))
                .hasMessage("a.fall.at must begin below 50, but got [60]");
        assertThatThrownBy(() -> FlatForm.named(FORM.catalog(), "type", "slope").read(Map.of(), "a"))
                .hasMessage("a must have an entry 'type'; add it, for example type: slope");
    }

    @Test
    void theSchemaSaysWhoUsesWhatAndWhatIsUsualForWhom() {
        Map<String, Object> properties = FORM.properties();
        assertThat(properties.keySet()).containsExactly("type", "power", "at", "factor");
        assertThat(properties.get("type"))
                .isEqualTo(Map.of(
                        "description",
                        "flat: stays; slope: a straight line; steps: times 'factor' at each of 'at'.",
                        "enum",
                        List.of("flat", "slope", "steps"),
                        "default",
                        "flat"));
        assertThat(properties.get("factor"))
                .isEqualTo(Map.of(
                        "description",
                        "What it is multiplied with; 0.1 for steps, 1e-7 for the others when left out.",
                        "type",
                        "number",
                        "exclusiveMinimum",
                        0L,
                        "maximum",
                        1L,
                        "default",
                        1e-7,
                        "defaultFor",
                        Map.of("steps", 0.1),
                        "appliesTo",
                        List.of("slope", "steps")));
        assertThat(properties.get("at"))
                .isEqualTo(Map.of(
                        "description",
                        "Where, rising.",
                        "type",
                        "array",
                        "minItems",
                        1,
                        "maxItems",
                        1000,
                        "items",
                        Map.of("type", "integer", "minimum", 1L, "maximum", 100L),
                        "examples",
                        List.of(List.of(8, 12)),
                        "appliesTo",
                        List.of("steps")));
    }

    private record Other(int factor) implements Fall {
        static final Kind<Fall> KIND =
                Kind.of("other", Other.class, "differs", Parameter.whole("factor", 1, 2, "how many"));
    }

    @Test
    void parametersOfOneNameMustBeAlike() {
        assertThatThrownBy(() -> FlatForm.usually(FORM.catalog().with(List.of(Other.KIND)), "type", "flat"))
                .isInstanceOf(CatalogException.class)
                .hasMessage(
                        "A parameter that several kinds have must be alike in all, but 'factor' of other differs from"
                                + " that of slope; give it a name of its own.");
        assertThatThrownBy(() -> FlatForm.usually(FORM.catalog(), "power", "flat"))
                .hasMessage("'power' names the kind, so that no parameter can have this name.");
    }
}
