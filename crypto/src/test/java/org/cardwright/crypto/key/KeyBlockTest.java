package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

/** Keys at rest. */
class KeyBlockTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ROUNDS = Integer.getInteger("cardwright.fuzz", 20_000);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final String AES_256 = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

    @Test
    void our_block_brings_all_attributes_back() {
        SecretBytes vaultKey = secret(AES_256);
        for (KeyState state : EnumSet.complementOf(EnumSet.of(KeyState.DESTROYED))) {
            KeyAttributes attributes = attributes(state);
            KeyBlock sealed = KeyBlock.seal(attributes, secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM);
            KeyBlock parsed = KeyBlock.parse(sealed.text());
            assertThat(parsed.attributes()).isEqualTo(attributes);
            assertThat(hex(parsed.open(vaultKey))).isEqualTo("0123456789ABCDEFFEDCBA9876543210");
            assertThat(parsed).hasToString("bank-one.kek1-k0/7 08D7B4");
        }
    }

    /** Sealed before keys had owners. */
    @Test
    void a_block_without_parties_is_still_opened_and_written_as_before() {
        String sealed = "D0160K0TD00N0300LB14bank-one.kek1-k01016007AIT00112Z08D7B4PB0600C785AE9087D3124C"
                + "35FBC5601C961D1DB17583DB28FE499DA2CD46AA9717590EF2252D56C5D1F179A33BBCF3591A1491";
        KeyBlock parsed = KeyBlock.parse(sealed);
        assertThat(parsed.attributes()).isEqualTo(attributes(KeyState.ACTIVE));
        assertThat(hex(parsed.open(secret(AES_256)))).isEqualTo("0123456789ABCDEFFEDCBA9876543210");
        String again = KeyBlock.seal(parsed.attributes(), parsed.open(secret(AES_256)), secret(AES_256), RANDOM)
                .text();
        assertThat(again).hasSameSizeAs(sealed).startsWith(sealed.substring(0, 64));
    }

    @Test
    void owner_recipient_and_exportability_come_back_and_cannot_be_changed() {
        SecretBytes vaultKey = secret(AES_256);
        for (Exportability exportability : Exportability.values()) {
            KeyCustody custody = new KeyCustody(
                    Optional.of(new Party("bank-one")), Optional.of(new Party("personalizer")), exportability);
            KeyAttributes attributes = held(custody);
            KeyBlock sealed = KeyBlock.seal(attributes, secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM);
            assertThat(KeyBlock.parse(sealed.text()).attributes()).isEqualTo(attributes);
            assertThat(sealed.attributes().becoming(KeyState.SUSPENDED).custody())
                    .isEqualTo(custody);
            for (String altered : List.of(
                    sealed.text().replace(">personalizer", ">personalizes"),
                    sealed.text().replace("bank-one>", "bank-two>"),
                    sealed.text().replace("bank-one>", "bank-one-"),
                    sealed.text()
                            .replaceFirst("K0TD00" + exportability.letter(), "K0TD00" + otherThan(exportability)))) {
                assertThat(altered).isNotEqualTo(sealed.text());
                assertThatThrownBy(() -> KeyBlock.parse(altered).open(vaultKey))
                        .isInstanceOf(KeyRefusedException.class);
            }
        }
    }

    @Test
    void one_party_may_be_unnamed_and_none_sends_to_itself() {
        Party bank = new Party("bank-one");
        KeyCustody owned = new KeyCustody(Optional.of(bank), Optional.empty(), Exportability.NEVER);
        String text = KeyBlock.seal(held(owned), secret("0123456789ABCDEFFEDCBA9876543210"), secret(AES_256), RANDOM)
                .text();
        assertThat(KeyBlock.parse(text).attributes().custody()).isEqualTo(owned);
        assertThat(owned.isSharedWith(bank)).isTrue();
        assertThat(owned.isSharedWith(new Party("bank-two"))).isFalse();
        assertThat(KeyCustody.UNKNOWN.isSharedWith(bank)).isFalse();
        assertThatThrownBy(() -> new KeyCustody(Optional.of(bank), Optional.of(bank), Exportability.NEVER))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> new Party("Bank One")).isInstanceOf(IllegalArgumentException.class);
    }

    private static char otherThan(Exportability exportability) {
        return exportability == Exportability.NEVER ? 'E' : 'N';
    }

    private static KeyAttributes held(KeyCustody custody) {
        KeyAttributes plain = attributes(KeyState.ACTIVE);
        return new KeyAttributes(
                plain.name(),
                plain.purpose(),
                plain.algorithm(),
                plain.bits(),
                plain.direction(),
                plain.state(),
                plain.test(),
                plain.checkValue(),
                custody,
                KeyTerm.UNLIMITED);
    }

    @Test
    void days_come_back_and_cannot_be_changed() {
        SecretBytes vaultKey = secret(AES_256);
        KeyAttributes limited = attributes(KeyState.ACTIVE)
                .limitedTo(new Cryptoperiod(Optional.of(DAY), Optional.of(DAY.plusYears(2)), Optional.empty()));
        KeyAttributes waiting = limited.becoming(KeyState.DEACTIVATED).awaitingDestruction(DAY.plusDays(7));
        for (KeyAttributes attributes : List.of(limited, waiting)) {
            String text = KeyBlock.seal(attributes, secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                    .text();
            assertThat(KeyBlock.parse(text).attributes()).isEqualTo(attributes);
            assertThat(text).contains("121C" + "202611222028112200000000");
            assertRefused(text.replace("20281122", "20381122"), vaultKey);
            assertRefused(text.replace("20281122", "20281322"), vaultKey);
            assertRefused(text.replace("20281122", "20251122"), vaultKey);
        }
        String text = KeyBlock.seal(waiting, secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                .text();
        assertRefused(text.replace("130DD20261129", "130DD20261122"), vaultKey);
        assertRefused(text.replace("130DD20261129", "130DP20261129"), vaultKey);
        assertRefused(text.replace("130DD20261129", "130DD00000000"), vaultKey);
    }

    private static void assertRefused(String altered, SecretBytes vaultKey) {
        assertThatThrownBy(() -> KeyBlock.parse(altered).open(vaultKey)).isInstanceOf(KeyRefusedException.class);
    }

    /** NIST SP 800-57 part 1, 7.6: metadata may be kept, key material not. */
    @Test
    void of_a_destroyed_key_only_the_head_is_left() {
        SecretBytes vaultKey = secret(AES_256);
        KeyAttributes gone = attributes(KeyState.PENDING_DESTRUCTION).destroyed(DAY);
        String head = KeyBlock.destroyed(gone).text();
        assertThat(head).isEqualTo("D0064K0TD00N0300LB14bank-one.kek1-k01016007XIT00112Z08D7B4PB0600");
        KeyBlock read = KeyBlock.parse(head);
        assertThat(read.attributes()).isEqualTo(gone);
        assertThat(read.holdsKey()).isFalse();
        assertThatThrownBy(() -> read.open(vaultKey)).hasMessage("bank-one.kek1-k0/7 is DESTROYED");
        assertRefused(head.replace("007X", "007A"), vaultKey);
        String whole = KeyBlock.seal(
                        attributes(KeyState.ACTIVE), secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                .text();
        assertRefused(whole.replace("007A", "007X"), vaultKey);
        assertThatThrownBy(() -> KeyBlock.seal(gone, secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void our_block_cannot_be_opened_with_other_attributes() {
        SecretBytes vaultKey = secret(AES_256);
        String text = KeyBlock.seal(
                        attributes(KeyState.ACTIVE), secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                .text();
        List<String> altered = List.of(
                text.replace("bank-one", "bank-two"),
                text.replace("007AIT", "008AIT"),
                text.replace("007AIT", "007SIT"),
                text.replace("007AIT", "007AIL"),
                "E" + text.substring(1),
                text.replaceFirst("K0TD", "P0TD"),
                text.replaceFirst("K0TD", "K0TE"),
                text.replaceFirst("K0TD", "D0TD"));
        for (String wrong : altered) {
            assertThat(wrong).isNotEqualTo(text);
            assertThatThrownBy(() -> KeyBlock.parse(wrong).open(vaultKey)).isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void refuses_a_transport_key_without_a_direction_and_a_purpose_with_another_algorithm() {
        KeyCheckValue kcv = new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4"));
        KeyName name = KeyName.of("x");
        assertThatThrownBy(() -> new KeyAttributes(
                        name,
                        KeyPurpose.KEK,
                        KeyAlgorithm.TDES,
                        112,
                        KeyDirection.NONE,
                        KeyState.ACTIVE,
                        true,
                        kcv,
                        KeyCustody.UNKNOWN,
                        KeyTerm.UNLIMITED))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> new KeyAttributes(
                        name,
                        KeyPurpose.CVK,
                        KeyAlgorithm.AES,
                        128,
                        KeyDirection.NONE,
                        KeyState.ACTIVE,
                        true,
                        kcv,
                        KeyCustody.UNKNOWN,
                        KeyTerm.UNLIMITED))
                .isInstanceOf(KeyRefusedException.class);
        assertThatThrownBy(() -> new KeyAttributes(
                        name,
                        KeyPurpose.CVK,
                        KeyAlgorithm.TDES,
                        112,
                        KeyDirection.ISSUER_TO_DATA_PREPARATION,
                        KeyState.ACTIVE,
                        true,
                        kcv,
                        KeyCustody.UNKNOWN,
                        KeyTerm.UNLIMITED))
                .isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void mutated_blocks_give_only_the_declared_exception() {
        long seed = Long.getLong("seed", 7);
        Random random = new Random(seed);
        SecretBytes vaultKey = secret(AES_256);
        String block = KeyBlock.seal(
                        attributes(KeyState.ACTIVE), secret("0123456789ABCDEFFEDCBA9876543210"), vaultKey, RANDOM)
                .text();
        for (int round = 0; round < ROUNDS; round++) {
            String mutated = mutate(block, random);
            Throwable thrown =
                    catchThrowable(() -> KeyBlock.parse(mutated).open(vaultKey).close());
            assertThat(mutated.equals(block) == (thrown == null)
                            && (thrown == null || thrown instanceof KeyRefusedException))
                    .as("seed %d round %d: %s", seed, round, thrown)
                    .isTrue();
        }
    }

    private static String mutate(String block, Random random) {
        byte[] bytes = block.getBytes(StandardCharsets.US_ASCII);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x80);
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> text + text.substring(random.nextInt(text.length()));
            default -> text;
        };
    }

    private static KeyAttributes attributes(KeyState state) {
        return new KeyAttributes(
                new KeyName("bank-one.kek1-k0", 7),
                KeyPurpose.KEK,
                KeyAlgorithm.TDES,
                112,
                KeyDirection.ISSUER_TO_DATA_PREPARATION,
                state,
                true,
                new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4")),
                KeyCustody.UNKNOWN,
                state == KeyState.PENDING_DESTRUCTION
                        ? KeyTerm.UNLIMITED.awaiting(new KeyTerm.Destruction(DAY, KeyState.DEACTIVATED))
                        : KeyTerm.UNLIMITED);
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }

    private static String hex(SecretBytes secret) {
        return HEX.formatHex(ClearKeyAccess.open(secret));
    }
}
