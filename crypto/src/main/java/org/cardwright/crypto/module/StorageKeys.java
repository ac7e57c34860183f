package org.cardwright.crypto.module;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.formats.bytes.ByteString;

/** The storage keys of one call: each opened once, all closed at its end. Not safe for several threads. */
final class StorageKeys implements AutoCloseable {

    private final Function<Place, StorageCipher> opening;
    private final Map<Wrapped, StorageCipher> open = new HashMap<>();

    StorageKeys(Function<Place, StorageCipher> opening) {
        this.opening = opening;
    }

    private record Wrapped(String pool, ByteString key) {}

    StorageCipher of(Place place) {
        return open.computeIfAbsent(new Wrapped(place.pool(), place.storageKey()), first -> opening.apply(place));
    }

    @Override
    public void close() {
        open.values().forEach(StorageCipher::close);
    }
}
