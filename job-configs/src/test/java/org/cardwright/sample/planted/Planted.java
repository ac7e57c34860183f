package org.cardwright.sample.planted;

import org.cardwright.formats.tlv.Tag;

/** Breaks the rules of the architecture on purpose, so that the tests see them fail. */
final class Planted {

    private Planted() {}

    record SampleDataKnowsNobody(Tag known) {}
}
