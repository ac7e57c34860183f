package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;
import org.cardwright.crypto.module.KeyExchange.Order;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are made, taken in, let out and moved on in the device; nothing of them is in clear on the way. */
class KeysOverTheWireTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Party BANK = new Party("bank-one");
    private static final Party BUREAU = new Party("bureau");
    private static final Party PERSONALIZER = new Party("personalizer");
    private static final KeyName KEK1 = KeyName.of("bank.kek1");
    private static final KeyName KEK2 = KeyName.of("perso.kek2");
    private static final String KEK = "2A2A2A2A2A2A2A2A4C4C4C4C4C4C4C4C";
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final KeyCheckValue KCV =
            new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4"));

    private static final Cryptoperiod PERIOD = new Cryptoperiod(
            Optional.of(LocalDate.of(2020, 2, 29)), Optional.empty(), Optional.of(LocalDate.of(2099, 12, 31)));

    @TempDir
    private Path directory;

    private SoftwareSecurityModule software = Simulated.software();
    private HostCommandSimulator simulator = Simulated.simulator(software, HostCommandTable.standard());
    private HostCommandSecurityModule module =
            HostCommandSecurityModule.connect(Simulated.settings(simulator.address()));

    @BeforeEach
    void open() throws IOException {
        close();
        software = Simulated.changeable(directory);
        simulator = Simulated.simulator(software, HostCommandTable.standard());
        module = HostCommandSecurityModule.connect(Simulated.settings(simulator.address()));
        enter(KEK1, KeyDirection.ISSUER_TO_DATA_PREPARATION, BANK, BUREAU);
        enter(KEK2, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, BUREAU, PERSONALIZER);
    }

    @AfterEach
    void close() {
        module.close();
        simulator.close();
        software.close();
    }

    /** Enters a transport key as it is done at the device itself. */
    private void enter(KeyName name, KeyDirection direction, Party owner, Party recipient) {
        try (KeyComponents components = components()) {
            software.keyExchange()
                    .importComponents(
                            components,
                            new Announced(
                                    name,
                                    KeyPurpose.KEK,
                                    direction,
                                    checkValue(KEK),
                                    new KeyCustody(Optional.of(owner), Optional.of(recipient), Exportability.NEVER),
                                    KeyState.ACTIVE,
                                    Cryptoperiod.UNLIMITED),
                            Set.of());
        }
    }

    private static KeyComponents components() {
        KeyComponents components = new KeyComponents(KeyAlgorithm.TDES, 16, 2);
        byte[] mask = HEX.parseHex("01010101010101010202020202020202");
        byte[] rest = HEX.parseHex(KEK);
        for (int i = 0; i < rest.length; i++) {
            rest[i] ^= mask[i];
        }
        components.enter(SecretBytes.copyOf(mask), checkValue(HEX.formatHex(mask)));
        components.enter(SecretBytes.copyOf(rest), checkValue(HEX.formatHex(rest)));
        return components;
    }

    private static KeyCheckValue checkValue(String hex) {
        try (SecretBytes key = SecretBytes.adopt(HEX.parseHex(hex));
                KeyCipher cipher = KeyCipher.tdes(key)) {
            return KeyCheckValue.of(cipher);
        }
    }

    private static Announced announced(String label, KeyCheckValue checkValue) {
        return new Announced(
                KeyName.of(label),
                KeyPurpose.CVK,
                KeyDirection.NONE,
                checkValue,
                new KeyCustody(Optional.of(BANK), Optional.of(PERSONALIZER), Exportability.SENSITIVE),
                KeyState.ACTIVE,
                PERIOD);
    }

    private static Cryptogram cryptogram(Set<Leniency> leniency) {
        try (SecretBytes kek = SecretBytes.adopt(HEX.parseHex(KEK));
                KeyCipher cipher = KeyCipher.tdes(kek)) {
            return new Cryptogram(
                    KeyCryptogram.TDES_ECB,
                    ByteString.of(cipher.encryptEcb(HEX.parseHex(KEY))),
                    KeyAlgorithm.TDES,
                    leniency);
        }
    }

    private static void assertKind(ThrowingCallable call, Kind kind, String because) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(kind);
    }

    @Test
    void a_key_comes_under_kek1_and_leaves_under_kek2_and_comes_again_as_a_block() {
        Imported imported =
                module.keyExchange().importCryptogram(KEK1, cryptogram(Set.of()), announced("bank.new", KCV));
        assertThat(imported.key().checkValue()).isEqualTo(KCV);
        assertThat(imported.parity()).isPresent();
        assertThat(imported.key().term().period()).isEqualTo(PERIOD);
        assertThat(imported.blockVersion()).isEmpty();
        assertThat(module.inventory().find(KeyName.of("bank.new")))
                .isEqualTo(software.inventory().find(KeyName.of("bank.new")))
                .isPresent();

        Exported exported =
                module.keyExchange().export(new Order(KeyName.of("bank.new"), KEK2, PERSONALIZER, Form.BLOCK_B));
        assertThat(exported.text()).startsWith("B0");
        assertThat(exported.key()).isEqualTo(imported.key());

        // KEK1 and KEK2 of this test are one value, so that what leaves can come in again
        Imported again = module.keyExchange().importBlock(KEK1, exported.text(), announced("bank.again", KCV));
        assertThat(again.key().checkValue()).isEqualTo(KCV);
        assertThat(again.blockVersion()).isPresent();
    }

    @Test
    void a_key_with_another_check_value_or_for_another_party_is_refused() {
        KeyCheckValue other = new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("000000"));
        assertKind(
                () -> module.keyExchange().importCryptogram(KEK1, cryptogram(Set.of()), announced("bank.new", other)),
                Kind.KEY_REFUSED,
                "IMPORT_CRYPTOGRAM");
        assertThat(module.inventory().find(KeyName.of("bank.new"))).isEmpty();
        module.keyExchange()
                .importCryptogram(KEK1, cryptogram(Set.of(Leniency.ANY_PARITY)), announced("bank.new", KCV));
        assertKind(
                () -> module.keyExchange().export(new Order(KeyName.of("bank.new"), KEK2, BANK, Form.BLOCK_B)),
                Kind.KEY_REFUSED,
                "EXPORT_KEY");
    }

    @Test
    void a_key_whose_check_value_came_back_wrong_is_not_said_to_be_in() {
        simulator.order(SimulatedFault.of(HostOperation.IMPORT_CRYPTOGRAM, SimulatedFault.Kind.FLIPPED_BYTE));
        assertKind(
                () -> module.keyExchange().importCryptogram(KEK1, cryptogram(Set.of()), announced("bank.new", KCV)),
                Kind.WRONG_RESULT,
                "check value of bank.new/1");
    }

    @Test
    void an_import_whose_answer_is_lost_is_not_sent_again() {
        simulator.order(SimulatedFault.of(HostOperation.IMPORT_CRYPTOGRAM, SimulatedFault.Kind.CLOSED_BEFORE_ANSWER));
        assertKind(
                () -> module.keyExchange().importCryptogram(KEK1, cryptogram(Set.of()), announced("bank.new", KCV)),
                Kind.UNAVAILABLE,
                "not sent again");
        assertThat(simulator.seen(HostOperation.IMPORT_CRYPTOGRAM)).isEqualTo(1);
    }

    @Test
    void components_are_entered_at_the_device() {
        try (KeyComponents components = components()) {
            assertKind(
                    () -> module.keyExchange().importComponents(components, announced("bank.new", KCV), Set.of()),
                    Kind.KEY_REFUSED,
                    "components are entered at the HSM itself");
        }
    }

    @Test
    void an_issuer_key_is_made_once_and_a_state_changes_in_the_device() {
        KeyName name = KeyName.of("bank-one.issuer-new");
        RsaPublicKey made = module.issuerKeys().generate(name, 1024, 3);
        assertThat(software.inventory().rsaPublicKey(name)).isEqualTo(made);
        assertKind(() -> module.issuerKeys().generate(name, 1024, 3), Kind.KEY_REFUSED, "already");
        KeyName cvk = KeyName.of("bank-one.cvk");
        module.keyLife().change(cvk, KeyState.SUSPENDED);
        assertThat(software.inventory().find(cvk).orElseThrow().state()).isEqualTo(KeyState.SUSPENDED);
        assertKind(
                () -> module.cardValues().cardVerificationValues(List.of(Requests.cardValue(1))),
                Kind.UNAVAILABLE,
                "SUSPENDED");
        assertThat(module.cardKeys().derive(Requests.cards(1))).hasSize(1);
    }

    @Test
    void a_key_gets_other_days_and_ends_in_two_steps() {
        KeyName name = KeyName.of("bank-one.cvk");
        module.keyLife().limit(name, PERIOD);
        assertThat(software.inventory().find(name).orElseThrow().term().period())
                .isEqualTo(PERIOD);
        module.keyLife().change(name, KeyState.DEACTIVATED);
        module.keyLife().awaitDestruction(name, LocalDate.of(2020, 1, 1));
        assertThat(module.inventory().find(name))
                .isEqualTo(software.inventory().find(name))
                .hasValueSatisfying(key -> assertThat(key.state()).isEqualTo(KeyState.PENDING_DESTRUCTION));
        module.keyLife().destroy(name);
        assertThat(software.inventory().find(name).orElseThrow().state()).isEqualTo(KeyState.DESTROYED);
        assertKind(() -> module.keyLife().change(name, KeyState.ACTIVE), Kind.KEY_REFUSED, "DESTROYED");
    }
}
