package org.cardwright.perso.dgi;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;

/**
 * Certificates of the real module, but for the key pair of the card, which is the published one instead of a random one.
 *
 * <p>It is certified and wrapped here from the published private keys with {@link BigInteger} and the platform's 3DES: a second
 * implementation of EMV 4.4 Book 2, 6.1, Tables 11 and 14.
 */
final class PublishedIccKey implements Certificates {

    private static final int HASH_BYTES = 20;
    private static final int FIXED_BYTES = 42;

    private final Certificates real;

    PublishedIccKey(Certificates real) {
        this.real = real;
    }

    @Override
    public List<ByteString> signStaticData(List<StaticSignatureRequest> requests) {
        return real.signStaticData(requests);
    }

    @Override
    public IssuerCertificate certifyIssuerKey(IssuerCertificateRequest request) {
        return real.certifyIssuerKey(request);
    }

    @Override
    public List<IccKeySet> generateIccKeys(List<IccKeyRequest> requests) {
        return requests.stream().map(PublishedIccKey::certify).toList();
    }

    private static IccKeySet certify(IccKeyRequest request) {
        ByteString modulus = CpsProfilesFile.hex("keys.icc.n");
        ByteString exponent = CpsProfilesFile.hex("keys.icc.e");
        ByteString issuerModulus = CpsProfilesFile.hex("keys.issuer.n");
        int left = issuerModulus.size() - FIXED_BYTES;
        ByteString remainder = modulus.slice(left);
        ByteString body = ByteString.concat(
                ByteString.fromHex("04"),
                CompressedNumeric.encode(request.pan().digits(), 10),
                ByteString.fromHex(request.expirationDate().mmyy()),
                request.serialNumber(),
                ByteString.fromHex("0101"),
                ByteString.ofByte(modulus.size()),
                ByteString.ofByte(exponent.size()),
                modulus.slice(0, left));
        ByteString hash = sha1(ByteString.concat(
                body, remainder, exponent, request.staticData().orElse(ByteString.EMPTY)));
        ByteString block = ByteString.concat(ByteString.fromHex("6A"), body, hash, ByteString.fromHex("BC"));
        BigInteger signed = number(block).modPow(number(CpsProfilesFile.hex("keys.issuer.d")), number(issuerModulus));
        return new IccKeySet(modulus, exponent, fixed(signed, issuerModulus.size()), remainder, parts());
    }

    private static List<ByteString> parts() {
        ByteString key = CpsProfilesFile.hex("keys.tk_key");
        return IntStream.rangeClosed(17, 21)
                .mapToObj(i -> TestDes.encrypt(key, CpsProfilesFile.hex("visa.dgi." + i + ".clear")))
                .toList();
    }

    private static BigInteger number(ByteString bytes) {
        return new BigInteger(1, bytes.toByteArray());
    }

    private static ByteString fixed(BigInteger number, int bytes) {
        String hex = number.toString(16);
        return ByteString.fromHex("0".repeat(2 * bytes - hex.length()) + hex);
    }

    private static ByteString sha1(ByteString data) {
        try {
            ByteString hash = ByteString.of(MessageDigest.getInstance("SHA-1").digest(data.toByteArray()));
            return hash.slice(0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
