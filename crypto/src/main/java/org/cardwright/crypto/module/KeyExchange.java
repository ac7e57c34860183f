package org.cardwright.crypto.module;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.formats.bytes.ByteString;

/**
 * Keys between parties: KEK1 from the issuer, KEK2 to the personalizer, master and transport keys of the card maker.
 *
 * <p>Every key comes with a check value that took another way, and goes only to the party that its custody names, under a key shared
 * with that party. No operation answers with a clear key. All refuse with {@link SecurityModuleException} of kind KEY_REFUSED; no
 * message quotes a block, a cryptogram or a component.
 */
public interface KeyExchange {

    /**
     * What is known of a key before it is opened.
     *
     * @param name label and version it gets; must be free
     * @param purpose its only use; a key block must say the same
     * @param direction of a transport key, else NONE
     * @param checkValue that came with it on another way
     * @param custody owner, recipient and the widest form in which it may leave; a key block may narrow that
     * @param state PRE_ACTIVATION or ACTIVE
     * @param period days of its use; UNLIMITED for the standard period of its purpose from its activation on
     */
    record Announced(
            KeyName name,
            KeyPurpose purpose,
            KeyDirection direction,
            KeyCheckValue checkValue,
            KeyCustody custody,
            KeyState state,
            Cryptoperiod period) {}

    /** What is let through although keys are not like this any more. */
    enum Leniency {
        /** A DES key of any parity; it is adjusted, and said so. */
        ANY_PARITY,
        /** A DES key of 56 bits, or one with equal halves, which then only reads what comes in. */
        SINGLE_LENGTH
    }

    /**
     * A key under a key, without a key block.
     *
     * @param form how it lies there
     * @param content cryptogram
     * @param algorithm TDES or AES
     * @param leniency what is let through
     */
    record Cryptogram(KeyCryptogram form, ByteString content, KeyAlgorithm algorithm, Set<Leniency> leniency) {

        /** Keeps a copy of the set. */
        public Cryptogram {
            leniency = Set.copyOf(leniency);
        }
    }

    /**
     * A key that came in.
     *
     * @param key what it is now
     * @param parity in which it came, for DES; anything but ODD was adjusted
     * @param blockVersion of the key block; empty for the other forms. A and C protect poorly and should be told
     * @param notUnderstood optional blocks of the key block that nothing here acts upon
     */
    record Imported(
            KeyAttributes key,
            Optional<DesParity> parity,
            Optional<KeyBlockVersion> blockVersion,
            List<String> notUnderstood) {

        /** Keeps a copy of the list. */
        public Imported {
            notUnderstood = List.copyOf(notUnderstood);
        }

        /** The key. */
        @Override
        public String toString() {
            return key.toString();
        }
    }

    /**
     * Opens a key block of version A to E and stores the key; a key under a test key is a test key. ANSI X9.143.
     *
     * @param transportKey KEK or KEY_BLOCK_PROTECTION key of direction ISSUER_TO_DATA_PREPARATION, shared with the owner
     */
    Imported importBlock(KeyName transportKey, String block, Announced announced);

    /**
     * Opens a key that lies under a key without a key block, and stores it; a key under a test key is a test key.
     *
     * @param transportKey KEK key of direction ISSUER_TO_DATA_PREPARATION, shared with the owner
     */
    Imported importCryptogram(KeyName transportKey, Cryptogram cryptogram, Announced announced);

    /**
     * Stores the key that components add up to. Parity is adjusted, as the sum of two components never has it.
     *
     * @param components all entered; closed by the caller
     * @param leniency SINGLE_LENGTH, or nothing
     */
    Imported importComponents(KeyComponents components, Announced announced, Set<Leniency> leniency);

    /** In what form a key leaves. */
    enum Form {
        /** Key block of version B, under 3DES. */
        BLOCK_B(Optional.of(KeyBlockVersion.B)),
        /** Key block of version D, under AES. */
        BLOCK_D(Optional.of(KeyBlockVersion.D)),
        /** Key block of version E, under AES. */
        BLOCK_E(Optional.of(KeyBlockVersion.E)),
        /** RFC 5649, under AES; says nothing of the use and needs a key that may leave in any form. */
        AES_KWP(Optional.empty());

        private final Optional<KeyBlockVersion> version;

        Form(Optional<KeyBlockVersion> version) {
            this.version = version;
        }

        /** Version of the key block; empty when it is none. */
        public Optional<KeyBlockVersion> version() {
            return version;
        }

        /** What the protecting key is a key of. */
        public KeyAlgorithm protection() {
            return version.map(KeyBlockVersion::cipher).orElse(KeyAlgorithm.AES);
        }
    }

    /**
     * A key that shall leave.
     *
     * @param key name
     * @param under KEK or KEY_BLOCK_PROTECTION key of direction DATA_PREPARATION_TO_PERSONALIZER
     * @param recipient who gets it
     * @param form as what
     */
    record Order(KeyName key, KeyName under, Party recipient, Form form) {}

    /**
     * A key as it leaves.
     *
     * @param text key block, or cryptogram in capital hexadecimal digits
     * @param key what it is
     */
    record Exported(String text, KeyAttributes key) {

        /** The key, not the text. */
        @Override
        public String toString() {
            return key.toString();
        }
    }

    /**
     * Wraps a key for its recipient. The recipient's copy has the opposite mode of use and may not be passed on.
     *
     * @throws SecurityModuleException KEY_REFUSED when the key may not leave in this form or is for another recipient, when the
     *     protecting key is not shared with the recipient, weaker, of another algorithm, or a test key that should protect a real one
     */
    Exported export(Order order);
}
