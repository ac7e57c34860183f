package org.cardwright.crypto.key;

import java.util.List;
import java.util.stream.Stream;
import org.cardwright.sample.PublishedVector;

/** The published key blocks. */
final class KeyBlockVectors {

    private KeyBlockVectors() {}

    /** Ten blocks of versions A to E. */
    static List<PublishedVector> published() {
        return Stream.of("TR-31:2018", "payShield 10k", "ANSI X9.143", "ISO 20038")
                .flatMap(prefix -> PublishedVector.startingWith(prefix).stream())
                .toList();
    }

    static Stream<PublishedVector> ofVersions(String letters) {
        return published().stream()
                .filter(v -> letters.indexOf(v.input("keyblock").charAt(0)) >= 0);
    }
}
