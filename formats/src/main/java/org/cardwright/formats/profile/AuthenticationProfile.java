package org.cardwright.formats.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;

/**
 * How the application proves offline that it is genuine.
 *
 * @param methods what is asked for
 * @param certificate the issuer's certificate
 * @param dataAuthenticationCode DAC of every card, 2 bytes; empty without SDA, or when it is computed
 * @param dataAuthenticationKey key with which the DAC of each card is computed
 * @param iccKey key of the card for DDA and CDA
 * @param pinKey separate key of the card for enciphered PINs
 */
public record AuthenticationProfile(
        Set<AuthenticationMethod> methods,
        IssuerCertificateProfile certificate,
        ByteString dataAuthenticationCode,
        Optional<KeyReference> dataAuthenticationKey,
        Optional<RsaKeyProfile> iccKey,
        Optional<RsaKeyProfile> pinKey) {

    /** Copies the set. */
    public AuthenticationProfile {
        methods = Set.copyOf(methods);
    }

    /** The key pairs of each card, in the order of their certificates. */
    public List<RsaKeyProfile> cardKeys() {
        return Stream.concat(iccKey.stream(), pinKey.stream()).toList();
    }

    /** Number of certificates made per card: one per key. */
    public int certificatesPerCard() {
        return cardKeys().size();
    }
}
