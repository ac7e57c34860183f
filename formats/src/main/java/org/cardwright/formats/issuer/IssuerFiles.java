package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;

/** Opens issuer files of every form. */
public final class IssuerFiles {

    /** Hexadecimal digits of the file's SHA-256 in a generated order reference. */
    private static final int FILE_REFERENCE_DIGITS = 12;

    private static final int BUFFER_BYTES = 65_536;

    private IssuerFiles() {}

    /**
     * Opens a file for reading order by order. Only a regular file is opened: no link, no pipe.
     *
     * @throws org.cardwright.formats.MalformedFileException when it is no regular file or begins wrongly
     * @throws IOException when it cannot be read
     */
    public static IssuerFile open(Path file, IssuerLayout layout) throws IOException {
        FileFaults faults = FileFaults.of(file);
        String reference = layout.generatesReferences() ? fileReference(file, faults) : "";
        return open(FileBytes.open(file, faults), layout, faults, reference);
    }

    /** Reads bytes as a file of that layout and closes them when they cannot be. */
    static IssuerFile open(FileBytes bytes, IssuerLayout layout, FileFaults faults, String fileReference)
            throws IOException {
        return open(bytes, new ControlCheck(layout, faults), fileReference);
    }

    /** The same with these controls. */
    static IssuerFile open(FileBytes bytes, ControlCheck controls, String fileReference) throws IOException {
        try {
            IssuerLayout layout = controls.layout();
            bytes.allowRecord(controls.maxRecordBytes());
            Records records = records(bytes, layout, controls);
            return new MappedIssuerFile(bytes, records, controls, new RecordMapper(layout, fileReference));
        } catch (IOException | RuntimeException unreadable) {
            bytes.close();
            throw unreadable;
        }
    }

    /**
     * Reads a whole file once: structure, record count, hash total, issuer. Unreadable records are counted like others.
     *
     * @throws org.cardwright.formats.MalformedFileException when the file must be refused
     * @throws IOException when it cannot be read
     */
    public static ControlTotals checkControls(Path file, IssuerLayout layout) throws IOException {
        try (IssuerFile opened = open(file, layout)) {
            opened.skip(ControlCheck.MAX_RECORDS + 1);
            return opened.totals().orElseThrow(() -> new IllegalStateException("the file was not read to its end"));
        }
    }

    /**
     * The layout of a file among several: one that reads its header, column names and first order, be that order good or
     * bad; one that finds a good order is preferred.
     *
     * @throws org.cardwright.formats.MalformedFileException when none does: the refusal of the layout that the file is most
     *     like, or R-027 when it is like none
     * @throws IOException when the file cannot be read
     */
    public static IssuerLayout recognize(Path file, List<IssuerLayout> layouts) throws IOException {
        return Recognition.of(file).among(layouts);
    }

    private static Records records(FileBytes bytes, IssuerLayout layout, ControlCheck controls) throws IOException {
        FileForm form = layout.form();
        InputStream in = ByteOrderMark.pass(bytes, form.text(), controls.faults());
        if (form instanceof FileForm.Xml xml) {
            return new XmlRecords(in, xml, layout, controls);
        }
        if (form instanceof FileForm.Json json) {
            return new JsonRecords(in, json, layout, controls);
        }
        LineFrames lines = new LineFrames(in, form.text(), controls.faults());
        if (form instanceof FileForm.Delimited delimited) {
            return new FramedRecords(
                    lines, new DelimitedParser(delimited, layout.record().fields()), layout, controls);
        }
        if (form instanceof FileForm.Embosser embosser) {
            Frames frames = new EmbosserFrames(lines, embosser.text(), controls.faults());
            return new FramedRecords(frames, new EmbosserParser(embosser.text()), layout, controls);
        }
        return fixed(in, (FileForm.Fixed) form, layout, controls);
    }

    private static Records fixed(InputStream in, FileForm.Fixed form, IssuerLayout layout, ControlCheck controls) {
        Frames frames = form.lines()
                ? new LineFrames(in, form.text(), controls.faults())
                : new BlockFrames(in, form.recordBytes(), controls.faults());
        return new FramedRecords(frames, new FixedParser(form), layout, controls);
    }

    /** Orders without references of their own are named after the content of their file. */
    private static String fileReference(Path file, FileFaults faults) throws IOException {
        try (FileBytes bytes = FileBytes.open(file, faults)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int read = 0;
            while (read >= 0) {
                read = bytes.read(buffer, 0, buffer.length);
            }
            ByteString hash = bytes.sha256OfAll();
            return hash.toHex().substring(0, FILE_REFERENCE_DIGITS);
        }
    }
}
