package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.KEK1;
import static org.cardwright.crypto.module.ExchangeVault.KEY;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.assertWaits;
import static org.cardwright.crypto.module.ModuleCalls.verificationValue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.StandardPeriod;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

/** NIST SP 800-57 part 1, 7: what a change of state does to those who need the key. */
class KeyLifeContractTest extends ModuleContract {

    KeyLifeContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void what_needs_a_suspended_key_waits_until_it_is_active_again() {
        takeCvk();
        module.keyLife().change(name, KeyState.SUSPENDED);
        assertWaits(
                () -> verificationValue(module, name),
                name + " is SUSPENDED; what needs it waits until it is active again");
        module.keyLife().change(name, KeyState.ACTIVE);
        assertThat(verificationValue(module, name)).isEqualTo(verificationValue(KEY));
    }

    @Test
    void what_needs_a_deactivated_key_is_refused_for_good() {
        takeCvk();
        module.keyLife().change(name, KeyState.DEACTIVATED);
        assertRefused(() -> verificationValue(module, name), name + " is DEACTIVATED");
        assertRefused(() -> module.keyLife().change(name, KeyState.ACTIVE), "DEACTIVATED and cannot become ACTIVE");
    }

    @Test
    void a_deactivated_key_still_reads_what_was_protected_with_it_and_a_compromised_one_does_not() {
        KeyName carried = KeyName.of(name.label() + "-carried");
        take(new Order(KEK1, name, KeyPurpose.KEK, KeyDirection.ISSUER_TO_DATA_PREPARATION), KEY_OF_KEK1);
        Order order = new Order(name, carried, KeyPurpose.CVK, KeyDirection.NONE);
        for (KeyState state : List.of(KeyState.SUSPENDED, KeyState.DEACTIVATED)) {
            module.keyLife().change(name, state);
            KeyName here = KeyName.of(carried.label() + (state == KeyState.SUSPENDED ? "-s" : "-d"));
            take(new Order(name, here, KeyPurpose.CVK, KeyDirection.NONE), KEY);
            assertThat(verificationValue(module, here)).isEqualTo(verificationValue(KEY));
        }
        module.keyLife().change(name, KeyState.COMPROMISED);
        assertRefused(() -> take(order, KEY), name + " is COMPROMISED");
        assertThat(module.inventory().find(carried)).isEmpty();
    }

    @Test
    void a_key_that_is_not_there_has_no_life() {
        LocalDate today = backend.clock().today();
        assertRefused(() -> module.keyLife().change(name, KeyState.SUSPENDED), "no key");
        assertRefused(() -> module.keyLife().limit(name, Cryptoperiod.UNLIMITED), "no key");
        assertRefused(() -> module.keyLife().awaitDestruction(name, today), "no key");
        assertRefused(() -> module.keyLife().destroy(name), "no key");
    }

    @Test
    void a_key_is_destroyed_in_two_steps_and_can_be_called_back_between_them() {
        takeCvk();
        LocalDate today = backend.clock().today();
        module.keyLife().change(name, KeyState.DEACTIVATED);
        KeyTerm before = described().term();
        module.keyLife().awaitDestruction(name, today.plusDays(7));
        assertRefused(() -> verificationValue(module, name), "may be destroyed from " + today.plusDays(7) + " on");
        assertRefused(() -> module.keyLife().change(name, KeyState.ACTIVE), "cannot become ACTIVE");
        assertWaits(() -> module.keyLife().destroy(name), name + " may be destroyed from " + today.plusDays(7) + " on");
        assertPlaces(Set.of(backend.place()));
        module.keyLife().change(name, KeyState.DEACTIVATED);
        assertThat(described().term()).isEqualTo(before);

        module.keyLife().awaitDestruction(name, today.plusDays(1));
        backend.clock().pass(Duration.ofDays(1));
        module.keyLife().destroy(name);
        assertThat(described().state()).isEqualTo(KeyState.DESTROYED);
        assertThat(described().purpose()).isEqualTo(KeyPurpose.CVK);
        assertThat(described().checkValue()).isEqualTo(ExchangeVault.KCV);
        assertRefused(() -> verificationValue(module, name), name + " is DESTROYED; its bytes are gone");
        for (KeyState state : KeyState.values()) {
            assertRefused(() -> module.keyLife().change(name, state), "cannot become " + state);
        }
    }

    @Test
    void a_destroyed_key_is_nowhere_any_more_and_its_name_is_never_given_again() {
        takeCvk();
        assertPlaces(Set.of(backend.place()));
        module.keyLife().change(name, KeyState.COMPROMISED);
        module.keyLife().awaitDestruction(name, backend.clock().today());
        assertPlaces(Set.of(backend.place()));
        module.keyLife().destroy(name);
        assertPlaces(Set.of());
        assertRefused(this::takeCvk, "already");
        assertRefused(() -> module.issuerKeys().generate(name, 1024, 3), "already");
        assertPlaces(Set.of());
    }

