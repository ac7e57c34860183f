package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys ceremony create-vault|enter|make|share-vault|recover-vault|verify}: what takes several custodians at once. */
@Command(
        name = "ceremony",
        description =
                "Guides custodians, each with a passphrase of their own, through what no one may do alone. All of them act"
                        + " within 15 minutes, none twice; every step stands in the audit and in a signed transcript.",
        subcommands = {
            CeremonyCreateVaultCommand.class,
            CeremonyEnterCommand.class,
            CeremonyMakeCommand.class,
            CeremonyShareVaultCommand.class,
            CeremonyRecoverVaultCommand.class,
            CeremonyVerifyCommand.class
        })
final class KeysCeremonyCommand {}
