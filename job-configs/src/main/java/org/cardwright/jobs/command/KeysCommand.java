package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys list|state|period|verify-destroyed|import|export|derive|issuer|certificates}: the keys of a home. */
@Command(
        name = "keys",
        description =
                "Lists the keys of the security module, moves them on in their life, takes them in and sends them; tries"
                        + " how keys of cards come from master keys; makes issuer keys and takes their certificates in.",
        subcommands = {
            KeysListCommand.class,
            KeysStateCommand.class,
            KeysPeriodCommand.class,
            KeysVerifyDestroyedCommand.class,
            KeysImportCommand.class,
            KeysExportCommand.class,
            KeysDeriveCommand.class,
            KeysIssuerCommand.class,
            KeysCertificatesCommand.class
        })
public final class KeysCommand {}
