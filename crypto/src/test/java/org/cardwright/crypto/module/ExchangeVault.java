package org.cardwright.crypto.module;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyExchange.Announced;

/** A vault with transport keys whose bytes a test knows: KEK1 of two banks, KEK2 of two personalizers. */
final class ExchangeVault {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    static final KeyName NEW = KeyName.of("bank.new");
    static final Party BANK = new Party("bank-one");
    static final Party OTHER_BANK = new Party("bank-two");
    static final Party BUREAU = new Party("bureau");
    static final Party PERSONALIZER = new Party("personalizer");
    static final Party OTHER_PERSONALIZER = new Party("other-personalizer");

    static final KeyName KEK1 = KeyName.of("bank.kek1");
    static final KeyName KEK1_AES = KeyName.of("bank.kek1-aes");
    static final KeyName KBPK1_AES = KeyName.of("bank.kbpk1-aes");
    static final KeyName KEK2 = KeyName.of("perso.kek2");
    static final KeyName KEK2_AES = KeyName.of("perso.kek2-aes");
    static final KeyName KBPK2_AES = KeyName.of("perso.kbpk2-aes");

    /** Made for these tests. */
    static final Map<KeyName, String> CLEAR = Map.of(
            KEK1, "E0F2C2D5A4B68698687A4A5D2C3E0E10",
            KEK1_AES, "7F5701000000000000000000000000017F570100000000000000000000000002",
            KBPK1_AES, "7F570200000000000000000000000001",
            KEK2, "2A7F151629AED3A7ABF7158908CE4F3D",
            KEK2_AES, "7F570300000000000000000000000001",
            KBPK2_AES, "7F5704000000000000000000000000017F570400000000000000000000000002");

    private static final HexFormat HEX = HexFormat.of();

    static final KeyCheckValue KCV = kcv(KeyAlgorithm.TDES, KEY);

    private ExchangeVault() {}

    /** A new vault in the directory, closed by the caller. */
    static KeyVault in(Path directory) {
        try (SecretBytes passphrase = TestModule.passphrase()) {
            KeyVault vault = KeyVault.create(directory, passphrase, PassphraseCost.LEAST);
            addTo(new VaultHolder(vault));
            return vault;
        }
    }

    /** The same keys, in a vault or on tokens. */
    static void addTo(KeyHolder holder) {
        CLEAR.keySet().forEach(name -> add(holder, name));
    }

    private static void add(KeyHolder holder, KeyName name) {
        boolean in = name.label().startsWith("bank");
        try (SecretBytes clear = secret(CLEAR.get(name))) {
            holder.addNew(NewKey.checked(
                    new NewKey.Wanted(
                            name,
                            name.label().contains("kbpk") ? KeyPurpose.KEY_BLOCK_PROTECTION : KeyPurpose.KEK,
                            name.label().endsWith("aes") ? KeyAlgorithm.AES : KeyAlgorithm.TDES,
                            in
                                    ? KeyDirection.ISSUER_TO_DATA_PREPARATION
                                    : KeyDirection.DATA_PREPARATION_TO_PERSONALIZER,
                            false,
                            Optional.empty(),
                            NewKey.Standing.of(
                                    KeyState.ACTIVE,
                                    new KeyCustody(
                                            Optional.of(in ? BANK : BUREAU),
                                            Optional.of(in ? BUREAU : PERSONALIZER),
                                            Exportability.NEVER))),
                    clear));
        }
    }

    /** Works with the keys of a vault as the module does. */
    static <T> T with(KeyVault vault, Function<KeySession, T> work) {
        KeySession.Terms terms = new KeySession.Terms(true, Custody.SOFTWARE, TODAY);
        try (KeySession session = new KeySession(new VaultHolder(vault), new SystemKeySource(), terms)) {
            return Refusal.translate(() -> work.apply(session));
        }
    }

    /** Owned by the bank, for the personalizer. */
    static KeyCustody fromBank(Exportability exportability) {
        return new KeyCustody(Optional.of(BANK), Optional.of(PERSONALIZER), exportability);
    }

    static Announced cvk(KeyName name) {
        return announced(name, KeyPurpose.CVK);
    }

    static Announced announced(KeyName name, KeyPurpose purpose) {
        return new Announced(
                name,
                purpose,
                KeyDirection.NONE,
                KCV,
                fromBank(Exportability.SENSITIVE),
                KeyState.ACTIVE,
                Cryptoperiod.UNLIMITED);
    }

    static Announced with(Announced announced, KeyCheckValue checkValue) {
        return new Announced(
                announced.name(),
                announced.purpose(),
                announced.direction(),
                checkValue,
                announced.custody(),
                announced.state(),
                Cryptoperiod.UNLIMITED);
    }

    static KeyCheckValue kcv(KeyAlgorithm algorithm, String hex) {
        try (SecretBytes key = secret(hex.length() == 16 ? hex + hex : hex)) {
            return NewKey.checkValue(algorithm, key);
        }
    }

    static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
