package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.cardwright.crypto.certification.CertificationFormats;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser.ResponseFile;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.certification.IssuerKeyRequestFormat;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.CheckedFile;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Files that go between an issuer and a payment system, in the formats of this installation. */
public final class CertificationFiles {

    private static final int MAX_BYTES = 64 * 1024;

    private final CertificationFormats formats;

    /** With the formats of the class path. */
    public CertificationFiles() {
        this.formats = CertificationFormats.installed();
    }

    /**
     * The reader of a payment system's responses.
     *
     * @throws WrongUsageException when there is none
     */
    public IssuerCertificateResponseParser scheme(String name) {
        return formats.response(name).orElseThrow(() -> unknown("--scheme", formats.responseNames()));
    }

    /**
     * The reader of the responses of the payment system that a request is for.
     *
     * @throws WrongUsageException when there is none, or more than one
     */
    public IssuerCertificateResponseParser schemeOf(IssuerKeyRequest request) {
        List<IssuerCertificateResponseParser> readers = formats.responses().stream()
                .filter(parser -> parser.rid().equals(request.rid()))
                .toList();
        if (readers.size() != 1) {
            throw unknown("--scheme", formats.responseNames());
        }
        return readers.get(0);
    }

    /**
     * The format of requests.
     *
     * @throws WrongUsageException when there is none
     */
    public IssuerKeyRequestFormat format(String name) {
        return formats.request(name).orElseThrow(() -> unknown("--format", formats.requestNames()));
    }

    private static WrongUsageException unknown(String option, List<String> names) {
        return new WrongUsageException(option + " is one of " + String.join(", ", names));
    }

    /**
     * Writes a request that has not been written yet.
     *
     * @return where it stands
     */
    public Path write(
            Path directory,
            IssuerKeyRequestFormat format,
            IssuerKeyRequest request,
            Function<IssuerKeyRequest, ByteString> content)
            throws IOException {
        Path target = inside(directory, format.fileName(request));
        CheckedFile.create(
                target, content.apply(request).toByteArray(), written -> format.fault(bytes(written), request));
        return target;
    }

    /** Writes an answer of a test authority. */
    public Path write(Path directory, ResponseFile answer, CheckedFile.Check check) throws IOException {
        Path target = inside(directory, answer.name());
        CheckedFile.create(target, answer.content().toByteArray(), check);
        return target;
    }

    private static Path inside(Path directory, String name) {
        if (!Files.isDirectory(directory)) {
            throw new ConfigurationException("--out: there is no such directory");
        }
        return directory.resolve(name);
    }

    /**
     * Reads and verifies a request.
     *
     * @throws MalformedFileException naming offset, field and rule
     */
    public static IssuerKeyRequest read(Path file, IssuerKeyRequestFormat format) throws IOException {
        return format.read(String.valueOf(file.getFileName()), bytes(file));
    }

    /**
     * Reads a file as a whole.
     *
     * @throws MalformedFileException when it is larger than any request or response
     */
    public static ResponseFile file(Path file) throws IOException {
        return new ResponseFile(String.valueOf(file.getFileName()), bytes(file));
    }

    private static ByteString bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new MalformedFileException(
                    String.valueOf(file.getFileName()), "", "C-201", "at most " + MAX_BYTES + " bytes");
        }
        return ByteString.of(Files.readAllBytes(file));
    }
}
