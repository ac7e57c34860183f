package org.cardwright.formats.issuer;

import java.nio.charset.CharsetDecoder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;

/** Splits embosser records into lines and tracks. */
final class EmbosserParser implements FrameParser {

    private final CharsetDecoder decoder;

    EmbosserParser(FileForm.Text text) {
        this.decoder = Texts.strictDecoder(text.charset());
    }

    @Override
    public RawRecord parse(ByteString frame) {
        return Texts.decode(frame, decoder)
                .map(EmbosserRecord::of)
                .orElse(new RawRecord.Broken(RejectReason.NOT_IN_CHARSET));
    }
}
