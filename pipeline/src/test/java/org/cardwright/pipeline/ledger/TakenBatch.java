package org.cardwright.pipeline.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.cardwright.formats.bytes.ByteString;

/** What the register says of a batch that was just taken in. */
final class TakenBatch {

    private TakenBatch() {}

    /** An open batch out of a file whose hash repeats one byte. */
    static BatchRegister.Entry of(String batch, String source, long sequence, int records) {
        return new BatchRegister.Entry(
                batch,
                "bank",
                ByteString.fromHex(source.repeat(32)),
                OptionalLong.of(sequence),
                "lines",
                LocalDate.of(2026, 11, 21),
                records,
                Path.of("/out/batch"),
                Optional.of(ByteString.fromHex("00")),
                BatchState.OPEN,
                Instant.EPOCH);
    }
}
