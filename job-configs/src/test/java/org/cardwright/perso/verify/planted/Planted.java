package org.cardwright.perso.verify.planted;

import org.cardwright.crypto.oda.CertificateTable;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.DgiId;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record VerifierIsWrittenASecondTimeFromOda(CertificateTable known) {}

    record VerifierIsWrittenASecondTimeFromDgi(DgiId known) {}

    record VerifierIsWrittenASecondTimeFromCps(CpsRecord known) {}
}
