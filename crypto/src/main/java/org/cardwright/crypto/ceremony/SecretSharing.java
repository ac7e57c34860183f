package org.cardwright.crypto.ceremony;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/** Gives each of several custodians a share of a secret. PCI Card Production, Logical, 8.3. */
public final class SecretSharing {

    private SecretSharing() {}

    /**
     * The shares of a secret, one for each custodian in their order; closed by the caller.
     *
     * @param secret 16 to 32 bytes, closed by the caller
     * @param custodians ids, as many as the quorum has shares, no one twice
     * @throws KeyRefusedException when the secret has another length, or there are more, fewer or equal custodians
     */
    public static List<Share> split(
            SecretBytes secret, ShareSet.Subject subject, Quorum quorum, List<String> custodians) {
        require(custodians.size() == quorum.shares(), quorum + " takes " + quorum.shares() + " custodians");
        require(new HashSet<>(custodians).size() == custodians.size(), "no custodian keeps two shares of one secret");
        require(
                secret.size() >= Share.LEAST_BYTES && secret.size() <= Share.MOST_BYTES,
                "a secret of 16 to 32 bytes is shared");
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[ShareSet.ID_BYTES];
        random.nextBytes(id);
        ShareSet set = ShareSet.of(secret, ByteString.of(id), quorum, subject);
        byte[][] values = Shamir.split(ClearKeyAccess.open(secret), quorum, random);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            shares.add(new Share(set, i + 1, custodians.get(i), SecretBytes.adopt(values[i])));
        }
        return shares;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
