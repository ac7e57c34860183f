package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.certification.IssuerKeyRequest;
import org.cardwright.crypto.certification.ResponseLayout;
import org.cardwright.crypto.key.KeyName;
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

/** {@code cardwright keys issuer certify REQUEST}: the payment system of a sandbox. */
@Command(
        name = "certify",
        description = "In a test home: answers a request with a CA test key of the vault, as a payment system would.")
final class KeysIssuerCertifyCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private KeyActing acting = new KeyActing();

    @Parameters(paramLabel = "REQUEST", description = "The request file.")
    private Path file = Path.of("");

    @Option(
            names = "--authority",
            required = true,
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "CA test key of the vault: LABEL, or LABEL/VERSION.")
    private KeyName authority = KeyName.of("none");

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            description = "Layout of the answer: visa, unionpay or mastercard. Default: that of the request.")
    private @Nullable String scheme;

    @Option(names = "--format", paramLabel = "NAME", description = "Format of the request. Default: ${DEFAULT-VALUE}.")
    private String format = "generic";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory for the answer.")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CertificationFiles files = new CertificationFiles();
        IssuerKeyRequest request = CertificationFiles.read(GivenFile.readable(file), files.format(format));
        String name = scheme == null ? files.schemeOf(request).name() : scheme;
        ResponseLayout layout = ResponseLayout.named(name)
                .orElseThrow(() -> new WrongUsageException("--scheme is one of visa, unionpay, mastercard"));
        try (OpenedHome installation = home.openAll()) {
            IssuerRequests requests = new IssuerRequests(installation);
            return acting.act(
                    installation,
                    new KeyActing.Asked<>(
                            IssuerRequests.answering(authority, request),
                            () -> requests.answer(request, layout, authority, out)),
                    json,
                    this::tell);
        }
    }

    private int tell(Path written) throws IOException {
        if (json.asked()) {
            return json.print("certified", ExitCode.DONE, Map.of("file", written.toString()));
        }
        spec.commandLine().getOut().println("answer of the test authority written to " + written);
        return ExitCode.DONE;
    }
}
