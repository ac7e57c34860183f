package org.cardwright.perso.show;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.emv.DataElement;
import org.cardwright.formats.emv.DataElement.Shown;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;

/** The last net: masks the PANs of a record wherever they turn up, also in vendor data that nobody can read. */
final class PanScrubber {

    private final Set<String> pans = new LinkedHashSet<>();

    private final Masks masks;

    private PanScrubber(Masks masks) {
        this.masks = masks;
    }

    static PanScrubber of(CpsRecord record, Masks masks) {
        PanScrubber scrubber = new PanScrubber(masks);
        record.applications().forEach(application -> application.dgis().forEach(scrubber::learn));
        return scrubber;
    }

    private void learn(Dgi dgi) {
        try {
            TlvReader.read(dgi.value()).forEach(this::learn);
        } catch (MalformedTlvException noDataObjects) {
            // a cryptogram or positional data: no PAN to learn from it
        }
    }

    private void learn(Tlv tlv) {
        if (tlv.tag().isConstructed()) {
            tlv.children().forEach(this::learn);
            return;
        }
        Optional<Shown> shown = DataElement.find(tlv.tag()).map(DataElement::shown);
        if (shown.equals(Optional.of(Shown.PAN))) {
            learn(Masks.unpadded(tlv.value().toHex()));
        } else if (shown.equals(Optional.of(Shown.TRACK2))) {
            String track = tlv.value().toHex();
            learn(track.substring(0, Math.max(0, track.indexOf('D'))));
        }
    }

    private void learn(String digits) {
        if (Pan.hasPanShape(digits)) {
            pans.add(digits);
        }
    }

    /** The text with every PAN masked, as digits and as hexadecimal ASCII. */
    String scrub(String text) {
        String scrubbed = text;
        for (String pan : pans) {
            scrubbed = scrubbed.replace(pan, masks.pan(pan));
            String ascii = ByteString.ascii(pan).toHex();
            scrubbed = scrubbed.replace(ascii, ".".repeat(ascii.length()));
        }
        return scrubbed;
    }
}
