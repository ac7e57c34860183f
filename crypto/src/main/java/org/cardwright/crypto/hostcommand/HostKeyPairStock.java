package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.KeyPairStock;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;

/** Key pairs that the device makes ahead of their cards, wrapped under its own storage key; none is ever clear here. */
final class HostKeyPairStock implements KeyPairStock {

    private final HostClient client;
    private final HostCertificates certificates;

    HostKeyPairStock(HostClient client, HostCertificates certificates) {
        this.client = client;
        this.certificates = certificates;
    }

    @Override
    public ByteString createStorageKey(String pool) {
        ByteString wrapped = client.one(KeyPairCalls.CREATE_STORAGE_KEY, pool);
        HostResult.require(!wrapped.isEmpty(), HostOperation.CREATE_STORAGE_KEY, "there is no key");
        return wrapped;
    }

    @Override
    public List<StockedPair> generate(List<Place> places) {
        List<StockedPair> made = client.all(KeyPairCalls.GENERATE, places);
        List<StockedPair> pairs = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            StockedPair pair = new StockedPair(
                    places.get(i), made.get(i).modulus(), made.get(i).block());
            HostResult.require(
                    8 * pair.modulus().size() == places.get(i).modulusBits()
                            && pair.modulus().unsignedAt(0) >= 0x80,
                    HostOperation.GENERATE_KEY_PAIR,
                    "the modulus has another length");
            pairs.add(pair);
        }
        return List.copyOf(pairs);
    }

    @Override
    public List<Boolean> areIntact(List<StockedPair> pairs) {
        return client.all(KeyPairCalls.CHECK, pairs);
    }

    @Override
    public List<IccKeySet> certify(List<Taking> takings) {
        takings.forEach(HostKeyPairStock::requireSame);
        List<IccKeySet> sets = client.all(KeyPairCalls.CERTIFY, takings);
        for (int i = 0; i < sets.size(); i++) {
            Taking taking = takings.get(i);
            certificates.requireAsWanted(taking.request(), sets.get(i), HostOperation.CERTIFY_KEY_PAIR);
            HostResult.require(
                    sets.get(i).modulus().equals(taking.pair().modulus()),
                    HostOperation.CERTIFY_KEY_PAIR,
                    "it is another key pair");
        }
        return sets;
    }

    private static void requireSame(Taking taking) {
        Place place = taking.pair().place();
        if (place.modulusBits() != taking.request().modulusBits()
                || place.exponent() != taking.request().exponent()) {
            throw new SecurityModuleException(Kind.WRONG_RESULT, "the key pair is not as the card wants it: not used");
        }
    }
}
