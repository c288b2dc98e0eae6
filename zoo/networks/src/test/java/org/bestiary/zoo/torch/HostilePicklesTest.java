package org.bestiary.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.torch.TorchWriter.Code;
import org.bestiary.zoo.torch.TorchWriter.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A pickle is a program; whatever it wants, it gets one line. */
class HostilePicklesTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("evil.pth");
    }

    private void refused(String what) throws IOException {
        assertThat(TorchFile.recognises(file())).isTrue();
        assertThatThrownBy(() -> TorchFile.open(file()).close())
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith(
                        "a file of torch.save must hold a network's tensors by name, but evil.pth does not: ")
                .hasMessageContaining(what)
                .message()
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(500);
    }

    private static Code call(String module, String name) {
        return new Code()
                .protocol()
                .global(module, name)
                .op('(')
                .text("touch owned")
                .op('t')
                .op('R')
                .op('.');
    }

    @ParameterizedTest
    @CsvSource({
        "os,system",
        "posix,system",
        "nt,system",
        "builtins,eval",
        "builtins,exec",
        "__builtin__,getattr",
        "subprocess,Popen",
        "torch,load",
        "torch.hub,load",
        "numpy.testing._private.utils,runstring",
        "__main__,Net",
        "torchvision.models.resnet,ResNet",
        "java.lang,Runtime",
        "torch._utils,_rebuild_qtensor"
    })
    void whatIsNoTensorIsRefusedByName(String module, String name) throws IOException {
        for (Form form : Form.values()) {
            form.write(call(module, name), file());
            refused("its pickle asks Python for '" + module + "." + name + "', which weights do not need");
        }
        Code stacked = new Code()
                .op(0x80)
                .op(4)
                .text(module)
                .text(name)
                .op(0x93)
                .op(')')
                .op('R')
                .op('.');
        Form.ZIP.write(stacked, file());
        refused("asks Python for '" + module + "." + name + "'");
    }

    @Test
    void pickleThatTorchDidNotWrite() throws IOException {
        Files.writeString(file(), "cos\nsystem\n(S'ls'\ntR.");
        refused("asks Python for 'os.system'");
        Files.write(file(), new Code().protocol().op('}').op('.').bytes());
        refused("it is a pickle that torch.save did not write");
        Files.write(
                file(),
                new Code()
                        .protocol()
                        .global("os\u001b[2J" + "x".repeat(500), "y")
                        .bytes());
        refused("asks Python for 'os\\u001b[2Jxxx");
    }

    private static Arguments row(String what, Consumer<Code> code) {
        Code pickle = new Code().protocol();
        code.accept(pickle);
        return Arguments.of(what, pickle.op('.'));
    }

    /** A dict with one tensor of the storage of four floats. */
    private static void tensor(Code c, String key, long count, long offset, long[] shape, long... strides) {
        c.op('}').text("w").global("torch._utils", "_rebuild_tensor_v2").op('(');
        c.op('(')
                .text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .number(count)
                .op('t')
                .op('Q');
        c.number(offset)
                .tuple(shape)
                .tuple(strides)
                .op(0x89)
                .op('}')
                .op('t')
                .op('R')
                .op('s');
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                row("more than 5000000 operations", c -> {
                    c.op('N');
                    byte[] many = new byte[6_000_000];
                    Arrays.fill(many, (byte) '2');
                    c.raw(many);
                }),
                row("asks for 4611686018427387904 bytes", c -> c.op(0x8e).raw(new byte[] {0, 0, 0, 0, 0, 0, 0, 64})),
                row("asks for 18446744073709551615 bytes", c -> {
                    byte[] minusOne = new byte[8];
                    Arrays.fill(minusOne, (byte) -1);
                    c.op(0x8d).raw(minusOne);
                }),
                row("bytes", c -> c.op('X').int4(-1)),
                row("a number of 2147483647 bytes", c -> c.op(0x8b).int4(Integer.MAX_VALUE)),
                row("refers to value 9, which it has not made", c -> c.op('h').op(9)),
                row("takes a value that is not there", c -> c.op('0')),
                row("takes a value that is not there", c -> c.op(']').op('(').op('a')),
                row("ends a list that it did not begin", c -> c.op('t')),
                row("adds to what is no list", c -> c.op('}').op('N').op('a')),
                row(
                        "puts an entry into what is no dict",
                        c -> c.op(']').op('N').op('N').op('s')),
                row("a key without a value", c -> c.op('}').op('(').op('N').op('u')),
                row(
                        "whose key is neither a text nor a number",
                        c -> c.op('}').op(')').op('N').op('s')),
                row(
                        "calls what is no constructor",
                        c -> c.text("os.system").op(')').op('R')),
                row("sets the state of what has none", c -> c.text("x").op('N').op('b')),
                row(
                        "refers to something outside that is no storage",
                        c -> c.text("x").op('Q')),
                row("(0x49 at byte", c -> c.op('I').raw("1\n".getBytes(StandardCharsets.US_ASCII))),
                row("it holds none", c -> c.op('N')),
                row("it holds none", c -> c.op('}').text("epoch").op('N').op('s')),
                row(
                        "makes a tensor, a storage or a dict of something else",
                        c -> c.global("torch._utils", "_rebuild_tensor_v2")
                                .op(')')
                                .op('R')),
                row("reaches beyond the 4 numbers", c -> tensor(c, "0", 4, 0, new long[] {5}, 1)),
                row("reaches beyond the 4 numbers", c -> tensor(c, "0", 4, 1, new long[] {2, 2}, 2, 1)),
                row("larger than any file", c -> tensor(c, "0", 4, 0, new long[] {1L << 40, 1L << 40}, 1, 1)),
                row("larger than any file", c -> tensor(c, "0", 4, 0, new long[] {0, 1L << 40, 1L << 40}, 1, 1, 1)),
                row("larger than any file", c -> tensor(c, "0", 4, 0, new long[] {3}, Long.MAX_VALUE)),
                row("strides [-1]", c -> tensor(c, "0", 4, 3, new long[] {2}, -1)),
                row("shape [-2]", c -> tensor(c, "0", 4, 0, new long[] {-2}, 1)),
                row("1 sizes, 2 strides", c -> tensor(c, "0", 4, 0, new long[] {2}, 1, 1)),
                row("begins at number -1", c -> tensor(c, "0", 4, -1, new long[] {2}, 1)),
                row("where the pickle says", c -> tensor(c, "0", 5, 0, new long[] {5}, 1)),
                row("'0'", c -> tensor(c, "0", -1, 0, new long[] {0}, 1)),
                row("larger than any file", c -> tensor(c, "0", Long.MAX_VALUE, 0, new long[] {0}, 1)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenPicklesAreNamed(String what, Code pickle) throws IOException {
        for (Form form : Form.values()) {
            form.write(pickle, file());
            refused(what);
        }
    }

    /** Lists of lists of lists, each twice in the next: small, as long as no one writes them out. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void nestedListsAreNotWrittenOut(Form form) throws IOException {
        Code code = new Code().protocol().op(']');
        for (int i = 0; i < 200_000; i++) {
            code.op('2').op(0x86);
        }
        form.write(code.op('.'), file());
        refused("");
    }

    @Test
    void storagesThatAreNotThere() throws IOException {
        Code code = new Code().protocol();
        tensor(code, "../../etc/passwd", 4, 0, new long[] {4}, 1);
        Form.ZIP.write(code.op('.'), file());
        refused("it has no record 'data/../../etc/passwd'");
        Form.LEGACY.write(code, file());
        refused("lists a storage twice, or one that no tensor refers to");
    }

    @Test
    void zipsThatTorchDoesNotWrite() throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("archive/data.pkl", new byte[100_000_000]);
        TorchWriter.zip(file(), records, ZipEntry.DEFLATED);
        assertThat(Files.size(file())).isLessThan(200_000);
        refused("'data.pkl' is compressed, which torch.save never does");

        Code code = new Code().protocol();
        tensor(code, "0", 25_000_000, 0, new long[] {25_000_000}, 1);
        records.put("archive/data.pkl", code.op('.').bytes());
        records.put("archive/data/0", new byte[100_000_000]);
        TorchWriter.zip(file(), records, ZipEntry.DEFLATED);
        refused("is compressed");

        records.clear();
        records.put("a/data.pkl", code.bytes());
        records.put("b/data.pkl", code.bytes());
        TorchWriter.zip(file(), records, ZipEntry.STORED);
        refused("it has 2 entries data.pkl");

        records.remove("b/data.pkl");
        records.put("a/constants.pkl", new byte[1]);
        TorchWriter.zip(file(), records, ZipEntry.STORED);
        refused("TorchScript");
    }

    private static TorchWriter small() {
        return new TorchWriter()
                .inside("state_dict")
                .floats("conv.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .floats("conv.bias", new float[] {7, 8}, 2);
    }

    /** Reads a file with whatever is in it: either numbers come, or one line. */
    private static void readable(Path file) {
        try (TorchFile torch = TorchFile.open(file)) {
            torch.shapes().forEach((name, shape) -> {
                long count = shape.stream().reduce(1L, Math::multiplyExact);
                assertThat(count).isBetween(0L, 1L << 20);
                torch.read(name, 0, new float[(int) count]);
            });
        } catch (ZooException e) {
            assertThat(e).message().doesNotContain("\n").isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void cutOffAnywhere(Form form) throws IOException {
        form.write(small(), file());
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TorchFile.open(file()).close()).isInstanceOf(ZooException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void everyByteFlipped(Form form) throws IOException {
        form.write(small(), file());
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at++) {
            for (int bits : new int[] {0xff, 0x01}) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) bits;
                Files.write(file(), damaged);
                readable(file());
            }
        }
    }
}
