package org.cardwright.formats.profile.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ModulusLengths;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.RsaKeyProfile;

/** Lengths of RSA keys against certificates, records and responses. EMV 4.4 Book 2, annex D2. */
final class KeyLengthChecks {

    /** Tag and length of 9F10. */
    private static final int IAD_HEADER_BYTES = 3;

    private static final int MAX_IAD_BYTES = 32;

    private KeyLengthChecks() {}

    static void check(LintContext context) {
        context.authentication().ifPresent(authentication -> {
            int issuerBytes = authentication.certificate().issuerBytes();
            boolean certifies = authentication.certificatesPerCard() > 0;
            int most = certifies ? ModulusLengths.MAX_CERTIFYING_BYTES : ModulusLengths.MAX_BYTES;
            if (issuerBytes > most || authentication.certificate().authorityBytes() > ModulusLengths.MAX_BYTES) {
                context.report(
                        LintRule.KEY_TOO_LONG_FOR_RECORD,
                        "the issuer key has " + issuerBytes + " bytes, at most " + most);
            }
            for (RsaKeyProfile key : cardKeys(authentication)) {
                if (key.bytes() > issuerBytes) {
                    context.report(
                            LintRule.CARD_KEY_LONGER_THAN_ISSUER_KEY,
                            "a key of the card has " + key.bytes() + " bytes, that of the issuer " + issuerBytes);
                }
            }
            combined(context, authentication);
        });
    }

    private static List<RsaKeyProfile> cardKeys(AuthenticationProfile authentication) {
        return Stream.of(authentication.iccKey(), authentication.pinKey())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The signature and the issuer application data share one response. */
    private static void combined(LintContext context, AuthenticationProfile authentication) {
        if (!authentication.methods().contains(AuthenticationMethod.CDA)) {
            return;
        }
        int iad = context.fixed("9F10").map(ByteString::size).orElse(MAX_IAD_BYTES);
        int most = ModulusLengths.MAX_CDA_BYTES - IAD_HEADER_BYTES - iad;
        authentication
                .iccKey()
                .filter(key -> key.bytes() > most)
                .ifPresent(key -> context.report(
                        LintRule.CDA_KEY_TOO_LONG,
                        "the ICC key has " + key.bytes() + " bytes, at most " + most + " with " + iad
                                + " bytes of issuer application data"));
    }
}
