package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.formats.bytes.ByteString;

/**
 * ICC key pairs that are made ahead of their cards, for modules that are slow at making them.
 *
 * <p>A pair waits as AES-256-GCM under the storage key of its pool, which is a key block under a key of the module; pool, length
 * of the modulus, exponent and number are bound to it (NIST SP 800-38D, additional authenticated data), so that no block passes for
 * another. Counting and using each once is the caller's business. EMV 4.4 Book 2, 6.1.
 */
public interface KeyPairStock {

    /**
     * Makes the storage key of a pool and returns it wrapped.
     *
     * @param pool 1 to 59 of a-z 0-9 . -
     */
    ByteString createStorageKey(String pool);

    /**
     * Where a pair stands.
     *
     * @param pool name of the pool
     * @param storageKey its wrapped storage key
     * @param modulusBits 1024 to 1984, a multiple of 8
     * @param exponent 3 or 65537
     * @param number in its pool, from 1, never given twice
     */
    record Place(String pool, ByteString storageKey, int modulusBits, int exponent, long number) {

        /** What the pair is bound to. */
        String bound() {
            return "pool/" + pool + "/" + modulusBits + "/" + exponent + "/" + number;
        }
    }

    /**
     * A pair that waits.
     *
     * @param place where it stands, bound to the block
     * @param modulus public modulus, compared with the block when the pair is taken out
     * @param block the wrapped pair
     */
    record StockedPair(Place place, ByteString modulus, ByteString block) {

        /** The number only. */
        @Override
        public String toString() {
            return "StockedPair(" + place.number() + ")";
        }
    }

    /**
     * Makes one pair per place, in order, each checked by a signature. No part of a private key begins with a zero byte, so that
     * every product can use it.
     */
    List<StockedPair> generate(List<Place> places);

    /** Whether each block opens at its place and holds the key of its modulus; one that does not was altered or exchanged. */
    List<Boolean> areIntact(List<StockedPair> pairs);

    /**
     * A pair for a card.
     *
     * @param pair the pair
     * @param request the card; its reference draws nothing
     */
    record Taking(StockedPair pair, IccKeyRequest request) {}

    /**
     * Takes pairs out: each is opened, signs and verifies once, and is certified and wrapped as
     * {@link Certificates#generateIccKeys} does with new ones.
     *
     * @throws SecurityModuleException WRONG_RESULT when a block was altered or exchanged, or the pair is not as the card wants it
     */
    List<IccKeySet> certify(List<Taking> takings);
}
