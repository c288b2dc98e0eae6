package org.bestiary.experiments.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A frame holds every pixel that its number depends on, and nothing is drawn where it does not look. */
class FieldTest {
    @ParameterizedTest
    @CsvSource({
        "resnet20,stage1.block1.conv1,7,20",
        "resnet20,stage2.block1.conv1,0,0",
        "lenet5,s2,3,9",
        "lenet5,c3,0,5",
        "resnet18,stage1.block1.conv1,30,2"
    })
    void nothingOutsideTheFieldMatters(String id, String name, int row, int column) {
        Subject subject = Subjects.ofFullSize(id);
        Layer layer = subject.layers().find(name);
        Field field = Field.of(layer, subject.input(), row, column);
        int width = subject.input().width();
        float[] image = Subjects.images(subject, 1).get(0);
        float[] outside = image.clone();
        float[] inside = image.clone();
        for (int k = 0; k < image.length; k++) {
            int y = k % (subject.input().height() * width) / width;
            int x = k % width;
            boolean in = x >= field.left() && x <= field.right() && y >= field.top() && y <= field.bottom();
            (in ? inside : outside)[k] += 5;
        }
        List<float[]> answers = subject.activations(List.of(image, outside, inside), layer);
        int area = layer.output().height() * layer.output().width();
        boolean moved = false;
        for (int c = 0; c < layer.output().channels(); c++) {
            int at = c * area + row * layer.output().width() + column;
            assertThat(answers.get(1)[at]).as("channel %d", c).isEqualTo(answers.get(0)[at]);
            moved |= answers.get(2)[at] != answers.get(0)[at];
        }
        assertThat(moved).isTrue();
        assertThat(field.right() - field.left()).isLessThan(width - 1);
    }
}
