package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_TWICE;
import static org.cardwright.perso.verify.VerificationRule.KEY_TWICE;
import static org.cardwright.perso.verify.VerificationRule.ORDER_TWICE;
import static org.cardwright.perso.verify.VerificationRule.SERIAL_TWICE;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.verify.CertificateChain.Certified;

/** What no two cards of a batch may share. PANs are held only as salted hashes, and only as long as the verification. */
final class OncePerBatch {

    private static final int SALT_BYTES = 32;

    private final Findings findings;
    private final ByteString salt;
    private final Set<String> orders = new HashSet<>();
    private final Set<ByteString> cards = new HashSet<>();
    private final Map<ByteString, Integer> keys = new HashMap<>();
    private final Map<ByteString, Integer> serials = new HashMap<>();

    OncePerBatch(Findings findings) {
        this.findings = findings;
        byte[] random = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(random);
        salt = ByteString.of(random);
    }

    void order(String order) {
        findings.require(orders.add(order), ORDER_TWICE, "order", "");
    }

    void card(int index, List<CardView> views) {
        views.stream().flatMap(view -> view.main().stream()).findFirst().ifPresent(this::card);
        for (CardView view : views) {
            ByteString issuer = view.issuerKey().map(RsaPublic::modulus).orElse(ByteString.EMPTY);
            view.iccKey().ifPresent(key -> certified(index, issuer, key, "9F46"));
            view.pinKey().ifPresent(key -> certified(index, issuer, key, "9F2D"));
        }
    }

    private void card(CardData card) {
        ByteString identity =
                ByteString.ascii(card.panDigits() + "/" + card.get(0x5F34).toHex() + "/" + card.expirationYymm());
        findings.require(cards.add(Sha.sha256(salt, identity)), CARD_TWICE, "5A", "");
    }

    private void certified(int index, ByteString issuer, Certified certified, String field) {
        ByteString modulus = Sha.sha256(certified.key().modulus());
        boolean ownKey = owner(keys, modulus, index) == index;
        findings.require(ownKey, KEY_TWICE, field, "");
        ByteString serial = Sha.sha256(issuer, certified.serial());
        findings.require(owner(serials, serial, index) == index, SERIAL_TWICE, field, "");
    }

    /** A card may repeat its own key or certificate on another interface. */
    private static int owner(Map<ByteString, Integer> owners, ByteString what, int index) {
        return owners.computeIfAbsent(what, first -> index);
    }
}