    /** A payment HSM has no command that says where a key stands. */
    private void assertPlaces(Set<String> places) {
        Optional<List<String>> found = module.inventory().placesOf(name);
        if (backend.place().isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found.orElseThrow()).containsExactlyElementsOf(places);
        }
    }

    @Test
    void a_key_of_nobody_gets_an_owner_once_and_a_payment_hsm_tells_it_itself() {
        KeyName nobodys = KeyName.of("bank-two.cvk");
        Party bank = new Party("bank-two");
        Optional<Party> bureau = Optional.of(new Party("bureau"));
        if (backend == Backend.HOST_COMMANDS) {
            assertRefused(() -> module.keyLife().own(nobodys, bank, bureau), "set it there");
            return;
        }
        KeyDescription before = module.inventory().find(nobodys).orElseThrow();
        module.keyLife().own(nobodys, bank, bureau);
        KeyDescription after = module.inventory().find(nobodys).orElseThrow();
        assertThat(after.custody()).isEqualTo(new KeyCustody(Optional.of(bank), bureau, Exportability.NEVER));
        assertThat(after.checkValue()).isEqualTo(before.checkValue());
        assertRefused(
                () -> module.keyLife().own(nobodys, new Party("bank-one"), Optional.empty()),
                "belongs to bank-two, bureau already");
        assertRefused(() -> module.keyLife().own(name, bank, bureau), "no key");
    }

    @Test
    void a_key_works_between_its_days_only() {
        takeCvk();
        Optional<LocalDate> tomorrow = Optional.of(backend.clock().today().plusDays(1));
        Cryptoperiod period = new Cryptoperiod(tomorrow, tomorrow, Optional.empty());
        module.keyLife().limit(name, period);
        assertThat(described().term()).isEqualTo(KeyTerm.of(period));
        assertRefused(
                () -> verificationValue(module, name), name + " protects nothing before " + tomorrow.orElseThrow());
        backend.clock().pass(Duration.ofDays(1));
        assertThat(verificationValue(module, name)).isEqualTo(verificationValue(KEY));
        backend.clock().pass(Duration.ofDays(1));
        assertRefused(
                () -> verificationValue(module, name),
                name + " protects no more: its period ended on " + tomorrow.orElseThrow());
    }

    @Test
    void a_key_that_comes_into_use_gets_the_standard_period_of_its_purpose_once() {
        module.keyExchange()
                .importCryptogram(
                        KEK1,
                        cryptogram(KEY),
                        announced(new Order(KEK1, name, KeyPurpose.CVK, KeyDirection.NONE), KeyState.PRE_ACTIVATION));
        assertRefused(() -> verificationValue(module, name), name + " is PRE_ACTIVATION");
        assertThat(described().term()).isEqualTo(KeyTerm.UNLIMITED);
        KeyTerm term =
                KeyTerm.of(StandardPeriod.AUTHENTICATION.from(backend.clock().today()));
        module.keyLife().change(name, KeyState.ACTIVE);
        assertThat(described().term()).isEqualTo(term);
        module.keyLife().change(name, KeyState.SUSPENDED);
        backend.clock().pass(Duration.ofDays(30));
        module.keyLife().change(name, KeyState.ACTIVE);
        assertThat(described().term()).isEqualTo(term);
    }

    private KeyDescription described() {
        return module.inventory().find(name).orElseThrow();
    }

    /** The key whose bytes a test knows under another name too. */
    private static final String KEY_OF_KEK1 = ExchangeVault.CLEAR.get(KEK1);

    /** A key that comes under a transport key. */
    private record Order(KeyName under, KeyName name, KeyPurpose purpose, KeyDirection direction) {}

    private void takeCvk() {
        take(new Order(KEK1, name, KeyPurpose.CVK, KeyDirection.NONE), KEY);
    }

    private void take(Order order, String hex) {
        Announced announced =
                ExchangeVault.with(announced(order, KeyState.ACTIVE), ExchangeVault.kcv(KeyAlgorithm.TDES, hex));
        module.keyExchange().importCryptogram(order.under(), cryptogram(hex), announced);
    }

    private static Announced announced(Order order, KeyState state) {
        return new Announced(
                order.name(),
                order.purpose(),
                order.direction(),
                ExchangeVault.KCV,
                ExchangeVault.fromBank(Exportability.NEVER),
                state,
                Cryptoperiod.UNLIMITED);
    }

    /** Every transport key of these tests has the bytes of KEK1. */
    private static Cryptogram cryptogram(String hex) {
        try (KeyCipher cipher = KeyCipher.tdes(secret(KEY_OF_KEK1))) {
            ByteString content =
                    ByteString.of(cipher.encryptEcb(ByteString.fromHex(hex).toByteArray()));
            return new Cryptogram(KeyCryptogram.TDES_ECB, content, KeyAlgorithm.TDES, Set.of());
        }
    }
}
