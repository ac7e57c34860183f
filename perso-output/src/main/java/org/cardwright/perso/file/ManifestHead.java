package org.cardwright.perso.file;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a manifest says of the batch as a whole.
 *
 * @param batch identity: 64 hexadecimal digits
 * @param issuer name of the issuer
 * @param sourceSha256 hash of the issuer's file
 * @param layout name of the issuer layout; its content is part of the identity of the batch
 * @param profiles product profiles that made the cards
 * @param counts what became of the orders
 * @param keys keys that took part
 */
public record ManifestHead(
        String batch,
        String issuer,
        ByteString sourceSha256,
        String layout,
        List<Profile> profiles,
        Counts counts,
        List<Key> keys) {

    /** Copies the lists. */
    public ManifestHead {
        profiles = List.copyOf(profiles);
        keys = List.copyOf(keys);
    }

    /**
     * A product profile in the version that was used.
     *
     * @param name product
     * @param version version number
     * @param sha256 hash of its effective values
     */
    public record Profile(String name, int version, ByteString sha256) {}

    /**
     * What became of the orders: {@code in = good + rejected + held + remade}.
     *
     * @param in orders in the issuer's file
     * @param good cards made
     * @param rejected orders refused
     * @param held orders kept back
     * @param remade cards made again
     */
    public record Counts(int in, int good, int rejected, int held, int remade) {

        /** Cards in the files. */
        public int made() {
            return good + remade;
        }

        /** Refuses counts that do not add up. */
        public Counts {
            if (in != good + rejected + held + remade) {
                throw new IllegalArgumentException("in = good + rejected + held + remade does not hold");
            }
        }
    }

    /**
     * A key that took part, named by its check value.
     *
     * @param name label and version
     * @param usage key usage of ANSI X9.143, 6.3.1
     * @param kcvMethod rule that made the check value
     * @param kcv check value, upper-case hexadecimal
     */
    public record Key(String name, String usage, String kcvMethod, String kcv) {}
}
