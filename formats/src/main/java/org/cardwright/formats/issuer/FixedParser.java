package org.cardwright.formats.issuer;

import java.nio.charset.CharsetDecoder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;

/** Takes frames of the right length as fixed records. */
final class FixedParser implements FrameParser {

    private final int recordBytes;
    private final CharsetDecoder decoder;

    FixedParser(FileForm.Fixed form) {
        this.recordBytes = form.recordBytes();
        this.decoder = Texts.strictDecoder(form.text().charset());
    }

    @Override
    public RawRecord parse(ByteString frame) {
        return frame.size() == recordBytes
                ? new FixedRecord(frame, decoder)
                : new RawRecord.Broken(RejectReason.RECORD_LENGTH);
    }
}
