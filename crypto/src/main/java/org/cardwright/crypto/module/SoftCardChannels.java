package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.util.Optional;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;

/** Secure channels in this process; the keys of a card stand in it for the time of one command. */
final class SoftCardChannels implements CardChannels {

    private static final KeyNeed KMC = KeyNeed.own(KeyPurpose.CARD_MASTER, KeyOperation.PROTECT);

    private final KeyRing ring;

    SoftCardChannels(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public Optional<CardSession> open(CardKeySource card, SessionParameters session, ByteString cardCryptogram) {
        boolean genuine = ring.inSession(keys -> {
            require(
                    ring.isTest() || card.method() != KeyDiversification.NONE,
                    card.master()
                            + " is the key of every card of its lot: such a lot is for tests, not for production");
            try (SecureMessaging messaging = messaging(keys, card, session)) {
                return messaging.isGenuine(cardCryptogram);
            }
        });
        return genuine ? Optional.of(new SoftCardSession(ring, card, session)) : Optional.empty();
    }

    static SecureMessaging messaging(KeySession keys, CardKeySource card, SessionParameters session) {
        return SecureMessaging.of(cardKeys(keys, card, session.protocol().algorithm()), session);
    }

    /** The static keys of a card, closed by the caller. */
    static CardKeySet cardKeys(KeySession keys, CardKeySource card, KeyAlgorithm wanted) {
        keys.requireTransit("a key of a card");
        KeyAttributes master = keys.attributes(card.master(), KMC);
        require(
                master.algorithm() == wanted,
                master.name() + " is " + master.describeAlgorithm() + ", the channel needs " + wanted);
        try {
            return card.method() == KeyDiversification.NONE
                    ? CardManagementKeys.undiversified(wanted, keys.clear(card.master(), KMC))
                    : CardManagementKeys.derive(
                            card.method(), keys.cipher(card.master(), KMC), card.diversificationData());
        } catch (IllegalArgumentException malformed) {
            throw Refusal.badInput(String.valueOf(malformed.getMessage()));
        }
    }
}
