package org.cardwright.perso.verify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cardwright.formats.bytes.ByteString;

/**
 * Issuer certificates that were recovered before: all cards of a product carry the same one, byte for byte.
 *
 * <p>The recovery function alone is remembered; what comes out of it is looked at for every card. EMV 4.4 Book 2, 5.3, step 2. Safe
 * for several threads.
 */
final class RecoveredCertificates {

    /** A batch has a certificate or two per product; wrong ones, each different, must not fill the heap. */
    private static final int MOST = 256;

    private final Map<Certificate, ByteString> blocks = new ConcurrentHashMap<>();

    private record Certificate(RsaPublic authority, ByteString certificate) {}

    /** The same as {@link RsaPublic#recover}. */
    ByteString recover(RsaPublic authority, ByteString certificate) {
        Certificate asked = new Certificate(authority, certificate);
        ByteString known = blocks.get(asked);
        if (known == null) {
            known = authority.recover(certificate);
            if (blocks.size() < MOST) {
                blocks.put(asked, known);
            }
        }
        return known;
    }
}
