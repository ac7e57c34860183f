package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CARD_VALUES;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardValues.DataAuthenticationCodeRequest;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.AuthenticationProfile;

/** The data authentication code inside the signed static data: that of the product, or of this card. EMV 4.4 Book 2, 5.4, Table 7. */
final class DacRules {

    /** Header, format and hash algorithm stand before it. */
    private static final int AT = 3;

    private static final int BYTES = 2;

    private final Optional<SecurityModule> module;
    private final Optional<CardApplication> order;
    private final Findings findings;

    DacRules(Optional<SecurityModule> module, Optional<CardApplication> order, Findings findings) {
        this.module = module;
        this.order = order;
        this.findings = findings;
    }

    /** Nothing is said when the issuer key or the order is not known: the certificate chain is judged elsewhere. */
    void check(AuthenticationProfile profile, CardView view) {
        Optional<ByteString> expected = expected(profile);
        if (expected.isPresent() && view.staticBlock().isPresent()) {
            ByteString found = view.staticBlock().get().slice(AT, AT + BYTES);
            findings.require(found.equals(expected.get()), CARD_VALUES, "93", "DAC differs");
        }
    }

    private Optional<ByteString> expected(AuthenticationProfile profile) {
        if (profile.dataAuthenticationKey().isEmpty()) {
            return Optional.of(profile.dataAuthenticationCode()).filter(code -> code.size() == BYTES);
        }
        KeyName key = new KeyName(
                profile.dataAuthenticationKey().get().label(),
                profile.dataAuthenticationKey().get().version());
        return module.flatMap(m -> order.map(o -> m.cardValues()
                .dataAuthenticationCodes(
                        List.of(new DataAuthenticationCodeRequest(key, o.pan(), o.panSequenceNumber())))
                .get(0)));
    }
}
