package org.cardwright.formats.issuer;

import java.io.IOException;
import java.util.Optional;
import org.cardwright.formats.FileRule;
import org.jspecify.annotations.Nullable;

/** Any form of issuer file: raw records in, canonical items out, control totals at the end. */
final class MappedIssuerFile implements IssuerFile {

    private final FileBytes bytes;
    private final Records records;
    private final ControlCheck controls;
    private final RecordMapper mapper;
    private final int maxRecordBytes;
    private @Nullable ControlTotals totals;

    MappedIssuerFile(FileBytes bytes, Records records, ControlCheck controls, RecordMapper mapper) {
        this.bytes = bytes;
        this.records = records;
        this.controls = controls;
        this.mapper = mapper;
        this.maxRecordBytes = controls.maxRecordBytes();
    }

    @Override
    public Optional<Item> next() throws IOException {
        if (totals != null) {
            return Optional.empty();
        }
        bytes.allowRecord(maxRecordBytes);
        RawRecord raw = records.next();
        if (raw == null) {
            if (bytes.read() >= 0) {
                throw controls.faults().file(FileRule.AFTER_TRAILER);
            }
            totals = controls.finish(bytes.sha256OfAll(), bytes.length());
            return Optional.empty();
        }
        controls.order(raw);
        return Optional.of(mapper.map(controls.records(), raw));
    }

    @Override
    public Optional<ControlTotals> totals() {
        return Optional.ofNullable(totals);
    }

    @Override
    public void close() throws IOException {
        try (bytes) {
            records.close();
        }
    }
}
