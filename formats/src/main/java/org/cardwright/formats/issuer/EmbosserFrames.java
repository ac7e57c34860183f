package org.cardwright.formats.issuer;

import java.io.IOException;
import java.util.regex.Pattern;
import org.cardwright.formats.FileRule;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The card records of an embosser stream, each from {@code #DCC#} to {@code #END#} and its filling {@code @}s.
 *
 * <p>Format records ({@code #DCL#}) say where the machine puts lines; they are passed over. Line ends inside a record mean
 * nothing.
 */
final class EmbosserFrames implements Frames {

    private static final Pattern START = Pattern.compile("#DC[CL]#");
    private static final Pattern END = Pattern.compile("#END#@{1,6} *$");

    /** A format record is there once for a job, not once for a card. */
    private static final int MAX_FORMAT_RECORDS = 1_000;

    /** Lines that one record may be spread over. */
    private static final int MAX_LINES = 64;

    private final LineFrames lines;
    private final FileForm.Text text;
    private final FileFaults faults;

    EmbosserFrames(LineFrames lines, FileForm.Text text, FileFaults faults) {
        this.lines = lines;
        this.text = text;
        this.faults = faults;
    }

    @Override
    public @Nullable ByteString next() throws IOException {
        for (int passed = 0; passed <= MAX_FORMAT_RECORDS; passed++) {
            ByteString frame = nextOfAnyKind();
            if (frame == null || !isFormat(frame)) {
                return frame;
            }
        }
        throw faults.file(FileRule.STRUCTURE);
    }

    private @Nullable ByteString nextOfAnyKind() throws IOException {
        ByteString frame = ByteString.EMPTY;
        for (int count = 0; count < MAX_LINES; count++) {
            ByteString line = lines.next();
            if (line == null) {
                if (frame.isEmpty()) {
                    return null;
                }
                throw faults.file(FileRule.TRUNCATED);
            }
            frame = frame.plus(line);
            if (isComplete(frame)) {
                return frame;
            }
        }
        throw faults.file(FileRule.STRUCTURE);
    }

    /** A second start before the end means that an end was lost: two cards must never become one. */
    private boolean isComplete(ByteString frame) throws IOException {
        if (frame.size() > text.maxRecordBytes()) {
            throw faults.file(FileRule.RECORD_TOO_LONG);
        }
        String seen = latin(frame);
        if (START.matcher(seen).results().count() > 1) {
            throw faults.file(FileRule.STRUCTURE);
        }
        return END.matcher(seen).find();
    }

    private boolean isFormat(ByteString frame) {
        return latin(frame).contains("#DCL#");
    }

    /** For finding marks only; the strict reading comes with the values. */
    private String latin(ByteString frame) {
        return new String(frame.toByteArray(), text.charset());
    }
}
