package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class BatchIdentityTest {

    private static final ByteString SOURCE = ByteString.repeat(0x11, 32);
    private static final IdentityPart LAYOUT = new IdentityPart("layout", "lines", "AA");
    private static final IdentityPart KEY = new IdentityPart("key", "bank.cvk/1", "TDES_ZEROS:ABCDEF");

    @Test
    void is_64_hexadecimal_digits_and_does_not_depend_on_the_order_of_the_parts() {
        String identity = BatchIdentity.of("bank", SOURCE, List.of(LAYOUT, KEY));

        assertThat(identity).matches("[0-9a-f]{64}").isEqualTo(BatchIdentity.of("bank", SOURCE, List.of(KEY, LAYOUT)));
    }

    @Test
    void changes_with_issuer_content_layout_profile_and_key() {
        String identity = BatchIdentity.of("bank", SOURCE, List.of(LAYOUT, KEY));

        assertThat(List.of(
                        BatchIdentity.of("other", SOURCE, List.of(LAYOUT, KEY)),
                        BatchIdentity.of("bank", ByteString.repeat(0x12, 32), List.of(LAYOUT, KEY)),
                        BatchIdentity.of("bank", SOURCE, List.of(LAYOUT)),
                        BatchIdentity.of(
                                "bank", SOURCE, List.of(LAYOUT, new IdentityPart("key", "bank.cvk/2", KEY.value()))),
                        BatchIdentity.of("bank", SOURCE, List.of(LAYOUT, new IdentityPart("key", KEY.name(), "X"))),
                        // What moves from one field to the next makes another identity.
                        BatchIdentity.of(
                                "bank", SOURCE, List.of(LAYOUT, new IdentityPart("keyb", "ank.cvk/1", KEY.value())))))
                .doesNotHaveDuplicates()
                .doesNotContain(identity);
    }
}
