package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ChannelCards.EIGHT;
import static org.cardwright.crypto.module.ChannelCards.STORE_DATA;
import static org.cardwright.crypto.module.ChannelCards.aesCard;
import static org.cardwright.crypto.module.ChannelCards.source;
import static org.cardwright.crypto.module.ChannelCards.synthetic;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.flipped;

import java.util.HexFormat;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardChannels.CardKeySource;
import org.cardwright.crypto.module.CardChannels.CardSession;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every back end opens the same channels, or says that it opens none. */
class CardChannelsContractTest extends ModuleContract {

    CardChannelsContractTest(Backend backend) {
        super(backend);
    }

    /** By design a payment HSM for data preparation does not: it says so to every question. */
    private boolean opensChannels() {
        if (backend == Backend.HOST_COMMANDS) {
            assertRefused(module::cardChannels, "opens no secure channels to cards");
        }
        return backend != Backend.HOST_COMMANDS;
    }

    /** scp02-store-data.txt: what two other programs computed. */
    @ParameterizedTest
    @CsvSource({"01, C_MAC", "03, C_DECRYPTION"})
    void wraps_store_data_as_published(String section, SecurityLevel level) {
        if (!opensChannels()) {
            return;
        }
        CardSession session = module.cardChannels()
                .open(
                        source(ContractKeys.KMC, KeyDiversification.CPS11),
                        synthetic(level),
                        synthetic("card_cryptogram"))
                .orElseThrow();
        String prefix = "store-data-level-" + section + ".";
        assertThat(hex(session.externalAuthenticate())).isEqualTo(STORE_DATA.get(prefix + "ext_auth"));
        for (int i = 0; i < 5; i++) {
            ByteString plain = ByteString.fromHex(STORE_DATA.get(prefix + i + ".plain"));
            ApduMessage message =
                    new ApduMessage(HexFormat.fromHexDigits(plain.slice(0, 4).toHex()), plain.slice(5));
            assertThat(hex(session.protect(message))).isEqualTo(STORE_DATA.get(prefix + i + ".wrapped"));
        }
    }

    @Test
    void opens_the_published_card_whose_keys_are_the_master_key_itself() {
        if (!opensChannels()) {
            return;
        }
        ByteString answer = ByteString.fromHex(STORE_DATA.get("published-card.init_update_response"));
        SessionParameters parameters = new SessionParameters(
                SecureChannelProtocol.SCP02,
                SecurityLevel.C_MAC,
                ByteString.repeat(0, 8),
                answer.slice(14, 20),
                answer.slice(12, 14));
        CardKeySource card = new CardKeySource(ContractKeys.KMC, KeyDiversification.NONE, answer.slice(0, 10));
        if (!backend.lendsKeysClear()) {
            assertRefused(
                    () -> module.cardChannels().open(card, parameters, answer.slice(20)), "does not leave its token");
            return;
        }
        CardSession session =
                module.cardChannels().open(card, parameters, answer.slice(20)).orElseThrow();
        assertThat(hex(session.externalAuthenticate())).isEqualTo(STORE_DATA.get("published-card.ext_auth_01"));
    }

    @Test
    void a_card_with_other_keys_gets_no_session() {
        if (!opensChannels()) {
            return;
        }
        ByteString cryptogram = synthetic("card_cryptogram");
        CardKeySource right = source(ContractKeys.KMC, KeyDiversification.CPS11);
        SessionParameters session = synthetic(SecurityLevel.C_MAC);
        assertThat(module.cardChannels().open(right, session, flipped(cryptogram)))
                .isEmpty();
        assertThat(module.cardChannels().open(right, session, cryptogram.slice(0, 7)))
                .isEmpty();
        assertThat(module.cardChannels().open(source(ContractKeys.KMC, KeyDiversification.VISA2), session, cryptogram))
                .isEmpty();
        assertThat(module.cardChannels()
                        .open(source(KeyName.of("card-maker.kmc"), KeyDiversification.CPS11), session, cryptogram))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SecurityLevel.class)
    void talks_with_a_card_of_scp03_at_every_level_and_key_length(SecurityLevel level) {
        if (!opensChannels()) {
            return;
        }
        for (int bits : new int[] {128, 192, 256}) {
            assertTalks(level, bits);
        }
    }

    private void assertTalks(SecurityLevel level, int bits) {
        SessionParameters parameters =
                new SessionParameters(SecureChannelProtocol.SCP03, level, EIGHT, EIGHT, ByteString.EMPTY);
        try (SecureMessaging card = aesCard(bits, parameters)) {
            CardSession host = module.cardChannels()
                    .open(source(ContractKeys.kmcAes(bits), KeyDiversification.KDF3), parameters, card.cardCryptogram())
                    .orElseThrow();
            assertThat(card.accepts(host.externalAuthenticate())).isTrue();
            for (int length : new int[] {0, 1, 15, 16, 17, 39}) {
                ApduMessage plain = new ApduMessage(0x80E20000, ByteString.repeat(length, length));
                assertThat(card.unprotect(host.protect(plain))).contains(plain);
                ByteString answer = card.protectAnswer(plain.data(), 0x9000);
                assertThat(host.unprotectAnswer(answer, 0x9000)).contains(plain.data());
                if (level.macsAnswers()) {
                    assertThat(host.unprotectAnswer(flipped(answer), 0x9000)).isEmpty();
                }
            }
        }
    }

    @Test
    void keys_of_other_uses_and_methods_that_give_no_card_keys_are_refused() {
        if (!opensChannels()) {
            return;
        }
        SessionParameters session = synthetic(SecurityLevel.C_MAC);
        ByteString cryptogram = synthetic("card_cryptogram");
        CardChannels channels = module.cardChannels();
        assertRefused(
                () -> channels.open(
                        source(KeyName.of("bank-one.imk-ac"), KeyDiversification.CPS11), session, cryptogram),
                "is for IMK_AC");
        assertRefused(
                () -> channels.open(
                        source(KeyName.of("card-maker.none"), KeyDiversification.CPS11), session, cryptogram),
                "card-maker.none");
        assertRefused(
                () -> channels.open(source(ContractKeys.KMC_AES, KeyDiversification.KDF3), session, cryptogram),
                "the channel needs TDES");
        assertBadInput(() -> channels.open(source(ContractKeys.KMC, KeyDiversification.EMV_A), session, cryptogram));
        assertBadInput(() -> channels.open(
                new CardKeySource(ContractKeys.KMC, KeyDiversification.CPS11, EIGHT), session, cryptogram));
        CardSession opened = channels.open(source(ContractKeys.KMC, KeyDiversification.CPS11), session, cryptogram)
                .orElseThrow();
        opened.externalAuthenticate();
        assertBadInput(() -> opened.protect(new ApduMessage(0x80E20000, ByteString.repeat(1, 248))));
    }

    private static String hex(ApduMessage message) {
        return ByteString.concat(
                        ByteString.ofUnsigned(message.header(), 4),
                        ByteString.ofByte(message.data().size()),
                        message.data())
                .toHex();
    }
}
