package org.cardwright.perso.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.Seeded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /** The numbers of RFC 8785, 3.2.2 and appendix B that are no integers up to 2^53 - 1 are refused, not rounded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "333333333.33333329",
                "1E30",
                "4.50",
                "2e-3",
                "0.000000000000000000000000001",
                "9007199254740992",
                "-9007199254740992",
                "295147905179352830000",
                "1e+21",
                "NaN",
                "Infinity",
                "null"
            })
    void knows_no_numbers_but_integers(String number) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonObject.parse(stream("{\"a\":" + number + "}")));
    }

    @Test
    void carries_integers_up_to_the_greatest() throws IOException {
        for (long number : new long[] {0, 1, -1, 9007199254740991L, -9007199254740991L}) {
            String text = "{\"a\":" + number + "}";
            assertThat(JsonObject.parse(stream(text)).integer("a")).isEqualTo(number);
            assertThat(canonical(text)).isEqualTo(text);
        }
    }

    /** A buffer of the reader has 8,192 characters; what stands around its end is read as everywhere else. */
    @Test
    void reads_strings_across_the_ends_of_its_buffers() throws IOException {
        for (String end : List.of("", "\u00E9", "\uD83D\uDE00", "\"", "\\", "\u20AC\"x")) {
            for (int length = 8170; length < 8200; length++) {
                String text = "x".repeat(length) + end + "y";
                String json = "{\"a\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
                assertThat(JsonObject.parse(stream(json)).string("a")).isEqualTo(text);
                assertThat(canonical(json)).isEqualTo(json);
            }
        }
    }

    @Test
    void takes_strings_of_65536_characters_and_no_longer_ones() throws IOException {
        String longest = "x".repeat(1 << 16);

        assertThat(JsonObject.parse(stream("{\"a\":\"" + longest + "\"}")).string("a"))
                .isEqualTo(longest);
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonObject.parse(stream("{\"a\":\"" + longest + "x\"}")));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String canonical(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalJson.write(() -> stream(text), "signature", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1}x",
                "{\"a\":1 \"b\":2}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1.0}",
                "{\"a\":1e3}",
                "{\"a\":9007199254740992}",
                "{\"a\":null}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "[1 2]",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":\"x}",
                "{\"a\":\"\\ud83d\"}"
            })
    void refuses_what_is_not_strict_json(String text) {
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> canonical("{\"x\":" + text + "}"));
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> canonical(text));
    }

    /** Cut, overlong, surrogates, beyond the last plane, stray continuation, never used bytes: RFC 3629, 3 and 4. */
    @ParameterizedTest
    @ValueSource(
            strings = {"C3", "C080", "E08080", "F0808080", "EDA080", "EDB080", "F4908080", "80", "FE", "FF", "E282"})
    void refuses_bytes_that_are_not_utf_8(String wrong) {
        byte[] bytes = ByteString.concat(
                        ByteString.ascii("{\"a\":\""), ByteString.fromHex(wrong), ByteString.ascii("\"}"))
                .toByteArray();

        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonObject.parse(new ByteArrayInputStream(bytes)));
    }

    @Test
    void refuses_names_that_are_the_same_only_after_their_escapes() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonObject.parse(stream("{\"a\":1,\"\\u0061\":2}")));
    }

    @Test
    void bounds_depth_strings_members_and_what_it_keeps() throws IOException {
        assertThat(JsonObject.parse(stream(nested(15))).names()).containsExactly("a");
        String text = "x".repeat(1 << 16);
        assertThat(JsonObject.parse(stream("{\"a\":\"" + text + "\"}")).string("a"))
                .hasSize(1 << 16);
        for (String tooMuch : List.of(
                nested(16),
                nested(100_000),
                "{\"a\":\"" + text + "x\"}",
                "{\"a\":[" + ("\"" + text + "\",").repeat(65) + "1]}",
                IntStream.range(0, 1001).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(",", "{", "}")))) {
            assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> JsonObject.parse(stream(tooMuch)));
        }
    }

    private static String nested(int arrays) {
        return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    @Test
    void insists_on_the_order_of_members_when_it_writes_canonically() throws IOException {
        JsonWriter writer =
                JsonWriter.canonical(new ByteArrayOutputStream()).beginObject().member("b", 1);

        assertThatIllegalStateException().isThrownBy(() -> writer.member("a", 1));
        assertThatIllegalStateException().isThrownBy(() -> writer.member("b", 1));
    }

    @Test
    void refuses_to_write_a_lone_surrogate() {
        JsonWriter writer = JsonWriter.canonical(new ByteArrayOutputStream());

        assertThatIllegalArgumentException().isThrownBy(() -> writer.value("a\ud83d"));
    }

    @Test
    void never_quotes_the_text_it_refuses() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> canonical("{\"a\":\"4761739001010119\" \"secret\"}"))
                .withMessageNotContaining("4761")
                .withMessageNotContaining("secret");
    }

    @Test
    @Tag("R12")
    void reads_back_whatever_it_wrote() {
        Seeded.rounds(5_000, random -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String text = text(random);
            long number = random.nextLong() >> 11;
            ByteString bytes = Seeded.bytes(random, 0, 20);
            try {
                JsonWriter.canonical(out)
                        .beginObject()
                        .member("a", text)
                        .member("b", number)
                        .member("c", bytes)
                        .endObject();
                JsonReader in = new JsonReader(new ByteArrayInputStream(out.toByteArray()));
                in.object(name -> {
                    switch (name) {
                        case "a" -> assertThat(in.string()).isEqualTo(text);
                        case "b" -> assertThat(in.integer()).isEqualTo(number);
                        default -> assertThat(ByteString.fromHex(in.string())).isEqualTo(bytes);
                    }
                });
                in.end();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @Test
    void reads_characters_that_fall_across_its_buffers() throws IOException {
        for (int before = 8180; before < 8196; before++) {
            String value = "x".repeat(before) + "\u20AC\uD83D\uDE00".repeat(6000);
            byte[] bytes = ("{\"a\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
            InputStream byThree = new ByteArrayInputStream(bytes) {
                @Override
                public int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, 3));
                }
            };
            assertThat(JsonObject.parse(new ByteArrayInputStream(bytes)).string("a"))
                    .isEqualTo(value);
            assertThat(JsonObject.parse(byThree).string("a")).isEqualTo(value);
        }
    }

    @Test
    void says_where_bytes_are_no_characters() {
        byte[] bytes = "{\"a\":\"xxxx\"}".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xFF;

        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonObject.parse(new ByteArrayInputStream(bytes)))
                .satisfies(wrong -> assertThat(wrong.offsetCharacters()).isEqualTo(9));
    }

    @Test
    void reads_hexadecimal_digits_without_a_text() throws IOException {
        try (JsonReader in = new JsonReader(stream(" \"00aBFf\""))) {
            assertThat(in.hex(3)).containsExactly(0x00, 0xAB, 0xFF);
            in.end();
        }
        for (String wrong : List.of("\"00aBFf00\"", "\"00aBF\"", "\"00aBFg\"", "\"00aBFf \"", "\"00aBFf", "00aBFf")) {
            assertThatExceptionOfType(MalformedJsonException.class)
                    .as(wrong)
                    .isThrownBy(() -> new JsonReader(stream(wrong)).hex(3));
        }
    }

    /** One million with {@code -Dcardwright.fuzz=1000000}. */
    @Test
    @Tag("R11")
    void survives_any_bytes_with_the_declared_exception_only() {
        ByteString corpus = ByteString.of(
                "{\"batch\":\"00\",\"counts\":{\"good\":1},\"records\":[{\"index\":1,\"order\":\"€\\n\"}],\"t\":true}"
                        .getBytes(StandardCharsets.UTF_8));
        Seeded.rounds(20_000, random -> {
            byte[] input = Seeded.mutate(random, corpus).toByteArray();
            try {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                CanonicalJson.write(() -> new ByteArrayInputStream(input), "no such member", out);
                assertThat(out.toByteArray()).isEqualTo(input);
            } catch (MalformedJsonException declared) {
                assertThat(declared.offsetCharacters()).isBetween(0L, (long) input.length);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            try {
                JsonObject.parse(new ByteArrayInputStream(input));
            } catch (MalformedJsonException declared) {
                assertThat(declared.offsetCharacters()).isBetween(0L, (long) input.length);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x100);
            text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 'x' : c);
        }
        return text.toString();
    }
}
