package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.KeyPlace.internal;
import static org.cardwright.crypto.module.KeyPlace.out;
import static org.cardwright.crypto.module.PlaceRequests.BLOCKS;
import static org.cardwright.crypto.module.PlaceRequests.certify;
import static org.cardwright.crypto.module.PlaceRequests.icc;
import static org.cardwright.crypto.module.PlaceRequests.stocked;

import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.rsa.SignatureFrame;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;

/** The places of RSA keys, and of what wraps card key pairs. */
final class CertificatePlaces {

    private static final KeyName ISSUER = KeyName.of("bank-one.issuer-a000000003");
    private static final KeyName CA = KeyName.of("test-ca.a000000003-e0");
    private static final KeyName KEK2 = KeyName.of("personalizer.kek2-k0");

    private CertificatePlaces() {}

    static Stream<KeyPlace> certificates() {
        return Stream.of(
                internal(
                        "SSAD",
                        KeyPurpose.ISSUER_RSA,
                        ISSUER,
                        (module, key) -> module.certificates()
                                .signStaticData(List.of(new Certificates.StaticSignatureRequest(
                                        key, ByteString.fromHex("0000"), ByteString.EMPTY)))),
                internal(
                        "ICC certificate: issuer",
                        KeyPurpose.ISSUER_RSA,
                        ISSUER,
                        (module, key) -> module.certificates().generateIccKeys(List.of(icc(key, KEK2)))),
                out(
                        "ICC key: KEK2",
                        KeyPurpose.KEK,
                        KEK2,
                        (module, key) -> module.certificates().generateIccKeys(List.of(icc(ISSUER, key)))),
                internal(
                        "ICC key of a pool: issuer",
                        KeyPurpose.ISSUER_RSA,
                        ISSUER,
                        (module, key) -> stocked(module, key, KEK2)),
                out("ICC key of a pool: KEK2", KeyPurpose.KEK, KEK2, (module, key) -> stocked(module, ISSUER, key)),
                internal(
                        "issuer certificate: CA", KeyPurpose.CA_RSA, CA, (module, key) -> certify(module, key, ISSUER)),
                internal(
                        "issuer certificate: issuer",
                        KeyPurpose.ISSUER_RSA,
                        ISSUER,
                        (module, key) -> certify(module, CA, key)));
    }

    static Stream<KeyPlace> issuers() {
        return Stream.of(
                internal(
                        "request: issuer",
                        KeyPurpose.ISSUER_RSA,
                        ISSUER,
                        (module, key) -> module.issuerKeys()
                                .signRequest(
                                        key,
                                        SignatureFrame.SHA256_DIGEST_INFO,
                                        module.inventory().rsaPublicKey(ISSUER).modulus())),
                internal(
                        "certify: CA",
                        KeyPurpose.CA_RSA,
                        CA,
                        (module, key) -> module.issuerKeys()
                                .certify(new IssuerKeys.Certification(
                                        key,
                                        module.inventory().rsaPublicKey(ISSUER),
                                        "999999",
                                        new ExpirationDate(YearMonth.of(2039, 12)),
                                        ByteString.fromHex("000001")))),
                internal(
                        "response: CA",
                        KeyPurpose.CA_RSA,
                        CA,
                        (module, key) ->
                                module.issuerKeys().signResponse(key, SignatureFrame.SHA256_DIGEST_INFO, BLOCKS)));
    }
}
