package org.cardwright.crypto.prepare;

import java.util.List;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.IssuerCertificateProfile;

/** Puts everything in place that the static signature covers, and writes the signed records. */
final class ParameterStage {

    private final IssuerCertificates issuerCertificates;

    ParameterStage(IssuerCertificates issuerCertificates) {
        this.issuerCertificates = issuerCertificates;
    }

    void run(List<CardWork> cards) {
        for (CardWork card : cards) {
            for (ApplicationWork application : card.applications()) {
                application.profile().authentication().ifPresent(a -> certificate(application, a));
                application.checkOrderValues();
            }
            for (ApplicationWork application : card.applications()) {
                if (card.goesOn()) {
                    application.build(true);
                }
            }
        }
    }

    private void certificate(ApplicationWork application, AuthenticationProfile authentication) {
        IssuerCertificateProfile profile = authentication.certificate();
        CardWork card = application.card();
        if (card.order().expirationDate().lastDay().isAfter(profile.expiration().lastDay())) {
            card.refuse("EXPIRATION_DATE", RejectReason.CERTIFICATE_SHORTER_THAN_CARD);
        }
        if (!card.order().pan().digits().startsWith(profile.identifier())) {
            card.refuse("PAN", RejectReason.BIN_NOT_OF_PRODUCT);
        }
        Certificates.IssuerCertificate certificate = issuerCertificates.find(profile);
        application.computed(Computation.AUTHORITY_KEY_INDEX, ByteString.ofByte(profile.index()));
        application.computed(Computation.ISSUER_CERTIFICATE, certificate.certificate());
        application.computed(Computation.ISSUER_REMAINDER, certificate.remainder());
        application.computed(Computation.ISSUER_EXPONENT, certificate.exponent());
    }
}
