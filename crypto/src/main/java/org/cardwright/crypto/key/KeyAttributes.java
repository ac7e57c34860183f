package org.cardwright.crypto.key;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What is known of a key beside its bytes; in a key block all of it is bound to the key by the MAC. ANSI X9.143 (usage);
 * NIST SP 800-57 part 1, 7 (state).
 *
 * @param name label and version
 * @param purpose the only use
 * @param algorithm what it is a key of
 * @param bits strength: 112 or 168 for 3DES, 56 for single DES, the modulus for RSA
 * @param direction of a transport key, else NONE
 * @param state where it stands in its life
 * @param test true for a published test key
 * @param checkValue key check value with its rule
 * @param custody whose it is and who may have it
 * @param term the days in its life
 */
public record KeyAttributes(
        KeyName name,
        KeyPurpose purpose,
        KeyAlgorithm algorithm,
        int bits,
        KeyDirection direction,
        KeyState state,
        boolean test,
        KeyCheckValue checkValue,
        KeyCustody custody,
        KeyTerm term) {

    /** Checks that purpose, direction and algorithm belong together; {@link KeyRefusedException} when not. */
    public KeyAttributes {
        if (purpose.isTransport() == (direction == KeyDirection.NONE)) {
            throw new KeyRefusedException(name + ": a transport key, and no other, has a direction");
        }
        if ((state == KeyState.PENDING_DESTRUCTION) != term.destruction().isPresent()) {
            throw new KeyRefusedException(
                    name + ": a key that waits for its destruction, and no other, has a day for it");
        }
        if (!suits(purpose, algorithm, bits)
                || (isSingleLength(algorithm, bits) && !mayBeSingleLength(purpose, direction))) {
            throw new KeyRefusedException(name + ": no " + algorithm + " key of " + bits + " bits is for " + purpose);
        }
    }

    /** The same key in another state, whatever the life of a key says. */
    KeyAttributes in(KeyState other, KeyTerm otherTerm) {
        return new KeyAttributes(
                name, purpose, algorithm, bits, direction, other, test, checkValue, custody, otherTerm);
    }

    private KeyAttributes with(KeyCustody other) {
        return new KeyAttributes(name, purpose, algorithm, bits, direction, state, test, checkValue, other, term);
    }

    /** Is this the same key, wherever it stands in its life, and whether or not it has got an owner meanwhile? */
    public boolean isSameKey(KeyAttributes other) {
        boolean ownedByOthers = custody.isKnown() && other.custody.isKnown() && !custody.equals(other.custody);
        return !ownedByOthers && equals(other.in(state, term).with(custody));
    }

    /**
     * The key with an owner, which it had not; it leaves in no other form than before.
     *
     * @param recipient the only other party that has it, or may get it
     * @throws KeyRefusedException when it belongs to somebody already, is destroyed or waits for that
     */
    public KeyAttributes ownedBy(Party owner, Optional<Party> recipient) {
        require(!custody.isKnown(), name + " belongs to " + custody.parties() + " already, and a key keeps its owner");
        require(
                state != KeyState.PENDING_DESTRUCTION && state != KeyState.DESTROYED,
                name + " is " + state + " and gets no owner any more");
        return with(new KeyCustody(Optional.of(owner), recipient, custody.exportability()));
    }

    /**
     * The key in its next state; one that waits for its destruction is called back.
     *
     * @throws KeyRefusedException when its state does not lead there, or it takes a date to get there
     */
    public KeyAttributes becoming(KeyState next) {
        requireMayBecome(next);
        boolean dated = next == KeyState.PENDING_DESTRUCTION || next == KeyState.DESTROYED;
        require(!dated, name + ": the destruction of a key has its own two steps");
        return in(next, term.withoutDestruction());
    }

    /** The key on its first day of use, with the standard period of its purpose when it has no other; test keys have none. */
    public KeyAttributes startedOn(LocalDate day) {
        return test || term.period().isLimited()
                ? this
                : limitedTo(StandardPeriod.of(purpose).from(day));
    }

    /**
     * The key with other days of use.
     *
     * @throws KeyRefusedException when it is destroyed or waits for that
     */
    public KeyAttributes limitedTo(Cryptoperiod period) {
        require(
                state != KeyState.PENDING_DESTRUCTION && state != KeyState.DESTROYED,
                name + " is " + state + " and has no period any more");
        return in(state, KeyTerm.of(period));
    }

    /**
     * The first step of destruction: nothing is done with the key any more, and it can be called back.
     *
     * @param notBefore first day of the second step, UTC
     * @throws KeyRefusedException when its state does not lead there
     */
    public KeyAttributes awaitingDestruction(LocalDate notBefore) {
        requireMayBecome(KeyState.PENDING_DESTRUCTION);
        return in(KeyState.PENDING_DESTRUCTION, term.awaiting(new KeyTerm.Destruction(notBefore, state)));
    }

    /**
     * The second step of destruction.
     *
     * @param today UTC
     * @throws KeyRefusedException when its state does not lead there; a passing one when the day has not come
     */
    public KeyAttributes destroyed(LocalDate today) {
        requireMayBecome(KeyState.DESTROYED);
        LocalDate notBefore =
                term.destruction().map(KeyTerm.Destruction::notBefore).orElseThrow();
        if (today.isBefore(notBefore)) {
            throw KeyRefusedException.notYet(name + " may be destroyed from " + notBefore + " on");
        }
        return in(KeyState.DESTROYED, term.withoutDestruction());
    }

    private void requireMayBecome(KeyState next) {
        require(term.leads(state, next), name + " is " + state + " and cannot become " + next);
    }

    /** Why the key may not do this on a day; empty when it may. */
    public Optional<KeyRefusedException> refusal(KeyOperation operation, LocalDate day) {
        return operation.refusal(name, state, term, day);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }

    /** {@code TDES-112}, {@code AES-128}, {@code RSA-1408}. */
    public String describeAlgorithm() {
        return algorithm.describe(bits);
    }

    private static boolean suits(KeyPurpose purpose, KeyAlgorithm algorithm, int bits) {
        boolean doubleLength = algorithm == KeyAlgorithm.TDES && bits == 112;
        return switch (purpose) {
            case IMK_AC, IMK_SMC, IMK_SMI, IMK_IDN, CARD_MASTER, CHIP_MASTER ->
                doubleLength || algorithm == KeyAlgorithm.AES;
            case IMK_CVC3, IMK_DAC, CVK, PVK_PVV, PVK_IBM -> doubleLength;
            case KEK, KEY_BLOCK_PROTECTION, PIN_ENCRYPTION, DATA_ENCRYPTION -> algorithm.isBlockCipher();
            case ISSUER_RSA, CA_RSA -> algorithm == KeyAlgorithm.RSA;
            case MANIFEST_SIGNING -> algorithm == KeyAlgorithm.ED25519;
            case KEY_DERIVATION -> algorithm == KeyAlgorithm.AES || algorithm == KeyAlgorithm.HMAC;
            case RECORD_MAC, TEST_RANDOM_SEED -> algorithm == KeyAlgorithm.HMAC;
            case BATCH_DATA, KEY_PAIR_STORAGE, PIN_STORAGE -> algorithm == KeyAlgorithm.AES && bits == 256;
        };
    }

    private static boolean isSingleLength(KeyAlgorithm algorithm, int bits) {
        return algorithm == KeyAlgorithm.TDES && bits == SingleLength.BITS;
    }

    /** A key of 56 bits reads what comes in and protects nothing. */
    private static boolean mayBeSingleLength(KeyPurpose purpose, KeyDirection direction) {
        return direction == KeyDirection.ISSUER_TO_DATA_PREPARATION && purpose != KeyPurpose.KEY_BLOCK_PROTECTION;
    }

    /** Name and check value. */
    @Override
    public String toString() {
        return name + " " + checkValue;
    }
}
