package org.cardwright.formats.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectTexts;

/**
 * How the files of one issuer map to canonical fields: data, checked against {@code issuer-layout.xsd} when loaded.
 *
 * <p>Immutable and free to share between threads.
 */
public final class IssuerLayout {

    private final LayoutIdentity identity;
    private final FileForm form;
    private final Envelope header;
    private final Envelope trailer;
    private final RecordShape record;

    IssuerLayout(LayoutIdentity identity, FileForm form, List<Envelope> headerAndTrailer, RecordShape record) {
        this.identity = identity;
        this.form = form;
        this.header = headerAndTrailer.get(0);
        this.trailer = headerAndTrailer.get(1);
        this.record = record;
    }

    /**
     * Reads a layout and whatever schema it names beside itself.
     *
     * @throws org.cardwright.formats.MalformedFileException when it violates its schema or contradicts itself; it names
     *     the line
     * @throws IOException when a file cannot be read
     */
    public static IssuerLayout load(Path xml) throws IOException {
        return LayoutLoader.load(xml);
    }

    /** Name of the layout. */
    public String name() {
        return identity.name();
    }

    /** The issuer whose files it describes. */
    public String issuer() {
        return identity.issuer();
    }

    /** What the rules say to the issuer, in the language of the layout. */
    public RejectTexts rejectTexts() {
        return identity.texts();
    }

    /** SHA-256 of the layout file and the schema it names: part of a batch's identity. */
    public ByteString hash() {
        return identity.hash();
    }

    /** How the files name the issuer. */
    String issuerCode() {
        return identity.issuerCode();
    }

    /** True when order references are made from the content of the file. */
    boolean generatesReferences() {
        return record.fields().stream().anyMatch(field -> field.place() instanceof FieldPlace.Generated);
    }

    /** Every path that a field or control value of an XML or JSON layout has. */
    Set<String> knownPaths() {
        return Stream.concat(
                        record.fields().stream().map(LayoutField::place),
                        controls().map(ControlField::place))
                .filter(FieldPlace.Member.class::isInstance)
                .map(place -> ((FieldPlace.Member) place).path())
                .collect(Collectors.toUnmodifiableSet());
    }

    FileForm form() {
        return form;
    }

    Envelope header() {
        return header;
    }

    Envelope trailer() {
        return trailer;
    }

    RecordShape record() {
        return record;
    }

    Stream<ControlField> controls() {
        return Stream.concat(header.controls().stream(), trailer.controls().stream());
    }

    /** Name and issuer. */
    @Override
    public String toString() {
        return "IssuerLayout(" + name() + ", issuer " + issuer() + ")";
    }

    /**
     * What a layout is called.
     *
     * @param name its name
     * @param issuer the issuer whose files it describes
     * @param issuerCode how the files name the issuer
     * @param texts what the rules say to the issuer
     * @param hash SHA-256 of the layout file and the schema it names
     */
    record LayoutIdentity(String name, String issuer, String issuerCode, RejectTexts texts, ByteString hash) {}

    /**
     * The order records.
     *
     * @param marker text that each has, empty for none
     * @param markerOffset offset of the marker in a fixed record
     * @param fields in the order of the layout
     */
    record RecordShape(String marker, int markerOffset, List<LayoutField> fields) {

        RecordShape {
            fields = List.copyOf(fields);
        }

        /** The field of that name; the layout loader checked that it is there. */
        LayoutField field(IssuerField name) {
            return fields.stream()
                    .filter(field -> field.name() == name)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no field " + name));
        }
    }
}
