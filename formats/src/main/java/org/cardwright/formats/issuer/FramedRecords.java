package org.cardwright.formats.issuer;

import java.io.IOException;
import java.util.Optional;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Files cut into frames: first a header record, then a line of column names, then the orders, last a trailer record, as
 * far as the layout has them.
 */
final class FramedRecords implements Records {

    private final Frames frames;
    private final FrameParser parser;
    private final IssuerLayout layout;
    private final ControlCheck controls;
    private final FileFaults faults;
    private @Nullable ByteString current;
    private boolean started;

    FramedRecords(Frames frames, FrameParser parser, IssuerLayout layout, ControlCheck controls) {
        this.frames = frames;
        this.parser = parser;
        this.layout = layout;
        this.controls = controls;
        this.faults = controls.faults();
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        if (!started) {
            started = true;
            start();
        }
        ByteString frame = current;
        if (frame == null) {
            return null;
        }
        current = frames.next();
        RawRecord record = parser.parse(frame);
        if (isOf(layout.trailer(), record)) {
            endWith(record);
            return null;
        }
        if (current == null) {
            requireEnd();
        }
        if (isOf(layout.header(), record) || parser.namesAgain().test(frame)) {
            throw faults.record(FileRule.HEADER_TWICE, controls.records() + 1);
        }
        return order(record);
    }

    private void start() throws IOException {
        current = frames.next();
        if (current == null) {
            throw faults.file(FileRule.EMPTY);
        }
        if (layout.header().isExpected()) {
            RawRecord header = parser.parse(current);
            if (!isOf(layout.header(), header)) {
                throw faults.file(FileRule.HEADER_MISSING);
            }
            controls.header(columns(header, layout.header(), FileRule.HEADER_WRONG));
            current = frames.next();
        }
        if (parser.expectsNames()) {
            if (current == null || !parser.acceptNames(current)) {
                throw faults.file(FileRule.COLUMN_NAMES);
            }
            current = frames.next();
        }
    }

    /** Without line ends a wrong marker means that the records have shifted, and so have all behind it. */
    private RawRecord order(RawRecord record) throws IOException {
        String marker = layout.record().marker();
        boolean unmarked = !marker.isEmpty()
                && record.fault().isEmpty()
                && !record.isMarked(marker, layout.record().markerOffset());
        if (unmarked && frames instanceof BlockFrames) {
            throw faults.record(FileRule.STRUCTURE, controls.records() + 1);
        }
        if (unmarked) {
            return new RawRecord.Broken(RejectReason.RECORD_MALFORMED, Optional.of(record));
        }
        return parser.columns() == 0 ? record : record.withColumns(parser.columns());
    }

    private void endWith(RawRecord trailer) throws IOException {
        if (current != null) {
            throw faults.file(FileRule.AFTER_TRAILER);
        }
        controls.trailer(columns(trailer, layout.trailer(), FileRule.TRAILER_WRONG));
    }

    private RawRecord columns(RawRecord record, Envelope envelope, FileRule rule) throws IOException {
        RawRecord checked = envelope.columns() == 0 ? record : record.withColumns(envelope.columns());
        if (checked.fault().isPresent()) {
            throw faults.file(rule);
        }
        return checked;
    }

    /** The last frame is no trailer: right only for a layout without one, and then only when its line is complete. */
    private void requireEnd() throws IOException {
        if (layout.trailer().isExpected()) {
            throw faults.file(FileRule.TRAILER_MISSING);
        }
        if (frames instanceof LineFrames lines && !lines.isLastLineEnded()) {
            throw faults.file(FileRule.TRUNCATED);
        }
    }

    private static boolean isOf(Envelope envelope, RawRecord record) {
        return envelope.isExpected() && record.isMarked(envelope.marker(), envelope.markerOffset());
    }

    @Override
    public void close() {
        // The bytes are closed by their owner.
    }
}
