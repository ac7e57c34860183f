package org.cardwright.perso.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.Seeded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|{}",
                " { } |{}",
                "{\"b\":1,\"a\":2}|{\"a\":2,\"b\":1}",
                "{\"a\" : [ 1 , true , {\"d\":\"x\",\"c\":false} ] }|{\"a\":[1,true,{\"c\":false,\"d\":\"x\"}]}",
                "{\"\":\"\",\"signature\":\"ff\"}|{\"\":\"\"}",
                "{\"a\":{\"signature\":1}}|{\"a\":{\"signature\":1}}",
                "{\"a\":-0}|{\"a\":0}",
                "{\"\\u0061\":\"\\u000f\\n\\/\\u20ac\"}|{\"a\":\"\\u000f\\n/€\"}",
                "{\"\\u20ac\":1,\"\\r\":2,\"1\":3,\"\\u0080\":4,\"\\ud83d\\ude00\":5,\"\\ufb33\":6}|"
                        + "{\"\\r\":2,\"1\":3,\"\u0080\":4,\"€\":1,\"😀\":5,\"\ufb33\":6}",
            })
    void brings_texts_into_the_form_of_rfc_8785_without_the_signature(String text, String canonical)
            throws IOException {
        assertThat(canonical(text)).isEqualTo(canonical);
        assertThat(canonical(canonical)).isEqualTo(canonical);
    }

    private static String canonical(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(CanonicalJson.of(() -> new ByteArrayInputStream(bytes), "signature"), StandardCharsets.UTF_8);
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

    @Test
    void refuses_bytes_that_are_not_utf_8() {
        byte[] bytes = {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};

        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> CanonicalJson.of(() -> new ByteArrayInputStream(bytes), ""));
    }

    @Test
    void refuses_a_thousand_levels_without_running_out_of_stack() {
        String deep = "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> canonical(deep));
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
                        default -> assertThat(in.hex()).isEqualTo(bytes);
                    }
                });
                in.end();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    @Test
    @Tag("R11")
    void survives_any_bytes_with_the_declared_exception_only() {
        ByteString corpus = ByteString.of(
                "{\"batch\":\"00\",\"counts\":{\"good\":1},\"records\":[{\"index\":1,\"order\":\"\\u20ac\"}],\"t\":true}"
                        .getBytes(StandardCharsets.UTF_8));
        Seeded.rounds(20_000, random -> {
            byte[] input = Seeded.mutate(random, corpus).toByteArray();
            try {
                byte[] once = CanonicalJson.of(() -> new ByteArrayInputStream(input), "");
                byte[] twice = CanonicalJson.of(() -> new ByteArrayInputStream(once), "");
                assertThat(twice).isEqualTo(once);
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
