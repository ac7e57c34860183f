package org.cardwright.perso.planted;

import org.bouncycastle.crypto.Digest;
import org.cardwright.pipeline.launch.Pipeline;
import org.slf4j.Logger;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record PersoKnowsFormatsAndCrypto(Pipeline known) {}

    record BouncyCastleInCryptoOnly(Digest known) {}

    record ValuesDoNotLog(Logger known) {}
}
