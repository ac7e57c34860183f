package org.cardwright.crypto.hostcommand;

import java.util.List;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.IccPublicKeyCertificate;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;
import org.cardwright.crypto.oda.SignedStaticApplicationData;
import org.cardwright.formats.bytes.ByteString;

/** Offline data authentication in the device; everything is recovered with the public key before use. EMV 4.4 Book 2, 5 to 7. */
final class HostCertificates implements Certificates {

    private static final int PARTS = 5;

    private final HostClient client;
    private final HostInventory inventory;

    HostCertificates(HostClient client, HostInventory inventory) {
        this.client = client;
        this.inventory = inventory;
    }

    @Override
    public List<ByteString> signStaticData(List<StaticSignatureRequest> requests) {
        List<ByteString> signatures = client.all(CertificateCalls.SIGN_STATIC_DATA, requests);
        for (int i = 0; i < signatures.size(); i++) {
            StaticSignatureRequest request = requests.get(i);
            HostResult.requireRecovered(
                    new SignedStaticApplicationData(request.dataAuthenticationCode()),
                    SignedStaticApplicationData.recover(
                            inventory.known(request.issuerKey()), signatures.get(i), request.staticData()),
                    HostOperation.SIGN_STATIC_DATA);
        }
        return signatures;
    }

    @Override
    public List<IccKeySet> generateIccKeys(List<IccKeyRequest> requests) {
        List<IccKeySet> sets = client.all(CertificateCalls.GENERATE_CARD_KEY, requests);
        for (int i = 0; i < sets.size(); i++) {
            requireAsWanted(requests.get(i), sets.get(i), HostOperation.GENERATE_CARD_KEY);
        }
        return sets;
    }

    /** Recovers the certificate and looks at everything else that can be seen of a set. */
    void requireAsWanted(IccKeyRequest request, IccKeySet made, HostOperation operation) {
        HostResult.require(
                8 * made.modulus().size() == request.modulusBits()
                        && made.exponent().size() <= Integer.BYTES
                        && made.exponent().toUnsigned() == request.exponent(),
                operation,
                "the key is not as it was wanted");
        HostResult.require(hasParts(made), operation, "the parts are not as long as each other");
        HostResult.requireRecovered(
                new IccPublicKeyCertificate(
                        request.pan(),
                        request.expirationDate(),
                        request.serialNumber(),
                        new RsaPublicKey(made.modulus(), made.exponent())),
                IccPublicKeyCertificate.recover(
                        inventory.known(request.issuerKey()),
                        new IccPublicKeyCertificate.Elements(made.certificate(), made.remainder(), made.exponent()),
                        request.staticData().orElse(ByteString.EMPTY)),
                operation);
    }

    /** Each part has half the modulus and a padding. */
    private static boolean hasParts(IccKeySet made) {
        List<ByteString> parts = made.wrappedParts();
        return parts.size() == PARTS
                && parts.get(0).size() > made.modulus().size() / 2
                && parts.stream().mapToInt(ByteString::size).distinct().count() == 1;
    }

    @Override
    public IssuerCertificate certifyIssuerKey(IssuerCertificateRequest request) {
        IssuerCertificate made = client.one(CertificateCalls.CERTIFY_ISSUER_KEY, request);
        HostResult.requireRecovered(
                new IssuerPublicKeyCertificate(
                        request.issuerIdentifier(),
                        request.expirationDate(),
                        request.serialNumber(),
                        inventory.known(request.issuerKey())),
                IssuerPublicKeyCertificate.recover(inventory.known(request.caKey()), made),
                HostOperation.CERTIFY_ISSUER_KEY);
        return made;
    }
}
