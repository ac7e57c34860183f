package org.cardwright.crypto.planted;

import iaik.pkcs.pkcs11.wrapper.PKCS11;
import org.cardwright.perso.dgi.DgiId;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record CryptoKnowsFormatsOnly(DgiId known) {}

    record TokensInOnePackageOnly(PKCS11 known) {}
}
