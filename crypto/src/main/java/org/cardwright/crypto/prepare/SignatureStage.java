package org.cardwright.crypto.prepare;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardValues;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.emv.StaticDataToBeAuthenticated;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationMethod;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.RsaKeyProfile;
import org.cardwright.formats.profile.SecretClass;
import org.cardwright.formats.profile.TagNode;

/** Signs static data, generates and certifies keys of the cards. EMV 4.4 Book 2, 5.4, 6.1 and 7.1. */
final class SignatureStage {

    private static final String ICC_CERTIFICATE = "9F46";
    private static final String PIN_CERTIFICATE = "9F2D";
    private static final String SDA_TAG_LIST = "9F4A";

    private final Certificates certificates;
    private final CardValues cardValues;

    SignatureStage(Certificates certificates, CardValues cardValues) {
        this.certificates = certificates;
        this.cardValues = cardValues;
    }

    /** Signed static application data, tag 93. */
    void signStaticData(List<CardWork> cards) {
        ModuleRequests<CardValues.DataAuthenticationCodeRequest, ByteString> codes = new ModuleRequests<>();
        ModuleRequests<Certificates.StaticSignatureRequest, ByteString> requests = new ModuleRequests<>();
        for (CardWork card : cards) {
            for (ApplicationWork application : card.applications()) {
                AuthenticationProfile authentication =
                        application.profile().authentication().orElse(null);
                if (authentication == null || !authentication.methods().contains(AuthenticationMethod.SDA)) {
                    continue;
                }
                Optional<KeyReference> key = authentication.dataAuthenticationKey();
                if (key.isPresent()) {
                    codes.add(code(card.order(), key.get()), code -> sign(application, authentication, code, requests));
                } else {
                    sign(application, authentication, authentication.dataAuthenticationCode(), requests);
                }
            }
        }
        codes.send(cardValues::dataAuthenticationCodes);
        requests.send(certificates::signStaticData);
    }

    private static CardValues.DataAuthenticationCodeRequest code(CardApplication order, KeyReference key) {
        return new CardValues.DataAuthenticationCodeRequest(KeyNames.of(key), order.pan(), order.panSequenceNumber());
    }

    private static void sign(
            ApplicationWork application,
            AuthenticationProfile authentication,
            ByteString dataAuthenticationCode,
            ModuleRequests<Certificates.StaticSignatureRequest, ByteString> requests) {
        requests.add(
                new Certificates.StaticSignatureRequest(
                        issuerKey(authentication), dataAuthenticationCode, staticData(application)),
                signature -> application.computed(Computation.SIGNED_STATIC_DATA, signature));
    }

    /** Keys of the cards with their certificates. */
    void certifyCardKeys(List<CardWork> cards) {
        ModuleRequests<Certificates.IccKeyRequest, Certificates.IccKeySet> requests = new ModuleRequests<>();
        for (CardWork card : cards) {
            for (ApplicationWork application : card.applications()) {
                application.profile().authentication().ifPresent(a -> addKeys(application, a, requests));
            }
        }
        requests.send(certificates::generateIccKeys);
    }

    private static void addKeys(
            ApplicationWork application,
            AuthenticationProfile authentication,
            ModuleRequests<Certificates.IccKeyRequest, Certificates.IccKeySet> requests) {
        int serial = 0;
        if (authentication.iccKey().isPresent()) {
            RsaKeyProfile key = authentication.iccKey().get();
            Certificates.IccKeyRequest request = new KeyOrder(application, authentication, key, ICC_CERTIFICATE)
                    .request(application.serial(serial++), Optional.of(staticData(application)));
            requests.add(request, set -> {
                application.computed(Computation.ICC_CERTIFICATE, set.certificate());
                application.computed(Computation.ICC_EXPONENT, set.exponent());
                application.computed(Computation.ICC_REMAINDER, set.remainder());
                wrap(application, DgiProfile.CardRsaKey.ICC, set);
            });
        }
        if (authentication.pinKey().isPresent()) {
            // No static data in this certificate: EMV 4.4 Book 2, 7.1.
            RsaKeyProfile key = authentication.pinKey().get();
            Certificates.IccKeyRequest request = new KeyOrder(application, authentication, key, PIN_CERTIFICATE)
                    .request(application.serial(serial), Optional.empty());
            requests.add(request, set -> {
                application.computed(Computation.PIN_CERTIFICATE, set.certificate());
                application.computed(Computation.PIN_EXPONENT, set.exponent());
                application.computed(Computation.PIN_REMAINDER, set.remainder());
                wrap(application, DgiProfile.CardRsaKey.PIN_ENCIPHERMENT, set);
            });
        }
    }

    /** A key pair to be made for a card. */
    private record KeyOrder(
            ApplicationWork application, AuthenticationProfile authentication, RsaKeyProfile key, String tag) {

        Certificates.IccKeyRequest request(ByteString serialNumber, Optional<ByteString> staticData) {
            CardApplication order = application.card().order();
            return new Certificates.IccKeyRequest(
                    application.reference(tag),
                    key.bits(),
                    key.exponent(),
                    issuerKey(authentication),
                    order.pan(),
                    order.expirationDate(),
                    serialNumber,
                    staticData,
                    KeyNames.under(application.card().product(), SecretClass.KEY),
                    key.rejectLeadingZero()
                            ? Certificates.ZeroPolicy.REJECT_LEADING_ZERO
                            : Certificates.ZeroPolicy.LEFT_FILL,
                    key.filler());
        }
    }

    private static void wrap(ApplicationWork application, DgiProfile.CardRsaKey key, Certificates.IccKeySet set) {
        for (DgiProfile dgi : application.profile().dgis()) {
            if (dgi instanceof DgiProfile.RsaParts parts && parts.key() == key) {
                for (int i = 0; i < parts.dgis().size(); i++) {
                    application.wrapped(parts.dgis().get(i), set.wrappedParts().get(i));
                }
            }
        }
    }

    private static KeyName issuerKey(AuthenticationProfile authentication) {
        return KeyNames.of(authentication.certificate().issuerKey());
    }

    /** Exactly what a terminal collects: signed records in the order of the AFL, then the AIP when 9F4A asks for it. */
    private static ByteString staticData(ApplicationWork application) {
        ApplicationProfile profile = application.profile();
        CardInterface on = profile.signedInterface();
        return StaticDataToBeAuthenticated.collect(
                        profile.fileLocator(on).orElseThrow(() -> noRecords(profile)),
                        application.records(),
                        profile.fixed(SDA_TAG_LIST, on).filter(value -> isRead(profile, on)),
                        profile.interchangeProfile(on).orElseThrow(() -> noRecords(profile)))
                .bytes();
    }

    /** A terminal knows 9F4A when a record that it reads on this interface has it. EMV 4.4 Book 3, 10.3. */
    private static boolean isRead(ApplicationProfile profile, CardInterface on) {
        return profile.records(on).stream()
                .flatMap(layout -> TagNode.elements(layout.tags()).stream())
                .anyMatch(tag -> tag.toString().equals(SDA_TAG_LIST));
    }

    private static IllegalStateException noRecords(ApplicationProfile profile) {
        return new IllegalStateException("application " + profile.id() + " is authenticated but has no records");
    }
}
