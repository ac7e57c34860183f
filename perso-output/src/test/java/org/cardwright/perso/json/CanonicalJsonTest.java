package org.cardwright.perso.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8785 with its published examples, as far as they are about what is used here. */
class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|{}",
                "{\"a\":2,\"b\":-1}|{\"a\":2,\"b\":-1}",
                "{\"a\":[1,true,{\"c\":false,\"d\":\"x\"},[],{}]}|{\"a\":[1,true,{\"c\":false,\"d\":\"x\"},[],{}]}",
                "{\"\":\"\",\"signature\":\"ff\"}|{\"\":\"\"}",
                "{\"signature\":\"ff\"}|{}",
                "{\"signature\":\"ff\",\"t\":1}|{\"t\":1}",
                "{\"a\":{\"signature\":1}}|{\"a\":{\"signature\":1}}",
            })
    void writes_a_text_in_the_form_of_rfc_8785_without_its_signature(String text, String signed) throws IOException {
        assertThat(canonical(text)).isEqualTo(signed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " {}",
                "{} ",
                "{ }",
                "{\"a\": 1}",
                "{\"b\":1,\"a\":2}",
                "{\"a\":{\"d\":1,\"c\":2}}",
                "{\"a\":[1, 2]}",
                "{\"a\":-0}",
                "{\"\\u0061\":1}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u000F\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u20ac\"}",
                "\ufeff{}"
            })
    void refuses_a_text_in_any_other_form(String text) {
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> canonical(text));
    }

    /** RFC 8785, 3.2.2, with the string of its example; numbers are integers here, null has no use. */
    @Test
    void writes_the_published_string_in_its_published_form() throws IOException {
        String read = "{\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"}";
        String published = "{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        String value = JsonObject.parse(new ByteArrayInputStream(read.getBytes(StandardCharsets.UTF_8)))
                .string("string");
        JsonWriter.canonical(out).beginObject().member("string", value).endObject();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(published);
        assertThat(canonical(published)).isEqualTo(published);
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> canonical(read));
    }

    /** RFC 8785, 3.2.3: UTF-16 units decide, so that the emoji stands before the Hebrew letter. */
    @Test
    void insists_on_the_published_order_of_members() throws IOException {
        List<String> published = List.of(
                "\"\\r\":\"Carriage Return\"",
                "\"1\":\"One\"",
                "\"\u0080\":\"Control\u007f\"",
                "\"ö\":\"Latin Small Letter O With Diaeresis\"",
                "\"€\":\"Euro Sign\"",
                "\"😀\":\"Emoji: Grinning Face\"",
                "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"");
        String text = "{" + String.join(",", published) + "}";
        assertThat(canonical(text)).isEqualTo(text);
        for (int i = 1; i < published.size(); i++) {
            List<String> swapped = new ArrayList<>(published);
            Collections.swap(swapped, i - 1, i);
            assertThatExceptionOfType(MalformedJsonException.class)
                    .isThrownBy(() -> canonical("{" + String.join(",", swapped) + "}"));
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String canonical(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalJson.write(() -> stream(text), "signature", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
