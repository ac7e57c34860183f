package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.CLEAR;
import static org.cardwright.crypto.module.ExchangeVault.KCV;
import static org.cardwright.crypto.module.ExchangeVault.KEK1;
import static org.cardwright.crypto.module.ExchangeVault.KEK1_AES;
import static org.cardwright.crypto.module.ExchangeVault.KEK2;
import static org.cardwright.crypto.module.ExchangeVault.KEY;
import static org.cardwright.crypto.module.ExchangeVault.announced;
import static org.cardwright.crypto.module.ExchangeVault.cvk;
import static org.cardwright.crypto.module.ExchangeVault.fromBank;
import static org.cardwright.crypto.module.ExchangeVault.kcv;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ExchangeVault.with;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.verificationValue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of other parties in key blocks, which bind them to their use. */
class BlockImportContractTest extends ModuleContract {

    BlockImportContractTest(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @CsvSource({
        "B, bank.kek1, T, 0123456789ABCDEFFEDCBA9876543210",
        "D, bank.kek1-aes, T, 0123456789ABCDEFFEDCBA9876543210",
        "E, bank.kek1-aes, A, 7F5705000000000000000000000000017F570500000000000000000000000002",
        "D, bank.kbpk1-aes, A, 7F570500000000000000000000000001",
        "E, bank.kbpk1-aes, T, 0123456789ABCDEFFEDCBA9876543210"
    })
    void a_key_block_becomes_a_key_of_its_owner(char version, String kek, char algorithm, String hex) {
        KeyAlgorithm family = KeyAlgorithm.ofLetter(algorithm);
        String block = block(new KeyBlockHeader(version, "E0", algorithm, 'X', "00", 'E', List.of()), hex, kek);
        Announced announced = new Announced(
                name,
                KeyPurpose.IMK_AC,
                KeyDirection.NONE,
                kcv(family, hex),
                fromBank(Exportability.TRUSTED),
                KeyState.PRE_ACTIVATION,
                Cryptoperiod.UNLIMITED);
        Imported imported = importBlock(KeyName.of(kek), block, announced);
        assertThat(imported.blockVersion()).contains(KeyBlockVersion.ofLetter(version));
        assertThat(imported.notUnderstood()).isEmpty();
        assertThat(imported).hasToString(name + " " + kcv(family, hex));
        KeyDescription key = module.inventory().find(name).orElseThrow();
        assertThat(key.custody()).isEqualTo(fromBank(Exportability.TRUSTED));
        assertThat(key.state()).isEqualTo(KeyState.PRE_ACTIVATION);
        assertThat(key.test()).isFalse();
        assertThat(key.checkValue()).isEqualTo(kcv(family, hex));
    }

    /** Versions A and C change the protection key itself, which no token does. */
    @ParameterizedTest
    @CsvSource({
        "TR-31:2018 A.7.2.1, true, PIN_ENCRYPTION, has not odd parity",
        "TR-31:2018 A.7.2.2, false, PIN_ENCRYPTION, has not odd parity",
        "TR-31:2018 A.7.3.1, true, CARD_MASTER, another usage",
        "TR-31:2018 A.7.3.2, false, CARD_MASTER, another usage",
        "ANSI X9.143:2021 8.4.2, false, CARD_MASTER, another usage",
        "ISO 20038:2017 B.2, false, CARD_MASTER, another usage",
        "TR-31:2018 A.7.4, false, PIN_ENCRYPTION, ''",
        "ANSI X9.143:2021 8.1, false, PIN_ENCRYPTION, ''"
    })
    void a_published_block_opens_and_its_key_is_taken_for_what_it_is(
            String vector, boolean ofVariants, KeyPurpose purpose, String because) {
        PublishedVector published = PublishedVector.startingWith(vector).get(0);
        String block = published.input("keyblock");
        KeyAlgorithm family = KeyAlgorithm.ofLetter(block.charAt(7));
        KeyDirection direction =
                purpose.isTransport() ? KeyDirection.DATA_PREPARATION_TO_PERSONALIZER : KeyDirection.NONE;
        Announced announced = with(bound(purpose, direction), kcv(family, published.output("key")));
        ThrowingCallable importing = () -> importBlock(ContractKeys.protection(published), block, announced);
        if (ofVariants && !backend.lendsKeysClear()) {
            assertRefused(importing, "this one is in a device");
        } else if (!because.isEmpty()) {
            assertRefused(importing, because);
        } else {
            assertThat(importBlock(ContractKeys.protection(published), block, announced)
                            .key()
                            .describeAlgorithm())
                    .isEqualTo("AES-128");
        }
    }

    @Test
    void a_block_narrows_the_form_in_which_its_key_may_leave() {
        for (char exportability : "NES".toCharArray()) {
            KeyName one = KeyName.of(name.label() + "-" + Character.toLowerCase(exportability));
            Announced announced = new Announced(
                    one,
                    KeyPurpose.CVK,
                    KeyDirection.NONE,
                    KCV,
                    fromBank(Exportability.TRUSTED),
                    KeyState.ACTIVE,
                    Cryptoperiod.UNLIMITED);
            String block =
                    block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", exportability, List.of()), KEY, KEK1.label());
            importBlock(KEK1, block, announced);
            Exportability expected = exportability == 'N' ? Exportability.NEVER : Exportability.TRUSTED;
            assertThat(module.inventory().find(one).orElseThrow().custody().exportability())
                    .isEqualTo(expected);
        }
    }

    @Test
    void what_a_block_carries_and_nobody_understands_is_listed() {
        List<KeyBlockHeader.OptionalBlock> blocks = List.of(
                new KeyBlockHeader.OptionalBlock("TS", "20261122031500Z"),
                new KeyBlockHeader.OptionalBlock("DA", "0000"),
                new KeyBlockHeader.OptionalBlock("42", "vendor"));
        String block = block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'N', blocks), KEY, KEK1.label());
        assertThat(importBlock(KEK1, block, cvk(name)).notUnderstood()).containsExactly("DA", "42");
    }

    @Test
    void a_key_block_that_does_not_fit_is_refused() {
        String block = block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of()), KEY, KEK1.label());
        assertRefused(() -> importBlock(KEK1_AES, block, cvk(name)), "version B is under TDES");
        assertRefused(() -> importBlock(KEK2, block, cvk(name)), "DATA_PREPARATION_TO_PERSONALIZER");
        assertRefused(() -> importBlock(KeyName.of("nobody"), block, cvk(name)), "no key");
        assertRefused(() -> importBlock(KEK1, block.replace("C0TC", "C0TN"), cvk(name)), "altered");
        assertRefused(() -> importBlock(KEK1, block, announced(name, KeyPurpose.PVK_PVV)), "another usage");
        assertRefused(
                () -> importBlock(KEK1, block, announced(name, KeyPurpose.RECORD_MAC)), "does not come from others");
        assertRefused(
                () -> importBlock(KEK1, block, with(cvk(name), kcv(KeyAlgorithm.TDES, CLEAR.get(KEK2)))),
                "check value");
        assertRefused(() -> importBlock(KEK1, block, inState(KeyState.SUSPENDED)), "begins in");
        assertRefused(() -> importBlock(KEK1, block, owned(ExchangeVault.OTHER_BANK)), "not shared with the owner");
        assertThat(module.inventory().find(name)).isEmpty();
        importBlock(KEK1, block, cvk(name));
        assertThat(verificationValue(module, name)).isEqualTo(verificationValue(KEY));
        assertRefused(() -> importBlock(KEK1, block, cvk(name)), "already");
    }

    @ParameterizedTest
    @CsvSource({
        "C0TG, CVK, NONE, mode of use",
        "C0TV, CVK, NONE, mode of use",
        "E0TE, IMK_AC, NONE, mode of use",
        "K0TD, KEK, DATA_PREPARATION_TO_PERSONALIZER, direction",
        "K0TE, KEK, ISSUER_TO_DATA_PREPARATION, direction",
        "K1TB, KEK, ISSUER_TO_DATA_PREPARATION, another usage",
        "C0AC, CVK, NONE, weaker",
        "P0TB, PIN_ENCRYPTION, NONE, goes NONE"
    })
    void usage_and_mode_of_use_bind_the_key(String use, KeyPurpose purpose, KeyDirection direction, String because) {
        KeyBlockHeader header =
                new KeyBlockHeader('B', use.substring(0, 2), use.charAt(2), use.charAt(3), "00", 'E', List.of());
        Announced announced = new Announced(
                name,
                purpose,
                direction,
                KCV,
                fromBank(Exportability.TRUSTED),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
        assertRefused(() -> importBlock(KEK1, block(header, KEY, KEK1.label()), announced), because);
        assertThat(module.inventory().find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // even parity, weak half, equal halves: never in a key block
        "0023456789ABCDEFFEDCBA9876543210, parity",
        "0101010101010101FEDCBA9876543210, weak",
        "0123456789ABCDEF0123456789ABCDEF, single-length"
    })
    void an_unsound_key_in_a_key_block_is_refused(String hex, String because) {
        String block = block(new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of()), hex, KEK1.label());
        assertRefused(() -> importBlock(KEK1, block, with(cvk(name), kcv(KeyAlgorithm.TDES, hex))), because);
    }

    @Test
    void a_key_under_a_test_key_is_a_test_key() {
        String kek = ModuleCalls.CLEAR.get("bank-one.kek1-k0");
        KeyBlockHeader header = new KeyBlockHeader('B', "C0", 'T', 'C', "00", 'E', List.of());
        String block = Tr31.wrap(header, secret(KEY), secret(kek), new SecureRandom());
        importBlock(KeyName.of("bank-one.kek1-k0"), block, cvk(name));
        assertThat(module.inventory().find(name).orElseThrow().test()).isTrue();
    }

    private Imported importBlock(KeyName kek, String block, Announced announced) {
        return module.keyExchange().importBlock(kek, block, announced);
    }

    private Announced bound(KeyPurpose purpose, KeyDirection direction) {
        return new Announced(
                name, purpose, direction, KCV, fromBank(Exportability.NEVER), KeyState.ACTIVE, Cryptoperiod.UNLIMITED);
    }

    private Announced inState(KeyState state) {
        return new Announced(
                name,
                KeyPurpose.CVK,
                KeyDirection.NONE,
                KCV,
                fromBank(Exportability.NEVER),
                state,
                Cryptoperiod.UNLIMITED);
    }

    private Announced owned(Party owner) {
        KeyCustody custody = new KeyCustody(Optional.of(owner), Optional.empty(), Exportability.NEVER);
        return new Announced(
                name, KeyPurpose.CVK, KeyDirection.NONE, KCV, custody, KeyState.ACTIVE, Cryptoperiod.UNLIMITED);
    }

    private static String block(KeyBlockHeader header, String hex, String kek) {
        return Tr31.wrap(header, secret(hex), secret(CLEAR.get(KeyName.of(kek))), new SecureRandom());
    }
}
