package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.ceremony.SignedTranscript;
import org.cardwright.jobs.wiring.OpenedHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright keys ceremony verify TRANSCRIPT}: is it as it was signed? */
@Command(name = "verify", description = "Verifies the signature of a transcript, transcript.jsonl.")
final class CeremonyVerifyCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "TRANSCRIPT", description = "File transcript.jsonl of a ceremony.")
    private Path file = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "The key that should have signed, 64 hexadecimal digits; then no vault is needed."
                    + " Default: that of the home.")
    private @Nullable Path publicKey;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        SignedTranscript read = SignedTranscript.read(GivenFile.readable(file), key());
        int exitCode = read.verified() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        String outcome = read.verified() ? "verified" : "not_verified";
        if (json.asked()) {
            Map<String, Object> members = LedgerStructure.object();
            members.put("ceremony", read.ceremony());
            members.put("purpose", read.purpose());
            members.put("rehearsal", read.rehearsal());
            members.put("steps", read.steps());
            return json.print(outcome, exitCode, members);
        }
        spec.commandLine()
                .getOut()
                .println(
                        read.verified()
                                ? read.ceremony() + (read.rehearsal() ? ", a rehearsal" : "") + ": " + read.purpose()
                                        + "; " + read.steps() + " steps, as they were signed"
                                : "the transcript is not as it was signed, or by another key");
        return exitCode;
    }

    private ByteString key() throws IOException {
        if (publicKey != null) {
            return PublicKeyFile.read(publicKey);
        }
        try (OpenedHome installation = home.openAll()) {
            return installation.signingPublicKey();
        }
    }
}
