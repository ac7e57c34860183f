package org.cardwright.crypto.module;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;

/**
 * What an operation demands of a key before it touches it.
 *
 * @param purposes one of these
 * @param direction exactly this
 * @param operation what is done with it
 */
record KeyNeed(Set<KeyPurpose> purposes, KeyDirection direction, KeyOperation operation) {

    /** ANSI X9.143, 6.3.1: K1 protects key blocks; K0 has always been taken for it as well. */
    private static final Set<KeyPurpose> KEY_BLOCK_KEYS = Set.of(KeyPurpose.KEK, KeyPurpose.KEY_BLOCK_PROTECTION);

    private static final KeyNeed ISSUER_MASTER_KEY = new KeyNeed(
            Arrays.stream(KeyPurpose.values())
                    .filter(KeyPurpose::isIssuerMasterKey)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(KeyPurpose.class))),
            KeyDirection.NONE,
            KeyOperation.PROTECT);

    /** A key that is no transport key. */
    static KeyNeed internal(KeyPurpose purpose) {
        return own(purpose, KeyOperation.PROTECT);
    }

    /** A key that is no transport key, for one operation. */
    static KeyNeed own(KeyPurpose purpose, KeyOperation operation) {
        return new KeyNeed(EnumSet.of(purpose), KeyDirection.NONE, operation);
    }

    /** Any issuer master key. */
    static KeyNeed issuerMasterKey() {
        return ISSUER_MASTER_KEY;
    }

    /** A key of KEK1, to decrypt. */
    static KeyNeed incoming(KeyPurpose purpose) {
        return new KeyNeed(EnumSet.of(purpose), KeyDirection.ISSUER_TO_DATA_PREPARATION, KeyOperation.PROCESS);
    }

    /** A key of KEK1 under which key blocks come. */
    static KeyNeed incomingKeyBlock() {
        return new KeyNeed(KEY_BLOCK_KEYS, KeyDirection.ISSUER_TO_DATA_PREPARATION, KeyOperation.PROCESS);
    }

    /** A key of KEK2 under which key blocks go. */
    static KeyNeed outgoingKeyBlock() {
        return new KeyNeed(KEY_BLOCK_KEYS, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, KeyOperation.PROTECT);
    }

    /** A key of KEK2, to encrypt. */
    static KeyNeed outgoing(KeyPurpose purpose) {
        return new KeyNeed(EnumSet.of(purpose), KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, KeyOperation.PROTECT);
    }

    /** A key of KEK2, to answer a question about what lies under it. */
    static KeyNeed checked(KeyPurpose purpose) {
        return new KeyNeed(EnumSet.of(purpose), KeyDirection.DATA_PREPARATION_TO_PERSONALIZER, KeyOperation.PROCESS);
    }

    /** Refuses a key of another purpose or direction, or one whose state or days forbid the operation on this day. */
    void requireMet(KeyAttributes key, LocalDate day) {
        if (!purposes.contains(key.purpose())) {
            throw new KeyRefusedException(key.name() + " is for " + key.purpose() + ", needed " + purposes);
        }
        if (key.direction() != direction) {
            throw new KeyRefusedException(key.name() + " goes " + key.direction() + ", needed " + direction);
        }
        key.refusal(operation, day).ifPresent(refusal -> {
            throw refusal;
        });
    }
}
