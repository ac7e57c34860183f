package org.cardwright.crypto.module;

import java.util.List;
import java.util.function.Function;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.oda.CertificateEngine;
import org.cardwright.crypto.oda.IccKeyContext;
import org.cardwright.crypto.oda.PartWrapper;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaSigningKey;
import org.cardwright.formats.bytes.ByteString;

/** Offline data authentication in software: lends opened keys to the certificate engine. EMV 4.4 Book 2, 5 to 7. */
final class SoftCertificates implements Certificates {

    private final KeyRing ring;
    private final CertificateEngine engine;

    SoftCertificates(KeyRing ring, RsaEngine arithmetic) {
        this.ring = ring;
        this.engine = new CertificateEngine(arithmetic);
    }

    @Override
    public List<ByteString> signStaticData(List<StaticSignatureRequest> requests) {
        return ring.inSession(session -> engine.signStaticData(requests, keys(session, KeyPurpose.ISSUER_RSA)));
    }

    @Override
    public List<IccKeySet> generateIccKeys(List<IccKeyRequest> requests) {
        return ring.inSession(session -> {
            session.requireTransit("the private key of a card");
            // every key is checked before the first pair is generated
            requireTransportKeys(session, requests);
            return engine.generateIccKeys(requests, context(session));
        });
    }

    static void requireTransportKeys(KeySession session, List<IccKeyRequest> requests) {
        requests.forEach(request -> session.attributes(request.under().key(), KeyNeed.outgoing(KeyPurpose.KEK)));
    }

    /** Lends the keys of a session. */
    static IccKeyContext context(KeySession session) {
        return new IccKeyContext(
                keys(session, KeyPurpose.ISSUER_RSA),
                reference -> RandomBytes.of(session.source().forCard(reference)),
                new SessionWrapper(session));
    }

    @Override
    public IssuerCertificate certifyIssuerKey(IssuerCertificateRequest request) {
        return ring.inSession(session -> {
            KeyNeed ca = KeyNeed.internal(KeyPurpose.CA_RSA);
            session.attributes(request.caKey(), ca);
            session.attributes(request.issuerKey(), KeyNeed.internal(KeyPurpose.ISSUER_RSA));
            return engine.certifyIssuerKey(
                    request,
                    name -> name.equals(request.caKey())
                            ? session.rsaKey(name, ca)
                            : session.rsaKey(name, KeyNeed.internal(KeyPurpose.ISSUER_RSA)));
        });
    }

    private static Function<KeyName, RsaSigningKey> keys(KeySession session, KeyPurpose purpose) {
        return name -> session.rsaKey(name, KeyNeed.internal(purpose));
    }

    /** Wraps the parts of card keys with the keys of a session. */
    private record SessionWrapper(KeySession session) implements PartWrapper {

        @Override
        public int blockBytes(WrapUnder under) {
            return session.cipher(under.key(), KeyNeed.outgoing(KeyPurpose.KEK)).blockBytes();
        }

        @Override
        public ByteString wrap(WrapUnder under, SecretBytes clear) {
            return SecretTransport.encrypt(session, under, KeyPurpose.KEK, clear);
        }
    }
}
