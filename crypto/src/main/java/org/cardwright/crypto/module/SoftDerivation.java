package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.ChipKeyDerivation;
import org.cardwright.crypto.derive.CounterModeKdf;
import org.cardwright.crypto.derive.DerivedKey;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.DiversificationData.Card;
import org.cardwright.crypto.derive.DiversificationData.Chip;
import org.cardwright.crypto.derive.DiversificationData.CounterMode;
import org.cardwright.crypto.derive.DiversificationData.Scp02Session;
import org.cardwright.crypto.derive.DiversificationData.Scp03Session;
import org.cardwright.crypto.derive.DiversificationData.SecurityDomain;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.Scp02Keys;
import org.cardwright.crypto.scp.Scp03Keys;

/**
 * A method of the catalogue over one opened master key.
 *
 * @param method of the catalogue
 * @param algorithm of the master key, one that the method starts from
 * @param master the key
 */
record SoftDerivation(KeyDiversification method, KeyAlgorithm algorithm, Master master) {

    /** How the master key is used; what is opened stays its session's but for the MAC. */
    interface Master {

        /** For methods that encrypt. */
        KeyCipher cipher();

        /** For methods over HMAC. */
        KeyMac mac();

        /** For cards that hold the master key itself. */
        SecretBytes clear();
    }

    /**
     * The keys in the order of the catalogue, closed by the caller.
     *
     * @param data of the shape that the method takes
     */
    List<DerivedKey> keys(DiversificationData data) {
        return switch (method) {
            case EMV_A, EMV_B, EMV_C, KIC_TDES, KIC_AES, KDF_CMAC -> named(ofCipher(data));
            case KDF_HMAC_SHA256 -> named(ofHmac((CounterMode) data));
            case NONE, CPS11, VISA2, KDF3 -> named(cardKeys(method, (SecurityDomain) data));
            case SCP02 -> scp02((Scp02Session) data);
            case SCP03 -> scp03((Scp03Session) data);
            case PBKDF2 -> throw new IllegalStateException("no key of a module to derive from");
        };
    }

    private SecretBytes ofCipher(DiversificationData data) {
        KeyCipher cipher = master.cipher();
        if (data instanceof Card card) {
            return cardKey(cipher, card);
        }
        if (data instanceof Chip chip) {
            return method == KeyDiversification.KIC_AES
                    ? ChipKeyDerivation.aes(cipher, chip.number())
                    : ChipKeyDerivation.tdes(cipher, chip.number());
        }
        CounterMode input = (CounterMode) data;
        return CounterModeKdf.cmac(cipher, input.fixedInput(), input.bits() / 8);
    }

    private SecretBytes cardKey(KeyCipher cipher, Card card) {
        String pan = card.pan().digits();
        String number = card.sequenceNumber().digits();
        return switch (method) {
            case EMV_A -> IccMasterKeyDerivation.optionA(cipher, pan, number);
            case EMV_B -> IccMasterKeyDerivation.optionB(cipher, pan, number);
            default -> IccMasterKeyDerivation.optionC(cipher, pan, number);
        };
    }

    private SecretBytes ofHmac(CounterMode input) {
        try (KeyMac mac = master.mac()) {
            return CounterModeKdf.hmacSha256(mac, input.fixedInput(), input.bits() / 8);
        }
    }

    private CardKeySet cardKeys(KeyDiversification by, SecurityDomain card) {
        return by == KeyDiversification.NONE
                ? CardManagementKeys.undiversified(algorithm, master.clear())
                : CardManagementKeys.derive(by, master.cipher(), card.data());
    }

    private List<DerivedKey> scp02(Scp02Session session) {
        try (CardKeySet card = cardKeys(session.cardKeys(), session.card())) {
            Scp02Keys keys = Scp02Keys.derive(card, session.sequenceCounter());
            return named(keys.enc(), keys.mac(), keys.rmac(), keys.dek());
        }
    }

    private List<DerivedKey> scp03(Scp03Session session) {
        try (CardKeySet card = cardKeys(session.cardKeys(), session.card())) {
            Scp03Keys keys = Scp03Keys.derive(card, session.hostChallenge(), session.cardChallenge());
            return named(keys.enc(), keys.mac(), keys.rmac());
        }
    }

    private List<DerivedKey> named(CardKeySet set) {
        return named(set.enc(), set.mac(), set.dek());
    }

    /** Takes the keys over, all or none. */
    private List<DerivedKey> named(SecretBytes... keys) {
        KeyAlgorithm derived = algorithm == KeyAlgorithm.HMAC ? KeyAlgorithm.AES : algorithm;
        List<DerivedKey> named = new ArrayList<>();
        try {
            for (int i = 0; i < keys.length; i++) {
                named.add(DerivedKey.sound(method.result().keys().get(i), derived, keys[i]));
            }
            return List.copyOf(named);
        } catch (KeyRefusedException weak) {
            List.of(keys).forEach(SecretBytes::close);
            throw weak;
        }
    }
}
