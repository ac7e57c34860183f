package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.medium.MediumKey;
import org.cardwright.crypto.medium.MediumSigners;
import org.cardwright.crypto.medium.SealedMedium;

/** A CMS container as media are, with the file itself in the place of the archive: encrypted, then signed. RFC 5652; RFC 5083. */
public final class CmsEnvelope implements Envelope {

    private final MediumKey own;
    private final List<X509Certificate> signers;
    private final Clock clock;

    /** From these signers to this bureau. */
    public CmsEnvelope(MediumKey own, List<X509Certificate> signers, Clock clock) {
        this.own = own;
        this.signers = List.copyOf(signers);
        this.clock = clock;
    }

    @Override
    public String open(Path sealed, String name, OutputStream clear) throws IOException {
        SealedMedium container = new SealedMedium(sealed, name);
        X509Certificate signer = container.requireSigned(new MediumSigners(signers, clock.instant()));
        container.open(own, content -> content.transferTo(clear));
        return "X.509 " + fingerprint(signer);
    }

    @Override
    public Set<String> signers() {
        return signers.stream().map(CmsEnvelope::fingerprint).collect(Collectors.toUnmodifiableSet());
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().withUpperCase().formatHex(hash);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read has no fingerprint", impossible);
        }
    }
}
