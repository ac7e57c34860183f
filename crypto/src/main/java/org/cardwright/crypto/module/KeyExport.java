package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cardwright.crypto.key.AesKeyWrap;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlockHeader;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyUse;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.key.SingleLength;
import org.cardwright.crypto.key.Tr31;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Order;

/** A key on its way out of a module, held against every rule before it is opened. */
final class KeyExport {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeySession session;
    private final Order order;
    private final KeyAttributes key;
    private final KeyAttributes protection;

    KeyExport(KeySession session, Order order) {
        this.session = session;
        this.order = order;
        this.key = session.holder().attributes(order.key());
        this.protection = session.holder().attributes(order.under());
    }

    Exported export() {
        requireMayLeave();
        requireProtects();
        SecretBytes clear = session.clear(key);
        SecretBytes under = session.clear(protection);
        Optional<KeyBlockVersion> version = order.form().version();
        String text = version.isPresent()
                ? Tr31.wrap(header(version.get(), clear, under), clear, under, RANDOM)
                : AesKeyWrap.KWP.wrap(clear, under).toHex();
        return new Exported(text, key);
    }

    private void requireMayLeave() {
        KeyUse.of(key.purpose(), key.direction()).modeThere();
        key.refusal(KeyOperation.DISTRIBUTE, session.today()).ifPresent(refusal -> {
            throw refusal;
        });
        Exportability exportability = key.custody().exportability();
        require(exportability != Exportability.NEVER, key.name() + " may not leave");
        require(
                exportability == Exportability.SENSITIVE
                        || order.form().version().isPresent(),
                key.name() + " leaves in a key block only, because " + order.form() + " does not bind its use to it");
        require(
                key.custody().recipient().filter(order.recipient()::equals).isPresent(),
                key.name() + " is not for " + order.recipient());
        require(key.bits() != SingleLength.BITS, key.name() + " has 56 bits and only reads what comes in");
    }

    private void requireProtects() {
        KeyNeed need =
                order.form().version().isPresent() ? KeyNeed.outgoingKeyBlock() : KeyNeed.outgoing(KeyPurpose.KEK);
        need.requireMet(protection, session.today());
        require(!order.key().equals(order.under()), key.name() + " cannot protect itself");
        require(
                protection.custody().isSharedWith(order.recipient()),
                protection.name() + " is not shared with " + order.recipient());
        require(
                protection.algorithm() == order.form().protection(),
                order.form() + " is under " + order.form().protection() + ", " + protection.name() + " is "
                        + protection.describeAlgorithm());
        require(
                protection.algorithm().strength(protection.bits())
                        >= key.algorithm().strength(key.bits()),
                protection.name() + " is weaker than " + key.name());
        require(
                key.test() || !protection.test(),
                protection.name() + " is a published test key and protects no other key than a test key");
    }

    /** The recipient's copy: other side of the mode of use, never to be passed on, check values of both keys. */
    private KeyBlockHeader header(KeyBlockVersion version, SecretBytes clear, SecretBytes under) {
        return new KeyBlockHeader(
                        version.letter(),
                        key.purpose().usage(),
                        key.algorithm().letter(),
                        KeyUse.of(key.purpose(), key.direction()).modeThere(),
                        String.format(Locale.ROOT, "%02X", key.name().version()),
                        Exportability.NEVER.letter(),
                        List.of())
                .withCheckValues(clear, under);
    }
}
