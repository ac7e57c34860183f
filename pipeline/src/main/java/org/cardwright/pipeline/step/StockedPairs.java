package org.cardwright.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.crypto.module.KeyPairStock.Taking;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.EffectiveProduct;

/**
 * The key pairs that cards got at intake, while they are prepared: found by issuer key and serial number of their certificate, which
 * no two certificates share (EMV 4.4 Book 2, 6.1). Safe for several threads.
 */
final class StockedPairs {

    private final Map<Certificate, StockedPair> held = new ConcurrentHashMap<>();

    private record Certificate(KeyName issuerKey, ByteString serialNumber) {}

    /** Takes in the pairs of a card. */
    void hold(AcceptedCard card, EffectiveProduct product) {
        for (int i = 0; i < card.keyPairs().size(); i++) {
            Certificate certificate = certificate(card, product, i);
            card.keyPairs().get(i).ifPresent(pair -> held.put(certificate, pair));
        }
    }

    /** Forgets the pairs of a card. */
    void release(AcceptedCard card, EffectiveProduct product) {
        for (int i = 0; i < card.keyPairs().size(); i++) {
            held.remove(certificate(card, product, i));
        }
    }

    private static Certificate certificate(AcceptedCard card, EffectiveProduct product, int i) {
        return new Certificate(
                Products.keyName(product.certifyingKeys().get(i)),
                card.certificateSerialNumbers().get(i));
    }

    /**
     * One set per request, in order.
     *
     * @param fresh makes pairs
     * @param stocked takes pairs out
     */
    List<IccKeySet> certify(
            List<IccKeyRequest> requests,
            Function<List<IccKeyRequest>, List<IccKeySet>> fresh,
            Function<List<Taking>, List<IccKeySet>> stocked) {
        List<Taking> takings = new ArrayList<>();
        List<IccKeyRequest> others = new ArrayList<>();
        List<Boolean> isTaken = new ArrayList<>(requests.size());
        for (IccKeyRequest request : requests) {
            Optional<StockedPair> pair =
                    Optional.ofNullable(held.get(new Certificate(request.issuerKey(), request.serialNumber())));
            pair.ifPresentOrElse(one -> takings.add(new Taking(one, request)), () -> others.add(request));
            isTaken.add(pair.isPresent());
        }
        Iterator<IccKeySet> taken =
                (takings.isEmpty() ? Collections.<IccKeySet>emptyList() : stocked.apply(takings)).iterator();
        Iterator<IccKeySet> made =
                (others.isEmpty() ? Collections.<IccKeySet>emptyList() : fresh.apply(others)).iterator();
        return isTaken.stream().map(isOne -> isOne ? taken.next() : made.next()).toList();
    }
}
