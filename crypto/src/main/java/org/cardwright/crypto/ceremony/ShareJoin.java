package org.cardwright.crypto.ceremony;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/**
 * Shares as they are entered, and the secret once there are enough; closing wipes them.
 *
 * <p>Never a wrong secret: what comes out of the shares is held against the commitment of their set. Not safe for several threads.
 */
public final class ShareJoin implements AutoCloseable {

    private final List<Share> shares = new ArrayList<>();

    /**
     * Takes a share over; one that is refused is closed and changes nothing.
     *
     * @throws KeyRefusedException when it is of another set, was entered before, of the same custodian as another, or one too many
     */
    public void enter(Share share) {
        try {
            for (Share other : shares) {
                requireBeside(other, share);
            }
            require(shares.isEmpty() || missing() > 0, "enough shares were entered");
        } catch (KeyRefusedException refused) {
            share.close();
            throw refused;
        }
        shares.add(share);
    }

    private static void requireBeside(Share other, Share share) {
        require(
                other.set().id().equals(share.set().id()),
                "the share is of set " + share.set().id().toHex() + ", the others are of set "
                        + other.set().id().toHex());
        require(other.set().equals(share.set()), "the share says another thing of its set than the others");
        require(other.index() != share.index(), "share " + share.index() + " was entered before");
        require(
                !other.custodian().equals(share.custodian()),
                "custodian " + share.custodian() + " has entered a share before");
        require(other.value().size() == share.value().size(), "the share has another length than the others");
    }

    /** How many are still to come; {@link Quorum#LEAST_NEEDED} at least before the first. */
    public int missing() {
        return set().map(set -> set.quorum().needed() - shares.size()).orElse(Quorum.LEAST_NEEDED);
    }

    /** What the entered shares have in common; empty before the first. */
    public Optional<ShareSet> set() {
        return shares.stream().findFirst().map(Share::set);
    }

    /**
     * The secret, closed by the caller.
     *
     * @throws KeyRefusedException when shares are missing, or give another secret than the one that was shared
     */
    public SecretBytes secret() {
        require(
                !shares.isEmpty() && missing() == 0,
                "too few shares: " + shares.size() + " entered, " + missing() + (shares.isEmpty() ? " or more" : "")
                        + " missing");
        int[] points = shares.stream().mapToInt(Share::index).toArray();
        byte[][] values =
                shares.stream().map(share -> ClearKeyAccess.open(share.value())).toArray(byte[][]::new);
        byte[] joined = Shamir.join(points, values);
        SecretBytes secret = SecretBytes.adopt(joined);
        if (!shares.get(0).set().isOf(secret)) {
            secret.close();
            Arrays.fill(joined, (byte) 0);
            throw new KeyRefusedException(
                    "the shares give another secret than the one that was shared: one of them was altered");
        }
        return secret;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }

    @Override
    public void close() {
        shares.forEach(Share::close);
        shares.clear();
    }
}
