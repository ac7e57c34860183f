package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys ...}: the keys of a home, their life, their exchange, their custodians. */
@Command(
        name = "keys",
        description =
                "Lists the keys of the security module, moves them on in their life, takes them in and sends them; tries"
                        + " how keys of cards come from master keys; holds ceremonies, backs keys up and restores them;"
                        + " makes issuer keys and takes their certificates in.",
        subcommands = {
            KeysListCommand.class,
            KeysCatalogueCommand.class,
            KeysModuleCommand.class,
            KeysServeCommand.class,
            KeysStateCommand.class,
            KeysPeriodCommand.class,
            KeysOwnerCommand.class,
            KeysVerifyDestroyedCommand.class,
            KeysDependentsCommand.class,
            KeysImportCommand.class,
            KeysExportCommand.class,
            KeysConfirmCommand.class,
            KeysDeriveCommand.class,
            KeysCeremonyCommand.class,
            KeysBackupCommand.class,
            KeysRestoreDrillCommand.class,
            KeysRestoreCommand.class,
            KeysIssuerCommand.class,
            KeysPinStorageCommand.class,
            KeysCertificatesCommand.class
        })
public final class KeysCommand {}
