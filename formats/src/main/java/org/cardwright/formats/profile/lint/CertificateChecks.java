package org.cardwright.formats.profile.lint;

import java.time.LocalDate;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.IssuerCertificateProfile;

/** The issuer certificate against time, BINs and AID. EMV 4.4 Book 2, 5.3 and 6.3; Book 3, 10.3. */
final class CertificateChecks {

    private static final int RID_BYTES = 5;

    private CertificateChecks() {}

    static void check(LintContext context) {
        context.authentication().ifPresent(a -> check(context, a.certificate()));
    }

    private static void check(LintContext context, IssuerCertificateProfile certificate) {
        LocalDate end = certificate.expiration().lastDay();
        LocalDate longest = context.on().plusYears(context.product().longestValidityYears());
        if (end.isBefore(context.on())) {
            context.report(LintRule.CERTIFICATE_EXPIRED, certificate.name() + " ended on " + end);
        } else if (end.isBefore(longest)) {
            context.report(
                    LintRule.CERTIFICATE_ENDS_BEFORE_CARDS,
                    certificate.name() + " ends on " + end + ", a card may be valid until " + longest);
        }
        for (String bin : context.product().ordering().bins()) {
            if (!bin.startsWith(certificate.identifier())) {
                context.report(
                        LintRule.IDENTIFIER_NOT_OF_BIN,
                        "BIN " + bin + " is not covered by identifier " + certificate.identifier());
            }
        }
        ByteString aid = context.application().aid();
        if (aid.size() < RID_BYTES || !aid.slice(0, RID_BYTES).equals(certificate.rid())) {
            context.report(
                    LintRule.RID_NOT_OF_AID,
                    "a terminal looks for the key under the RID of " + aid.toHex() + ", not under "
                            + certificate.rid().toHex());
        }
    }
}
