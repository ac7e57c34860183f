package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ChannelCards.EIGHT;
import static org.cardwright.crypto.module.ChannelCards.card;
import static org.cardwright.crypto.module.ChannelCards.opened;
import static org.cardwright.crypto.module.ChannelCards.source;
import static org.cardwright.crypto.module.ChannelCards.synthetic;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.encrypted;
import static org.cardwright.crypto.module.ModuleCalls.under;

import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardChannels.CardKeySource;
import org.cardwright.crypto.module.CardChannels.CardSession;
import org.cardwright.crypto.module.CardChannels.KeyReplacement;
import org.cardwright.crypto.module.CardChannels.SecretOfRecord;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets and keys inside the commands of a secure channel; payment HSMs open none, see {@link CardChannelsContractTest}. */
class CardSecretsContractTest extends ModuleContract {

    private static final String KEK2 = "personalizer.kek2-k0";

    CardSecretsContractTest(Backend backend) {
        super(backend);
    }

    private boolean opensChannels() {
        return backend != Backend.HOST_COMMANDS;
    }

    @Test
    void carries_a_secret_from_under_kek2_to_under_the_key_of_the_card() {
        if (!opensChannels()) {
            return;
        }
        SessionParameters parameters = synthetic(SecurityLevel.C_MAC);
        String secret = "1A10541561ABB6D664E3088C6DA4EA7A80000000000000008000000000000000";
        SecretOfRecord wrapped = new SecretOfRecord(under(KEK2, WrapUnder.Mode.ECB), encrypted(secret, KEK2), true);
        try (SecureMessaging card = card(KeyAlgorithm.TDES, KeyDiversification.CPS11, parameters)) {
            CardSession host = open(ContractKeys.KMC, KeyDiversification.CPS11, parameters, card);
            ByteString forCard = host.translate(wrapped);
            assertThat(forCard).isNotEqualTo(wrapped.cryptogram());
            assertThat(opened(card, forCard)).isEqualTo(secret);
            assertRefused(
                    () -> host.translate(new SecretOfRecord(
                            under("bank-one.kek1-k0", WrapUnder.Mode.ECB), wrapped.cryptogram(), true)),
                    "goes ISSUER_TO_DATA_PREPARATION");
            assertRefused(
                    () -> host.translate(new SecretOfRecord(
                            under("bank-one.imk-ac", WrapUnder.Mode.ECB), wrapped.cryptogram(), true)),
                    "is for IMK_AC");
            assertBadInput(() -> host.translate(new SecretOfRecord(
                    under(KEK2, WrapUnder.Mode.ECB), wrapped.cryptogram().slice(1), true)));
        }
    }

    /** Blocks of AES are longer: a PIN block gets padding, and padding that is there gets longer. */
    @ParameterizedTest
    @CsvSource({
        "241234FFFFFFFFFF, false, 241234FFFFFFFFFF8000000000000000",
        "11223344556677888000000000000000AABBCCDDEEFF00118000000000000000, true,"
                + " 11223344556677888000000000000000AABBCCDDEEFF00118000000000000000",
        "112233445566778811223344556677888000000000000000, true," + " 11223344556677881122334455667788"
                + "80000000000000000000000000000000"
    })
    void fills_a_secret_up_to_the_blocks_of_an_aes_card(String clear, boolean padded, String expected) {
        if (!opensChannels()) {
            return;
        }
        SessionParameters parameters =
                new SessionParameters(SecureChannelProtocol.SCP03, SecurityLevel.C_MAC, EIGHT, EIGHT, ByteString.EMPTY);
        try (SecureMessaging card = card(KeyAlgorithm.AES, KeyDiversification.KDF3, parameters)) {
            CardSession host = open(ContractKeys.KMC_AES, KeyDiversification.KDF3, parameters, card);
            SecretOfRecord secret = new SecretOfRecord(under(KEK2, WrapUnder.Mode.ECB), encrypted(clear, KEK2), padded);
            assertThat(opened(card, host.translate(secret))).isEqualTo(expected);
        }
    }

    @Test
    void a_session_begins_with_external_authenticate() {
        if (!opensChannels()) {
            return;
        }
        SessionParameters parameters = synthetic(SecurityLevel.C_MAC);
        SecretOfRecord secret =
                new SecretOfRecord(under(KEK2, WrapUnder.Mode.ECB), encrypted("11".repeat(16), KEK2), true);
        try (SecureMessaging card = card(KeyAlgorithm.TDES, KeyDiversification.CPS11, parameters)) {
            CardKeySource keys = source(ContractKeys.KMC, KeyDiversification.CPS11);
            CardSession host = module.cardChannels()
                    .open(keys, parameters, card.cardCryptogram())
                    .orElseThrow();
            assertBadInput(() -> host.translate(secret));
            assertBadInput(() -> host.protect(new ApduMessage(0x80E20000, ByteString.EMPTY)));
            assertBadInput(() -> host.replaceKeys(ContractKeys.KMC, KeyDiversification.VISA2, 2));
            assertThat(card.accepts(host.externalAuthenticate())).isTrue();
            assertThat(opened(card, host.translate(secret))).isEqualTo("11".repeat(16));
        }
    }

    /** GlobalPlatform Card Specification 2.3.1, 11.8.2.3: the card can open them, and their check values are the published ones. */
    @Test
    void gives_a_card_other_keys() {
        if (!opensChannels()) {
            return;
        }
        SessionParameters parameters = synthetic(SecurityLevel.C_MAC);
        ByteString published = ByteString.fromHex("00010203040506070809");
        CardKeySource blank = new CardKeySource(ContractKeys.KMC, KeyDiversification.CPS11, published);
        try (SecureMessaging card = card(KeyAlgorithm.TDES, blank, parameters)) {
            CardSession host = authenticated(blank, parameters, card);
            KeyReplacement keys = host.replaceKeys(ContractKeys.KMC, KeyDiversification.VISA2, 2);
            assertThat(keys.answer().toHex()).isEqualTo("02" + "2BE598" + "58DA38" + "3C328E");
            assertThat(keys.data().slice(0, 3).toHex()).isEqualTo("028010");
            assertThat(opened(card, keys.data().slice(3, 19))).isEqualTo("8510FC973208218CA86888BCEC203635");
            assertThat(keys.data().slice(19, 25).toHex()).isEqualTo("03" + "2BE598" + "8010");
            assertThat(keys.data().size()).isEqualTo(1 + 3 * 22);
            assertRefused(
                    () -> host.replaceKeys(ContractKeys.KMC_AES, KeyDiversification.KDF3, 2), "the channel needs TDES");
            assertRefused(
                    () -> host.replaceKeys(ContractKeys.KMC, KeyDiversification.CPS11, 0x80),
                    "a key version is 01 to 7F");
            assertRefused(
                    () -> host.replaceKeys(ContractKeys.KMC, KeyDiversification.NONE, 2),
                    "is a master key, and goes into no card");
        }
    }

    private CardSession open(
            KeyName master, KeyDiversification method, SessionParameters parameters, SecureMessaging card) {
        return authenticated(source(master, method), parameters, card);
    }

    private CardSession authenticated(CardKeySource keys, SessionParameters parameters, SecureMessaging card) {
        CardSession host = module.cardChannels()
                .open(keys, parameters, card.cardCryptogram())
                .orElseThrow();
        assertThat(card.accepts(host.externalAuthenticate())).isTrue();
        return host;
    }
}
