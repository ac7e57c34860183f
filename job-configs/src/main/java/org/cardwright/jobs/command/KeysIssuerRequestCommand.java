package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.certification.IssuerKeyRequestFormat;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.jobs.wiring.CertificationFiles;
import org.cardwright.jobs.wiring.IssuerRequests;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys issuer request NAME}: the file with which a payment system is asked. */
@Command(name = "request", description = "Writes the request for the certificate of an issuer key, signed with it.")
final class KeysIssuerRequestCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Parameters(paramLabel = "NAME", converter = KeyNameConverter.class, description = "LABEL, or LABEL/VERSION.")
    private KeyName key = KeyName.of("none");

    @Option(
            names = "--scheme",
            required = true,
            paramLabel = "NAME",
            description = "The payment system: visa, unionpay, mastercard, or one that a jar brings.")
    private String scheme = "";

    @Option(
            names = "--identifier",
            required = true,
            paramLabel = "DIGITS",
            description = "Issuer identifier, the leftmost 3 to 8 digits of the PANs.")
    private String identifier = "";

    @Option(
            names = "--expires",
            required = true,
            paramLabel = "MONTH",
            description = "Last month that is asked for, yyyy-mm.")
    private String expires = "";

    @Option(
            names = "--tracking",
            required = true,
            paramLabel = "DIGITS",
            description = "Tracking number of the request, 6 digits.")
    private String tracking = "";

    @Option(
            names = "--key-index",
            paramLabel = "HEX",
            description = "The issuer's number of its key, 3 bytes. Default: the version of the key.")
    private @Nullable String keyIndex;

    @Option(names = "--service", paramLabel = "HEX", description = "Service identifier, 4 bytes. Default: none.")
    private @Nullable String service;

    @Option(names = "--format", paramLabel = "NAME", description = "Format of the file. Default: ${DEFAULT-VALUE}.")
    private String format = "generic";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory for the file.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CertificationFiles files = new CertificationFiles();
        IssuerKeyRequestFormat writer = files.format(format);
        ByteString rid = files.scheme(scheme).rid();
        IssuerKeyRequest.References references = references();
        ExpirationDate last = last();
        try (OpenedHome installation = home.openAll()) {
            IssuerRequests requests = new IssuerRequests(installation);
            IssuerKeyRequest request =
                    wanted(() -> new IssuerKeyRequest(rid, identifier, references, last, requests.publicKey(key)));
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(
                            IssuerRequests.asking(key, request), () -> requests.write(key, request, writer, out)),
                    json,
                    this::tell);
        }
    }

    private IssuerKeyRequest.References references() {
        return wanted(() -> new IssuerKeyRequest.References(
                keyIndex == null ? ByteString.ofUnsigned(key.version(), 3) : ByteString.fromHex(keyIndex),
                ByteString.fromHex(tracking),
                service == null ? IssuerRequests.noService() : ByteString.fromHex(service)));
    }

    private ExpirationDate last() {
        try {
            return wanted(() -> new ExpirationDate(YearMonth.parse(expires)));
        } catch (DateTimeParseException malformed) {
            throw new WrongUsageException("--expires: a month is yyyy-mm");
        }
    }

    private static <T> T wanted(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException malformed) {
            throw new WrongUsageException(String.valueOf(malformed.getMessage()));
        }
    }

    private int tell(Path written) throws IOException {
        if (json.asked()) {
            return json.print("written", ExitCode.DONE, Map.of("file", written.toString()));
        }
        spec.commandLine().getOut().println("request written to " + written);
        return ExitCode.DONE;
    }
}
