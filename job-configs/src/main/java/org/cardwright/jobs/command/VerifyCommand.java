package org.cardwright.jobs.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.perso.file.InclusionProof;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationContext;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SampleData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright verify DIR}, or of a one-card proof: reads sealed outputs as card, terminal and issuer would. */
@Command(name = "verify", description = "Verifies a sealed batch again, or a one-card proof against its manifest.")
public final class VerifyCommand implements Callable<Integer> {

    private static final String VERIFIED = "verified";
    private static final String NOT_VERIFIED = "not_verified";

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Directory of a sealed batch.")
    private @Nullable Path directory;

    @Option(names = "--proof", paramLabel = "FILE", description = "A proof made by 'prove'; needs no vault.")
    private @Nullable Path proof;

    @Option(names = "--manifest", paramLabel = "FILE", description = "The manifest the proof belongs to.")
    private @Nullable Path manifest;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "The bureau's public key, 64 hexadecimal digits; of a batch directory the public part is"
                    + " verified then, as an issuer would.")
    private @Nullable Path publicKey;

    @Option(
            names = "--ca-keys",
            paramLabel = "FILE",
            description = "The certification authorities to trust, for the public part of a batch directory."
                    + " Default: those of the home, else the published test keys.")
    private @Nullable Path caKeys;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (directory != null && proof == null) {
            return verify(directory);
        }
        if (directory == null && proof != null && manifest != null && publicKey != null) {
            return verify(proof, manifest, publicKey);
        }
        throw new ParameterException(
                spec.commandLine(), "Give a batch directory, or --proof with --manifest and --public-key");
    }

    private int verify(Path batch) throws IOException {
        if (!Files.isRegularFile(batch.resolve(Manifest.NAME))) {
            spec.commandLine().getErr().println("cardwright: no " + Manifest.NAME + " in " + batch.getFileName());
            return json.asked()
                    ? json.print(NOT_VERIFIED, ExitCode.NOT_VERIFIED, Map.of("message", "no " + Manifest.NAME))
                    : ExitCode.NOT_VERIFIED;
        }
        VerificationReport report =
                home.hasVault() && caKeys == null && publicKey == null ? withVault(batch) : publicPart(batch);
        int exitCode = report.isClean() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        if (json.asked()) {
            return json.print(report.isClean() ? VERIFIED : NOT_VERIFIED, exitCode, LedgerStructure.report(report));
        }
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        report.notChecked().forEach(left -> out.println("not checked: " + left));
        out.println(report.records() + " cards, " + report.findingCount() + " findings");
        return exitCode;
    }

    private VerificationReport withVault(Path batch) throws IOException {
        try (OpenedHome opened = home.openAll(bar())) {
            return opened.verify(batch);
        }
    }

    private VerificationReport publicPart(Path batch) throws IOException {
        VerificationContext context = new VerificationContext(
                authorities(),
                SignatureVerifier.ed25519(),
                key(),
                Optional.empty(),
                Optional.empty(),
                Expectations.NONE);
        Progress bar = bar();
        return new PersoFileVerifier(context).verify(batch, (done, total) -> bar.at("verify", done, total));
    }

    private Progress bar() {
        return ProgressBar.on(spec.commandLine().getErr());
    }

    private Optional<ByteString> key() throws IOException {
        return publicKey == null ? Optional.empty() : Optional.of(PublicKeyFile.read(publicKey));
    }

    private CaPublicKeys authorities() throws IOException {
        Optional<Path> file = Optional.ofNullable(caKeys).or(home::caPublicKeys);
        if (file.isPresent()) {
            return GivenFile.json(file.get(), VerifyCommand::authorities);
        }
        if (!json.asked()) {
            spec.commandLine().getOut().println("certification authorities: the published test keys");
        }
        return CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json")));
    }

    private static CaPublicKeys authorities(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CaPublicKeys.read(in);
        }
    }

    private int verify(Path proofFile, Path manifestFile, Path publicKeyFile) throws IOException {
        InclusionProof read = GivenFile.json(proofFile, file -> InclusionProof.read(Files.readAllBytes(file)));
        List<String> findings = GivenFile.json(
                manifestFile, file -> read.check(file, PublicKeyFile.read(publicKeyFile), SignatureVerifier.ed25519()));
        if (json.asked()) {
            return print(read, findings);
        }
        findings.forEach(finding -> spec.commandLine().getErr().println("cardwright: " + finding));
        if (findings.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .println("order " + read.order() + " is card " + read.index() + " of " + read.leaves()
                            + " in batch " + read.batch() + ", once and unaltered");
        }
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
    }

    private int print(InclusionProof proved, List<String> findings) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        members.put("batch", proved.batch());
        members.put("order", proved.order());
        members.put("index", proved.index());
        members.put("leaves", proved.leaves());
        members.put("findings", findings);
        return findings.isEmpty()
                ? json.print(VERIFIED, ExitCode.DONE, members)
                : json.print(NOT_VERIFIED, ExitCode.NOT_VERIFIED, members);
    }
}
