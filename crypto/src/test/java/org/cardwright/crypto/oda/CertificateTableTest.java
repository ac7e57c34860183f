package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cardwright.crypto.oda.CertificateTable.Slot;
import org.cardwright.crypto.rsa.BlockSignature;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.crypto.rsa.RsaSigner;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every table, whatever it says. */
class CertificateTableTest {

    private static final RsaPrivateKey KEY =
            TestKeys.withFactors(PublishedVector.named("javaemvreader test Issuer RSA key pair 1152-bit e=3"));
    private static final ByteString BEHIND = ByteString.fromHex("0102030405");
    private static final int ROUNDS = Math.min(2_000, Integer.getInteger("cardwright.fuzz", 50));
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    static List<CertificateTable> tables() {
        return CertificateTable.all();
    }

    @Test
    void adds_up_to_the_numbers_of_the_book() {
        assertThat(CertificateTable.ISSUER_PUBLIC_KEY_CERTIFICATE.fixedBytes()).isEqualTo(36);
        assertThat(CertificateTable.ICC_PUBLIC_KEY_CERTIFICATE.fixedBytes()).isEqualTo(42);
        assertThat(CertificateTable.SIGNED_STATIC_APPLICATION_DATA.fixedBytes()).isEqualTo(26);
        assertThat(CertificateTable.SIGNED_DYNAMIC_APPLICATION_DATA.fixedBytes())
                .isEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void begins_with_header_and_format_and_ends_with_hash_and_trailer(CertificateTable table) {
        List<CertificateField> fields = table.slots().stream().map(Slot::field).toList();

        assertThat(fields).startsWith(CertificateField.HEADER, CertificateField.FORMAT);
        assertThat(fields).endsWith(CertificateField.HASH, CertificateField.TRAILER);
        assertThat(fields).doesNotHaveDuplicates();
        assertThat(table.source()).startsWith("EMV 4.4 Book 2, ");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void reads_back_what_it_wrote(CertificateTable table) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Map<CertificateField, ByteString> values = randomValues(table, random);
            ByteString behind = randomBytes(random, random.nextInt(60));

            ByteString signature = sign(SignedBlock.encode(table, 144, values, behind));
            BlockFields read = SignedBlock.recover(table, KEY.publicKey(), signature, behind)
                    .value()
                    .orElseThrow(() -> new AssertionError("refused with -Dseed=" + SEED));

            values.forEach((field, value) -> assertThat(read.get(field))
                    .as("%s with -Dseed=%d", field, SEED)
                    .matches(bytes -> bytes.startsWith(value)
                            && bytes.slice(value.size()).equals(ByteString.repeat(0xBB, bytes.size() - value.size()))));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refuses_every_constant_with_one_wrong_bit(CertificateTable table) {
        ByteString block = SignedBlock.encode(table, 144, randomValues(table, new Random(SEED)), BEHIND);
        int at = 0;
        for (Slot slot : table.slots()) {
            if (slot.isConstant()) {
                // Not the top bits: the number must stay below the modulus.
                assertThat(recover(table, flipped(block, at, 0x20)).fault())
                        .contains(CertificateFault.valueOf(slot.field().name()));
            }
            at += table.lengthOf(slot, 144);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refuses_every_other_byte_with_one_wrong_bit(CertificateTable table) {
        ByteString block = SignedBlock.encode(table, 144, randomValues(table, new Random(SEED)), BEHIND);
        for (int at = 1; at < block.size() - 1; at++) {
            assertThat(recover(table, flipped(block, at, 1)).value()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refuses_a_signature_with_one_wrong_bit_anywhere(CertificateTable table) {
        ByteString signature = sign(SignedBlock.encode(table, 144, randomValues(table, new Random(SEED)), BEHIND));
        for (int bit = 0; bit < 8 * signature.size(); bit++) {
            ByteString wrong = flipped(signature, bit / 8, 0x80 >> (bit % 8));

            assertThat(SignedBlock.recover(table, KEY.publicKey(), wrong, BEHIND)
                            .value())
                    .as("bit %d with -Dseed=%d", bit, SEED)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refuses_a_signature_of_another_length_or_not_below_the_modulus(CertificateTable table) {
        ByteString signature = sign(SignedBlock.encode(table, 144, randomValues(table, new Random(SEED)), BEHIND));

        for (ByteString wrong : List.of(
                signature.slice(0, 143),
                signature.slice(1),
                signature.plus(ByteString.ofByte(0)),
                ByteString.ofByte(0).plus(signature),
                ByteString.EMPTY,
                KEY.publicKey().modulus(),
                ByteString.repeat(0xFF, 144))) {
            assertThat(SignedBlock.recover(table, KEY.publicKey(), wrong, BEHIND)
                            .fault())
                    .contains(CertificateFault.LENGTH);
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refuses_a_block_that_is_too_short_for_its_fields(CertificateTable table) {
        assertThatThrownBy(() -> table.restBytes(table.fixedBytes())).isInstanceOf(IllegalArgumentException.class);
        assertThat(table.restBytes(table.fixedBytes() + 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refuses_to_write_a_field_of_the_wrong_length(CertificateTable table) {
        for (Slot slot : table.slots()) {
            boolean written = !slot.isConstant() && slot.field() != CertificateField.HASH;
            if (written) {
                Map<CertificateField, ByteString> values = randomValues(table, new Random(SEED));
                values.put(slot.field(), ByteString.repeat(1, table.lengthOf(slot, 144) + 1));

                assertThatThrownBy(() -> SignedBlock.encode(table, 144, values, BEHIND))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(slot.field().name());
            }
        }
    }

    private static Recovery<BlockFields> recover(CertificateTable table, ByteString block) {
        return SignedBlock.recover(table, KEY.publicKey(), sign(block), BEHIND);
    }

    private static Map<CertificateField, ByteString> randomValues(CertificateTable table, Random random) {
        Map<CertificateField, ByteString> values = new EnumMap<>(CertificateField.class);
        for (Slot slot : table.slots()) {
            if (!slot.isConstant() && slot.field() != CertificateField.HASH) {
                boolean rest = slot.lengthBytes() == CertificateTable.REST;
                int length = rest ? random.nextInt(table.restBytes(144) + 1) : slot.lengthBytes();
                values.put(slot.field(), randomBytes(random, length));
            }
        }
        return values;
    }

    private static ByteString randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }

    private static ByteString flipped(ByteString bytes, int at, int mask) {
        byte[] changed = bytes.toByteArray();
        changed[at] ^= (byte) mask;
        return ByteString.of(changed);
    }

    private static ByteString sign(ByteString block) {
        return new RsaSigner(RsaEngine.scalar())
                .sign(List.of(new BlockSignature(KEY, block)))
                .get(0);
    }
}
