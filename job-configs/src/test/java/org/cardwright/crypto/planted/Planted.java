package org.cardwright.crypto.planted;

import org.cardwright.perso.dgi.DgiId;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record CryptoKnowsFormatsOnly(DgiId known) {}
}
