package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyUse;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.SingleLength;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;

/** The three ways in which a key of another party comes into a module. */
final class KeyImport {

    private final KeySession session;
    private final Announced announced;

    KeyImport(KeySession session, Announced announced) {
        this.session = session;
        this.announced = announced;
    }

    /** In a key block, which binds the key to its use. */
    Imported block(KeyName transportKey, String block) {
        session.requireTransit("a key that comes in");
        KeyAttributes transport = transport(transportKey, KeyNeed.incomingKeyBlock());
        Tr31.Unwrapped unwrapped = Tr31.unwrap(block, session.cipher(transport));
        try (SecretBytes clear = unwrapped.key()) {
            KeyBlockHeader header = unwrapped.header();
            KeyAlgorithm algorithm = KeyAlgorithm.ofLetter(header.algorithm());
            requireStrong(transport, algorithm, clear);
            use().requireAdmits(header);
            require(!header.isForAnotherHash(), announced.name() + ": HMAC is with SHA-256 here");
            return store(
                    new Came(algorithm, Set.of(), transport.test(), Exportability.ofLetter(header.exportability())),
                    clear,
                    Optional.of(header));
        }
    }

    /** Under a key, with nothing that tells its use. */
    Imported cryptogram(KeyName transportKey, Cryptogram cryptogram) {
        session.requireTransit("a key that comes in");
        KeyAttributes transport = transport(transportKey, KeyNeed.incoming(KeyPurpose.KEK));
        require(
                transport.algorithm() == cryptogram.form().wrappingAlgorithm(),
                cryptogram.form() + " is under " + cryptogram.form().wrappingAlgorithm() + ", " + transportKey + " is "
                        + transport.describeAlgorithm());
        try (SecretBytes clear = cryptogram.form().open(cryptogram.content(), session.cipher(transport))) {
            requireStrong(transport, cryptogram.algorithm(), clear);
            return store(
                    new Came(cryptogram.algorithm(), cryptogram.leniency(), transport.test(), Exportability.SENSITIVE),
                    clear,
                    Optional.empty());
        }
    }

    /** In components. */
    Imported components(KeyComponents components, Set<Leniency> leniency) {
        session.requireTransit("a key that comes in");
        Set<Leniency> withParity = leniency.contains(Leniency.SINGLE_LENGTH)
                ? Set.of(Leniency.SINGLE_LENGTH, Leniency.ANY_PARITY)
                : Set.of(Leniency.ANY_PARITY);
        try (SecretBytes sum = components.sum()) {
            return store(
                    new Came(components.algorithm(), withParity, false, Exportability.SENSITIVE),
                    sum,
                    Optional.empty());
        }
    }

    private KeyUse use() {
        return KeyUse.of(announced.purpose(), announced.direction());
    }

    /** A key of KEK1 that is shared with the owner of the new key. */
    private KeyAttributes transport(KeyName name, KeyNeed need) {
        KeyAttributes transport = session.holder().attributes(name);
        need.requireMet(transport, session.today());
        Optional<Party> owner = announced.custody().owner();
        require(
                transport.test() || transport.custody().isKnown(),
                name + " belongs to nobody; say whose it is before a key comes in under it");
        require(
                !transport.custody().isKnown()
                        || owner.filter(transport.custody()::isSharedWith).isPresent(),
                name + " is not shared with the owner of " + announced.name());
        return transport;
    }

    private void requireStrong(KeyAttributes transport, KeyAlgorithm algorithm, SecretBytes clear) {
        require(
                transport.algorithm().strength(transport.bits()) >= algorithm.strength(algorithm.bits(clear.size())),
                announced.name() + ": " + transport.describeAlgorithm() + " is weaker than the key it carries");
    }

    /**
     * How a key came.
     *
     * @param algorithm what it is a key of
     * @param leniency what is let through
     * @param test is it under a test key?
     * @param exportability in what form it may leave at most
     */
    private record Came(KeyAlgorithm algorithm, Set<Leniency> leniency, boolean test, Exportability exportability) {}

    private Imported store(Came came, SecretBytes clear, Optional<KeyBlockHeader> header) {
        use().requireComes();
        require(
                announced.state() == KeyState.ACTIVE || announced.state() == KeyState.PRE_ACTIVATION,
                announced.name() + ": a key begins in PRE_ACTIVATION or ACTIVE");
        Optional<DesParity> parity =
                came.algorithm() == KeyAlgorithm.TDES ? Optional.of(DesParity.of(clear)) : Optional.empty();
        try (SecretBytes examined = examined(came, clear)) {
            boolean singleLength = came.algorithm() == KeyAlgorithm.TDES && SingleLength.is(examined);
            NewKey checked = NewKey.checked(wanted(came, singleLength), examined);
            NewKey key = announced.state() == KeyState.ACTIVE ? checked.startedOn(session.today()) : checked;
            session.holder().addNew(key);
            return new Imported(
                    key.attributes(),
                    parity,
                    header.map(KeyBlockHeader::format),
                    header.map(KeyBlockHeader::unknownOptionalBlocks).orElse(List.of()));
        }
    }

    private NewKey.Wanted wanted(Came came, boolean singleLength) {
        return new NewKey.Wanted(
                announced.name(),
                announced.purpose(),
                came.algorithm(),
                announced.direction(),
                came.test(),
                Optional.of(announced.checkValue()),
                new NewKey.Standing(
                        announced.state(),
                        announced.custody().narrowedBy(came.exportability()),
                        announced.period(),
                        singleLength));
    }

    /** A copy with the parity and the length that keys have here. */
    private SecretBytes examined(Came came, SecretBytes clear) {
        if (came.algorithm() != KeyAlgorithm.TDES) {
            return SecretBytes.copyOf(ClearKeyAccess.open(clear));
        }
        require(
                came.leniency().contains(Leniency.ANY_PARITY) || DesParity.of(clear) == DesParity.ODD,
                announced.name() + ": the DES key has not odd parity");
        SecretBytes adjusted = DesParity.adjusted(clear);
        if (!SingleLength.is(adjusted)) {
            return adjusted;
        }
        try (adjusted) {
            require(
                    came.leniency().contains(Leniency.SINGLE_LENGTH),
                    announced.name() + ": a single-length DES key, or one with equal parts");
            return SingleLength.doubled(adjusted);
        }
    }
}
