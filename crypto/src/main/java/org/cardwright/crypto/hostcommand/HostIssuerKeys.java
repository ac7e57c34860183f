package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IssuerCertificate;
import org.cardwright.crypto.module.IssuerKeys;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.IssuerPublicKeyCertificate;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;

/** Issuer keys of the device. EMV 4.4 Book 2, 5.1; RFC 8017, 8.2.2 (verification). */
final class HostIssuerKeys implements IssuerKeys {

    private final HostClient client;
    private final HostInventory inventory;

    HostIssuerKeys(HostClient client, HostInventory inventory) {
        this.client = client;
        this.inventory = inventory;
    }

    @Override
    public RsaPublicKey generate(KeyName name, int modulusBits, int exponent) {
        RsaPublicKey made =
                client.one(IssuerKeyCalls.GENERATE, new IssuerKeyCalls.Generation(name, modulusBits, exponent));
        HostResult.require(
                8 * made.modulus().size() == modulusBits
                        && made.modulus().unsignedAt(0) >= 0x80
                        && made.exponent().size() <= Integer.BYTES
                        && made.exponent().toUnsigned() == exponent
                        && made.equals(inventory.rsaPublicKey(name)),
                HostOperation.GENERATE_ISSUER_KEY,
                "the key is not as it was wanted");
        return made;
    }

    @Override
    public ByteString signRequest(KeyName issuerKey, SignatureFrame frame, ByteString content) {
        return signed(IssuerKeyCalls.SIGN_REQUEST, new IssuerKeyCalls.Framed(issuerKey, frame, content));
    }

    @Override
    public IssuerCertificate certify(Certification wanted) {
        IssuerCertificate made = client.one(IssuerKeyCalls.CERTIFY, wanted);
        HostResult.requireRecovered(
                new IssuerPublicKeyCertificate(
                        wanted.issuerIdentifier(), wanted.expirationDate(), wanted.serialNumber(), wanted.publicKey()),
                IssuerPublicKeyCertificate.recover(inventory.known(wanted.caKey()), made),
                HostOperation.CERTIFY_PUBLIC_KEY);
        return made;
    }

    @Override
    public ByteString signResponse(KeyName caKey, SignatureFrame frame, ByteString content) {
        return signed(IssuerKeyCalls.SIGN_RESPONSE, new IssuerKeyCalls.Framed(caKey, frame, content));
    }

    private ByteString signed(HostCall<IssuerKeyCalls.Framed, ByteString> call, IssuerKeyCalls.Framed wanted) {
        ByteString signature = client.one(call, wanted);
        SignatureFrame.Finding finding =
                wanted.frame().check(inventory.known(wanted.key()), signature, wanted.content());
        HostResult.require(finding == SignatureFrame.Finding.SOUND, call.operation(), "it does not verify, " + finding);
        return signature;
    }
}
