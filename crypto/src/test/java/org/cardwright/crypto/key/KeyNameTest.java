package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"bank-one.cvk/1", "a/255", "0.-/17"})
    void reads_what_it_writes(String text) {
        assertThat(KeyName.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bank-one.cvk", "/1", "a/", "a/0", "a/01", "a/256", "a/9999", "A/1", "a/1/1", "a/1 ", "-a/1"
            })
    void anything_else_is_no_name(String text) {
        assertThat(KeyName.parse(text)).isEmpty();
    }

    @Test
    void a_version_is_1_to_255() {
        assertThatThrownBy(() -> new KeyName("a", 256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyName("a", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
