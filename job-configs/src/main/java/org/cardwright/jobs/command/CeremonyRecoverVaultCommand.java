package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.VaultQuorum;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.step.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cardwright keys ceremony recover-vault}: a quorum gives the vault another passphrase. */
@Command(
        name = "recover-vault",
        description =
                "Gives the vault another passphrase by as many shares as were agreed; the old one opens it no more.")
final class CeremonyRecoverVaultCommand implements Callable<Integer> {

    @Mixin
    private PlaceOption home = new PlaceOption();

    @Mixin
    private CeremonyHolding holding = new CeremonyHolding();

    @Mixin
    private CeremonyOptions custodians = new CeremonyOptions();

    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "File with the new passphrase, mode 0600; without it the terminal asks.")
    private @Nullable Path passphraseFile;

    @Override
    public Integer call() throws IOException {
        HomeDirectory directory = KeysInVault.required(HomeDirectory.open(home.path()));
        try (EnteredShares shares = new EnteredShares();
                SecretBytes next = NewPassphrase.of(passphraseFile)) {
            shares.gather(custodians.desk());
            try (OpenedHome installation = OpenedHome.recovered(directory, shares.join(), Progress.NONE)) {
                KeyAct act = KeyAct.of(
                        KeyAct.Kind.RECOVER_VAULT,
                        "by a quorum of its custodians",
                        List.of(shares.join().set().orElseThrow().id().toHex()));
                return holding.hold(
                        installation, act, new Recovering(directory, shares, next), CeremonyRecoverVaultCommand::tell);
            }
        }
    }

    private static String tell(String set, Map<String, Object> members) {
        members.put("set", set);
        return "the vault has its new passphrase; the shares stay good";
    }

    /** The ceremony itself. */
    private record Recovering(HomeDirectory directory, EnteredShares shares, SecretBytes next)
            implements HeldCeremony.Plan<String> {

        @Override
        public String purpose() {
            return "give the vault another passphrase";
        }

        @Override
        public boolean isRehearsal() {
            return false;
        }

        @Override
        public void gather(Ceremony ceremony) {
            shares.admit(ceremony);
        }

        @Override
        public String act(Ceremony ceremony, CeremonyFiles files) throws IOException {
            shares.requireInTime();
            ShareJoin join = shares.join();
            VaultQuorum.changePassphrase(
                    directory.vault(),
                    join,
                    new VaultQuorum.NewPassphrase(next, directory.settings().passphrase()));
            ceremony.step("gave the vault another passphrase");
            return join.set().orElseThrow().id().toHex();
        }

        @Override
        public void close() {}
    }
}
