package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.certification.IssuerCertificateResponseParser;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.jobs.wiring.CertificateImport;
import org.cardwright.jobs.wiring.CertificationFiles;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.KeyActs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys issuer import RESPONSE}: the certificate of a payment system comes onto cards. */
@Command(
        name = "import",
        description = "Verifies the response of a payment system against the request, and puts the certificate where"
                + " products find it.")
final class KeysIssuerImportCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Parameters(paramLabel = "RESPONSE", description = "The file as the payment system sent it.")
    private Path response = Path.of("");

    @Option(names = "--request", required = true, paramLabel = "FILE", description = "The request that it answers.")
    private Path request = Path.of("");

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Name of the certificate, as products name it: bank-one.visa.")
    private String name = "";

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            description = "Layout of the response: visa, unionpay, mastercard, or one that a jar brings."
                    + " Default: that of the request.")
    private @Nullable String scheme;

    @Option(names = "--format", paramLabel = "NAME", description = "Format of the request. Default: ${DEFAULT-VALUE}.")
    private String format = "generic";

    @Option(
            names = "--replace",
            description = "Puts it in place of the certificate of that name; the old file is kept in"
                    + " certificates/replaced.")
    private boolean replace;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CertificationFiles files = new CertificationFiles();
        IssuerKeyRequest asked = CertificationFiles.read(GivenFile.readable(request), files.format(format));
        IssuerCertificateResponseParser parser = scheme == null ? files.schemeOf(asked) : files.scheme(scheme);
        CertificateImport.Wanted wanted = new CertificateImport.Wanted(
                CertificationFiles.file(GivenFile.readable(response)),
                asked,
                parser,
                name,
                replace,
                LocalDate.now(Clock.systemUTC()));
        try (OpenedHome installation = home.openAll()) {
            CertificateImport verified = verified(installation, wanted);
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(verified.act(), verified.role(), verified::write),
                    json,
                    written -> tell(verified.profile(), written));
        }
    }

    private CertificateImport verified(OpenedHome installation, CertificateImport.Wanted wanted) throws IOException {
        try {
            return CertificateImport.of(installation, home.open(), wanted);
        } catch (MalformedFileException | SecurityModuleException refused) {
            acting.refused(
                    installation,
                    new KeyActs.Disbelief(
                            AuditEvent.CERTIFICATE_REFUSED,
                            "issuer certificate " + name,
                            String.valueOf(refused.getMessage())));
            throw refused;
        }
    }

    private int tell(IssuerCertificateProfile made, Path written) throws IOException {
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("certificate", made.name());
            members.put("key", made.issuerKey());
            members.put("expires", made.expiration().month());
            members.put("file", written);
            return json.print("imported", ExitCode.DONE, members);
        }
        spec.commandLine()
                .getOut()
                .println("issuer certificate " + made.name() + " of key " + made.issuerKey() + ", good until "
                        + made.expiration().lastDay() + ", stands in " + written);
        return ExitCode.DONE;
    }
}
