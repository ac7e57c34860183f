package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_TWICE;
import static org.cardwright.perso.verify.VerificationRule.KEY_TWICE;
import static org.cardwright.perso.verify.VerificationRule.ORDER_TWICE;
import static org.cardwright.perso.verify.VerificationRule.SERIAL_TWICE;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Fingerprints;
import org.cardwright.perso.verify.CertificateChain.Certified;

/** What no two cards of a batch may share. PANs are held only as salted hashes, and only as long as the verification. */
final class OncePerBatch {

    private static final int SALT_BYTES = 32;

    private final Findings findings;
    private final ByteString salt;
    private final Fingerprints orders = new Fingerprints();
    private final Fingerprints cards = new Fingerprints();
    private final Fingerprints keys = new Fingerprints();
    private final Fingerprints serials = new Fingerprints();

    OncePerBatch(Findings findings) {
        this.findings = findings;
        byte[] random = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(random);
        salt = ByteString.of(random);
    }

    void order(int card, String order) {
        ByteString hash = Sha.sha256(salt, ByteString.of(order.getBytes(StandardCharsets.UTF_8)));
        findings.require(orders.first(hash, card) == card, ORDER_TWICE, "order", "");
    }

    void card(int index, List<CardView> views) {
        views.stream().flatMap(view -> view.main().stream()).findFirst().ifPresent(data -> card(index, data));
        for (CardView view : views) {
            ByteString issuer = view.issuerKey().map(RsaPublic::modulus).orElse(ByteString.EMPTY);
            view.iccKey().ifPresent(key -> certified(index, issuer, key, "9F46"));
            view.pinKey().ifPresent(key -> certified(index, issuer, key, "9F2D"));
        }
    }

    private void card(int index, CardData card) {
        ByteString identity =
                ByteString.ascii(card.panDigits() + "/" + card.get(0x5F34).toHex() + "/" + card.expirationYymm());
        findings.require(cards.first(Sha.sha256(salt, identity), index) == index, CARD_TWICE, "5A", "");
    }

    private void certified(int index, ByteString issuer, Certified certified, String field) {
        ByteString modulus = Sha.sha256(certified.key().modulus());
        // a card may repeat its own key or certificate on another interface
        findings.require(keys.first(modulus, index) == index, KEY_TWICE, field, "");
        ByteString serial = Sha.sha256(issuer, certified.serial());
        findings.require(serials.first(serial, index) == index, SERIAL_TWICE, field, "");
    }
}
