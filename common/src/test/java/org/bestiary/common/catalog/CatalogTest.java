package org.bestiary.common.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private interface Animal {}

    private enum Diet {
        GRASS,
        SMALL_FISH
    }

    private record Cat(int lives, Optional<Double> weight, Diet diet, boolean tame, String name) implements Animal {
        static final Kind<Animal> KIND = Kind.<Animal>of(
                        "cat",
                        Cat.class,
                        "purrs",
                        Parameter.whole("lives", 1, 9, "how many are left").usually(9),
                        Parameter.decimal("weight", Bounds.above(0, 20), "in kilograms")
                                .unlessGiven("that of its mother"),
                        Parameter.choice("diet", Diet.values(), "what it eats").usually(Diet.SMALL_FISH),
                        Parameter.flag("tame", true, "whether it comes when called"),
                        Parameter.text("name", "what it is called"))
                .briefly("name");

        Cat {
            KIND.check(lives, weight, diet, tame, name);
            KIND.require(tame || lives > 1, "a wild one must have lives to spare, but got " + lives);
        }
    }

    private record Stone() implements Animal {
        static final Kind<Animal> KIND = Kind.of("stone", Stone.class, "lies there");
    }

    private static final Catalog<Animal> CATALOG = new Catalog<>("animal", List.of(Cat.KIND, Stone.KIND));

    private static Animal read(Object tree) {
        return CATALOG.read(tree, "zoo[0]");
    }

    @Test
    void valuesAreReadInEveryForm() {
        Cat usual = new Cat(9, Optional.empty(), Diet.SMALL_FISH, true, "Tom");
        assertThat(read(Map.of("cat", "Tom"))).isEqualTo(usual);
        assertThat(read(Map.of("cat", Map.of("name", "Tom", "lives", 9.0)))).isEqualTo(usual);
        assertThat(read(Map.of("cat", Map.of("name", "Tom", "weight", 4, "diet", "grass", "tame", false))))
                .isEqualTo(new Cat(9, Optional.of(4.0), Diet.GRASS, false, "Tom"));
        assertThat(read("stone")).isEqualTo(new Stone());
    }

    @Test
    void valuesAreWrittenInFull() {
        Cat cat = new Cat(7, Optional.of(3.5), Diet.SMALL_FISH, true, "Mr. \"T\"");
        Map<String, Object> tree = CATALOG.write(cat);
        assertThat(tree)
                .isEqualTo(Map.of(
                        "cat",
                        Map.of("lives", 7, "weight", 3.5, "diet", "small-fish", "tame", true, "name", "Mr. \"T\"")));
        assertThat(read(tree)).isEqualTo(cat);
        assertThat(Cat.KIND.text(cat))
                .isEqualTo("{cat: {lives: 7, weight: 3.5, diet: small-fish, tame: true, name: \"Mr. \\\"T\\\"\"}}");
        assertThat(Stone.KIND.text(new Stone())).isEqualTo("stone");
    }

    @Test
    void mistakesSayPlaceRuleAndWhatWasGiven() {
        assertThatThrownBy(() -> read("cat"))
                .hasMessage("zoo[0].cat must have an entry 'name', what it is called; add it");
        assertThatThrownBy(() -> read("dog")).hasMessage("zoo[0]: there is no animal 'dog'; there are cat, stone");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "lifes", 3))))
                .hasMessage("zoo[0].cat has no entry 'lifes'; did you mean lives?");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "lives", 10))))
                .hasMessage("zoo[0].cat.lives must be from 1 to 9, but got 10; the nearest is 9");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "lives", "9"))))
                .hasMessage("zoo[0].cat.lives must be a whole number from 1 to 9, but got \"9\"");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "weight", 0))))
                .hasMessage("zoo[0].cat.weight must be above 0 and at most 20, but got 0");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "diet", "gras"))))
                .hasMessage("zoo[0].cat.diet must be one of grass, small-fish, but got \"gras\"; did you mean grass?");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "tame", "yes"))))
                .hasMessage("zoo[0].cat.tame must be true or false, but got \"yes\"");
        assertThatThrownBy(() -> read(Map.of("cat", 4))).hasMessage("zoo[0].cat must be a text, but got 4");
        assertThatThrownBy(() -> read(Map.of("cat", Map.of("name", "Tom", "tame", false, "lives", 1))))
                .hasMessage("zoo[0].cat: a wild one must have lives to spare, but got 1");
        assertThatThrownBy(() -> new Cat(0, Optional.empty(), Diet.GRASS, true, "Tom"))
                .hasMessage("cat.lives must be from 1 to 9, but got 0; the nearest is 1");
    }

    @Test
    void kindsThatDoNotFitTheirClassAreRefused() {
        assertThatThrownBy(() -> Kind.<Animal>of("stone", Stone.class, "lies", Parameter.flag("flat", true, "or not")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("must be a record with a parameter for each component");
        assertThatThrownBy(() -> Kind.<Animal>of("Stone", Stone.class, "lies"))
                .hasMessageContaining("a name of lower case letters, digits and dashes, got 'Stone'");
        assertThatThrownBy(() -> CATALOG.with(List.of(Stone.KIND)))
                .hasMessageContaining("but there is another 'stone'");
        assertThatThrownBy(() -> Parameter.whole("lives", 1, 9, "left").usually(0))
                .hasMessageContaining("lives must be from 1 to 9, but got 0");
    }

    @Test
    void theSchemaSaysTheSame() {
        assertThat(Stone.KIND.schema())
                .isEqualTo(Map.of(
                        "description",
                        "Lies there.",
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "properties",
                        Map.of()));
        assertThat(Parameter.decimal("weight", Bounds.above(0, 20), "in kilograms")
                        .unlessGiven("that of its mother")
                        .schema())
                .isEqualTo(Map.of(
                        "description",
                        "in kilograms; that of its mother when left out.",
                        "type",
                        "number",
                        "exclusiveMinimum",
                        0L,
                        "maximum",
                        20L));
        assertThat(Cat.KIND.schema()).containsOnlyKeys("description", "anyOf");
    }

    @Test
    void rangesAreToldForTables() {
        assertThat(Cat.KIND.parameters().stream().map(Parameter::range))
                .containsExactly("1 to 9", "above 0 to 20", "grass, small-fish", "true or false", "a text");
        assertThat(Cat.KIND.parameters().stream().map(Parameter::usualText))
                .containsExactly("9", "that of its mother", "small-fish", "true", "none");
        assertThat(Bounds.below(0, 1)).hasToString("0 to under 1");
    }
}
