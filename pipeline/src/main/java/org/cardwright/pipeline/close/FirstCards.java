package org.cardwright.pipeline.close;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.PersoRecord;

/**
 * The first cards of each product and plastic, in the order of the batch, bound by a hash over their record MACs. A MAC covers place,
 * order, group and all channels of its card, so that no other card has the same.
 */
public final class FirstCards {

    private final int perGroup;
    private final Map<String, Integer> seen = new HashMap<>();
    private final MessageDigest digest;

    /** So many of each group. */
    public FirstCards(int perGroup) {
        this.perGroup = perGroup;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 belongs to every JDK", missing);
        }
    }

    /** True when the next card of the group is one of the first; counts it. */
    public boolean isFirst(String group) {
        return seen.merge(group, 1, Integer::sum) <= perGroup;
    }

    /** Adds one of them. */
    public void add(PersoRecord card) {
        digest.update(card.mac().toByteArray());
    }

    /** Takes the first cards out of all that pass by. */
    Iterator<PersoRecord> watching(Iterator<PersoRecord> cards) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cards.hasNext();
            }

            @Override
            public PersoRecord next() {
                PersoRecord card = cards.next();
                if (isFirst(card.group())) {
                    add(card);
                }
                return card;
            }
        };
    }

    /** SHA-256 over their MACs, once the last is added. */
    public ByteString proof() {
        return ByteString.of(digest.digest());
    }
}
