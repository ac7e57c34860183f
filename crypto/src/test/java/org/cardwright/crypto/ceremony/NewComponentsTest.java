package org.cardwright.crypto.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.KeyRules;
import org.cardwright.crypto.key.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components that are made here. */
class NewComponentsTest {

    @ParameterizedTest
    @CsvSource({"TDES,16,2", "TDES,16,3", "TDES,24,2", "AES,16,2", "AES,24,3", "AES,32,2"})
    void components_of_a_new_key_can_be_entered_and_give_a_sound_key(KeyAlgorithm algorithm, int bytes, int count) {
        List<SecretBytes> made = NewComponents.of(algorithm, bytes, count);
        assertThat(made).hasSize(count).doesNotHaveDuplicates();
        try (KeyComponents entry = new KeyComponents(algorithm, bytes, count)) {
            for (SecretBytes component : made) {
                DesParity parity = entry.enter(component, NewComponents.checkValue(algorithm, component));
                assertThat(algorithm == KeyAlgorithm.AES || parity == DesParity.ODD)
                        .isTrue();
            }
            try (SecretBytes sum = entry.sum();
                    SecretBytes key = algorithm == KeyAlgorithm.AES ? sum : DesParity.adjusted(sum)) {
                KeyRules.requireSound(algorithm, key);
                assertThat(key.size()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void there_are_no_components_of_a_key_that_does_not_exist() {
        assertThatThrownBy(() -> NewComponents.of(KeyAlgorithm.TDES, 8, 2)).isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> NewComponents.of(KeyAlgorithm.AES, 20, 2)).isInstanceOf(KeyRefusedException.class);
    }
}
