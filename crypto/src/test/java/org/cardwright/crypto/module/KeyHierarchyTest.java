package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyHierarchy;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyUse;
import org.cardwright.formats.card.DataClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No key serves two classes of data: a key block has one usage, a usage is one purpose, and every place of every operation takes
 * purposes of one class only. That it refuses all others is what {@link KeyMisuseSuite} shows for every back end.
 */
class KeyHierarchyTest {

    static Stream<KeyPlace> places() {
        return KeyPlaces.all().stream();
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_place_for_a_key_takes_keys_of_one_hierarchy(KeyPlace place) {
        Set<KeyHierarchy> taken =
                place.uses().stream().map(KeyPurpose::hierarchy).collect(Collectors.toSet());
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_key_block_tells_one_purpose_and_so_one_hierarchy() {
        assertThat(Stream.of(KeyPurpose.values()).map(KeyPurpose::usage)).doesNotHaveDuplicates();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            assertThat(Stream.of("BCDEGNSVXY".split(""))
                            .flatMap(mode -> KeyUse.ofBlock(purpose.usage(), mode.charAt(0)).stream())
                            .map(use -> use.purpose().hierarchy()))
                    .as(purpose.name())
                    .allMatch(purpose.hierarchy()::equals);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BATCH_DATA, CONFIDENTIAL",
        "KEY_PAIR_STORAGE, SECRET",
        "CVK, CONFIDENTIAL",
        "PIN_ENCRYPTION, SECRET",
        "DATA_ENCRYPTION, SECRET",
        "KEK, SECRET",
        "IMK_AC, SECRET",
        "RECORD_MAC, PUBLIC"
    })
    void a_purpose_guards_data_of_one_class(KeyPurpose purpose, DataClass dataClass) {
        assertThat(purpose.hierarchy().dataClass()).isEqualTo(dataClass);
    }

    @Test
    void pins_stand_under_no_key_of_anything_else() {
        assertThat(Stream.of(KeyPurpose.values()).filter(purpose -> purpose.hierarchy() == KeyHierarchy.PINS))
                .containsExactlyInAnyOrder(
                        KeyPurpose.PIN_ENCRYPTION, KeyPurpose.PIN_STORAGE, KeyPurpose.PVK_PVV, KeyPurpose.PVK_IBM);
    }
}
