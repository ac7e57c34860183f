package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.OnlineAuthorisation.CardOf;
import org.cardwright.crypto.module.OnlineAuthorisation.CryptogramQuestion;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.PanSequenceNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test policy lets pass and production does not, of keys that talk with cards. */
class OnlineKeysInProductionTest {

    private static final KeyName KMC = KeyName.of("card-maker.kmc");
    private static final KeyName CRYPTOGRAMS = KeyName.of("bank.imk-ac");
    private static final KeyName SCRIPTS = KeyName.of("bank.imk-smi");
    private static final ApduMessage UNBLOCK = new ApduMessage(0x84240000, ByteString.EMPTY);

    @TempDir
    private Path home;

    private SoftwareSecurityModule module;

    @BeforeEach
    void open() {
        KeyVault vault = KeyVault.create(home.resolve("v"), TestModule.passphrase(), PassphraseCost.LEAST);
        made(vault, KMC, KeyPurpose.CARD_MASTER);
        made(vault, CRYPTOGRAMS, KeyPurpose.IMK_AC);
        made(vault, SCRIPTS, KeyPurpose.IMK_SMI);
        module = SoftwareSecurityModule.open(vault, ModulePolicy.production());
    }

    private static void made(KeyVault vault, KeyName name, KeyPurpose purpose) {
        KeyGeneration.generate(
                vault, new KeyGeneration.Specification(name, purpose, KeyAlgorithm.TDES, 16, KeyDirection.NONE));
    }

    @AfterEach
    void close() {
        module.close();
    }

    @Test
    void a_lot_whose_cards_all_have_the_master_key_is_refused() {
        ByteString wrong = ByteString.repeat(0, 8);
        assertRefused(
                () -> module.cardChannels()
                        .open(
                                ChannelCards.source(KMC, KeyDiversification.NONE),
                                ChannelCards.synthetic(SecurityLevel.C_MAC),
                                wrong),
                "for tests, not for production");
        assertThat(module.cardChannels()
                        .open(
                                ChannelCards.source(KMC, KeyDiversification.CPS11),
                                ChannelCards.synthetic(SecurityLevel.C_MAC),
                                wrong))
                .isEmpty();
    }

    @Test
    void a_script_key_without_an_owner_makes_no_command() {
        CryptogramQuestion question = new CryptogramQuestion(
                new CardOf(CRYPTOGRAMS, DerivationOption.A, PAN, new PanSequenceNumber(1)),
                CryptogramVersion.values()[0],
                ByteString.fromHex("001C"),
                ByteString.fromHex("01020304"),
                ByteString.repeat(0, 29),
                ByteString.repeat(0, 8));
        assertRefused(() -> module.onlineAuthorisation().scriptData(question, SCRIPTS, UNBLOCK), "has no owner");
        Party bank = new Party("bank");
        module.keyLife().own(SCRIPTS, bank, Optional.empty());
        assertRefused(() -> module.onlineAuthorisation().scriptData(question, SCRIPTS, UNBLOCK), "same party");
        module.keyLife().own(CRYPTOGRAMS, bank, Optional.empty());
        assertThat(module.onlineAuthorisation().scriptData(question, SCRIPTS, UNBLOCK))
                .isEmpty();
    }
}
