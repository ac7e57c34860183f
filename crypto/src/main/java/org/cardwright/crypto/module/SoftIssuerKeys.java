package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.KeyRequestEngine;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;

/** Issuer keys in software; the test authority answers under a test policy only. EMV 4.4 Book 2, 5.1. */
final class SoftIssuerKeys implements IssuerKeys {

    private static final KeyNeed PUBLIC_HALF = KeyNeed.own(KeyPurpose.ISSUER_RSA, KeyOperation.SHOW_PUBLIC_HALF);
    private static final KeyNeed REQUEST = KeyNeed.own(KeyPurpose.ISSUER_RSA, KeyOperation.PROVE_POSSESSION);
    private static final KeyNeed AUTHORITY = KeyNeed.internal(KeyPurpose.CA_RSA);

    private final KeyRing ring;
    private final KeyRequestEngine engine;

    SoftIssuerKeys(KeyRing ring, RsaEngine arithmetic) {
        this.ring = ring;
        this.engine = new KeyRequestEngine(arithmetic);
    }

    @Override
    public RsaPublicKey generate(KeyName name, int modulusBits, int exponent) {
        return ring.inSession(session -> {
            session.requireTransit("a new issuer key");
            KeyGeneration.generateIssuerRsaKey(ring.holder(), name, modulusBits, exponent);
            return session.rsaKey(name, PUBLIC_HALF).publicKey();
        });
    }

    @Override
    public ByteString signRequest(KeyName issuerKey, SignatureFrame frame, ByteString content) {
        return ring.inSession(session -> engine.signRequest(session.rsaKey(issuerKey, REQUEST), frame, content));
    }

    @Override
    public IssuerCertificate certify(Certification wanted) {
        return ring.inSession(session -> {
            requireTest();
            return engine.certify(session.rsaKey(wanted.caKey(), AUTHORITY), wanted);
        });
    }

    @Override
    public ByteString signResponse(KeyName caKey, SignatureFrame frame, ByteString content) {
        return ring.inSession(session -> {
            requireTest();
            return engine.sign(session.rsaKey(caKey, AUTHORITY), frame, content);
        });
    }

    private void requireTest() {
        require(ring.isTest(), "a test authority certifies under a test policy only");
    }
}
