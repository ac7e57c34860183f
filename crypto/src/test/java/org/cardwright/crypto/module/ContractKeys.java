package org.cardwright.crypto.module;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.sample.PublishedVector;

/**
 * What every back end knows beside the published test keys: the transport keys of {@link ExchangeVault}, master keys of published
 * diversifications, protection keys of published key blocks.
 */
final class ContractKeys {

    static final KeyName KMC = KeyName.of("published.kmc");
    static final KeyName KMC_AES = KeyName.of("published.kmc-aes");

    private static final String DES_KMC = "404142434445464748494A4B4C4D4E4F";

    private ContractKeys() {}

    /** A KMC of AES: the bytes 40, 41 and so on, as the published one of 128 bits has them. */
    static KeyName kmcAes(int bits) {
        return bits == 128 ? KMC_AES : KeyName.of("published.kmc-aes-" + bits);
    }

    static String kmcAesHex(int bits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bits / Byte.SIZE; i++) {
            hex.append(String.format(Locale.ROOT, "%02X", 0x40 + i));
        }
        return hex.toString();
    }

    /** Adds them as it is done at the device itself. */
    static void addTo(KeyHolder holder) {
        ExchangeVault.addTo(holder);
        // the master key of the published vectors; for DES with odd parity, at which no cipher looks
        add(holder, KMC, KeyPurpose.CARD_MASTER, KeyAlgorithm.TDES, DES_KMC);
        for (int bits : new int[] {128, 192, 256}) {
            add(holder, kmcAes(bits), KeyPurpose.CARD_MASTER, KeyAlgorithm.AES, kmcAesHex(bits));
        }
        for (PublishedVector vector : blocks()) {
            if (holder.find(protection(vector)).isEmpty()) {
                add(holder, protection(vector), KeyPurpose.KEY_BLOCK_PROTECTION, cipher(vector), vector.input("kbpk"));
            }
        }
    }

    /** Published key blocks under keys that a back end takes; two are under a key of one byte repeated. */
    static List<PublishedVector> blocks() {
        return Stream.of("TR-31:2018", "ANSI X9.143", "ISO 20038")
                .flatMap(prefix -> PublishedVector.startingWith(prefix).stream())
                .toList();
    }

    /** The protection key of a published key block, named by its check value. */
    static KeyName protection(PublishedVector vector) {
        String checkValue =
                ExchangeVault.kcv(cipher(vector), vector.input("kbpk")).toHex();
        return KeyName.of("published.kbpk-" + checkValue.toLowerCase(Locale.ROOT));
    }

    private static KeyAlgorithm cipher(PublishedVector vector) {
        return KeyBlockVersion.ofLetter(vector.input("keyblock").charAt(0)).cipher();
    }

    private static void add(KeyHolder holder, KeyName name, KeyPurpose purpose, KeyAlgorithm algorithm, String hex) {
        try (SecretBytes published = ExchangeVault.secret(hex);
                SecretBytes key = algorithm == KeyAlgorithm.TDES ? DesParity.adjusted(published) : published) {
            holder.addNew(NewKey.checked(wanted(name, purpose, algorithm), key));
        }
    }

    private static NewKey.Wanted wanted(KeyName name, KeyPurpose purpose, KeyAlgorithm algorithm) {
        KeyCustody custody =
                new KeyCustody(Optional.of(ExchangeVault.BANK), Optional.of(ExchangeVault.BUREAU), Exportability.NEVER);
        return new NewKey.Wanted(
                name,
                purpose,
                algorithm,
                purpose.isTransport() ? KeyDirection.ISSUER_TO_DATA_PREPARATION : KeyDirection.NONE,
                true,
                Optional.empty(),
                NewKey.Standing.of(KeyState.ACTIVE, custody));
    }
}
