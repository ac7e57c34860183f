package org.cardwright.jobs.command;

import picocli.CommandLine.Command;

/** {@code cardwright keys list|derive|issuer|certificates}: the keys of a home. */
@Command(
        name = "keys",
        description =
                "Lists the keys of the security module; tries how keys of cards come from master keys; makes issuer"
                        + " keys and takes their certificates in.",
        subcommands = {
            KeysListCommand.class,
            KeysDeriveCommand.class,
            KeysIssuerCommand.class,
            KeysCertificatesCommand.class
        })
public final class KeysCommand {}
